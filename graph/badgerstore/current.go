package badgerstore

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"

	"concord/graph"
)

const (
	currentName = "CURRENT"
	currentTemp = "CURRENT.new"
	sealName    = "SEAL"
	readersName = "READERS"
	genPrefix   = "gen-"
	logPrefix   = "log-"
)

// current is what CURRENT says: the state that holds.
type current struct {
	generation uint64
	terms      uint64 // of the generation
	quads      uint64 // of the generation
	seal       string
	log        uint64 // bytes of the generation's log that hold
	chain      string // hash of the last record in them
	state      uint64 // quads of the state: those of the generation as the log changed them
	digest     digest // of these quads
}

// none stands for the seal of a generation without quads and for the chain of a log without records.
const none = "-"

// empty is the state of a store that was never written.
func empty() current { return current{seal: none, chain: none} }

func (c current) folder() string { return fmt.Sprintf("%s%08d", genPrefix, c.generation) }

func (c current) logName() string { return fmt.Sprintf("%s%08d", logPrefix, c.generation) }

func (c current) encode() []byte {
	text := fmt.Appendf(nil, "concord store %d\ngeneration %d\nterms %d\nquads %d\nseal %s\nlog %d\nchain %s\nstate %d\ndigest %x\n",
		formatVersion, c.generation, c.terms, c.quads, c.seal, c.log, c.chain, c.state, c.digest.append(nil))
	return fmt.Appendf(text, "crc32c %08x\n", crc32.Checksum(text, castagnoli))
}

// parseCurrent reads what encode wrote. An error Is graph.ErrForeign, ErrVersion or ErrDamaged.
func parseCurrent(text []byte) (current, error) {
	var c current
	var version uint64
	if !strings.HasPrefix(string(text), "concord store ") {
		return c, graph.ErrForeign
	}
	body, sum, _ := strings.Cut(string(text), "crc32c ")
	if sum != fmt.Sprintf("%08x\n", crc32.Checksum([]byte(body), castagnoli)) {
		return c, fmt.Errorf("%w: its checksum does not match", graph.ErrDamaged)
	}
	if _, err := fmt.Sscanf(body, "concord store %d\n", &version); err != nil {
		return c, fmt.Errorf("%w: no version in it", graph.ErrDamaged)
	}
	if version != formatVersion {
		return c, wrongVersion(version)
	}
	var digest []byte
	_, err := fmt.Sscanf(body, "concord store %d\ngeneration %d\nterms %d\nquads %d\nseal %s\nlog %d\nchain %s\nstate %d\ndigest %x\n",
		&version, &c.generation, &c.terms, &c.quads, &c.seal, &c.log, &c.chain, &c.state, &digest)
	if len(digest) == digestBytes {
		c.digest = parseDigest(digest)
	}
	if err != nil || string(c.encode()) != string(text) {
		return c, fmt.Errorf("%w: malformed", graph.ErrDamaged)
	}
	return c, nil
}

func wrongVersion(version uint64) error {
	what := "use the newer program that wrote it"
	if version < formatVersion {
		what = "build or load it again into a new folder"
	}
	return fmt.Errorf("%w: the store has version %d, this program reads version %d: %s", graph.ErrVersion, version, formatVersion, what)
}

// readCurrent reads CURRENT of a store's folder. When there is none, the error Is fs.ErrNotExist.
func readCurrent(dir string) (current, error) {
	path := filepath.Join(dir, currentName)
	text, err := os.ReadFile(path)
	if err != nil {
		return current{}, err
	}
	c, err := parseCurrent(text)
	if err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// writeCurrent makes c the state that holds, durably.
func writeCurrent(dir string, c current, step func(string)) error {
	temp := filepath.Join(dir, currentTemp)
	if err := writeFile(temp, c.encode()); err != nil {
		return err
	}
	step(stepCurrentWritten)
	if err := os.Rename(temp, filepath.Join(dir, currentName)); err != nil {
		return err
	}
	step(stepCurrentSwitched)
	return syncDir(dir)
}

// writeFile writes a file and fsyncs it.
func writeFile(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}
