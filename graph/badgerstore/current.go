package badgerstore

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"concord/graph"
)

const (
	currentName = "CURRENT"
	currentTemp = "CURRENT.new"
	sealName    = "SEAL"
	readersName = "READERS"
	genPrefix   = "gen-"
)

// current is what CURRENT says.
type current struct {
	generation uint64
	terms      uint64
	quads      uint64
	seal       string
}

// noSeal is the seal of a state without quads.
const noSeal = "-"

func (c current) folder() string { return fmt.Sprintf("%s%08d", genPrefix, c.generation) }

func (c current) encode() []byte {
	text := fmt.Sprintf("concord store %d\ngeneration %d\nterms %d\nquads %d\nseal %s\n",
		formatVersion, c.generation, c.terms, c.quads, c.seal)
	return fmt.Appendf([]byte(text), "crc32c %08x\n", crc32.Checksum([]byte(text), castagnoli))
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
		return c, fmt.Errorf("%w: the store has version %d, this program reads version %d", graph.ErrVersion, version, formatVersion)
	}
	_, err := fmt.Sscanf(body, "concord store %d\ngeneration %d\nterms %d\nquads %d\nseal %s\n",
		&version, &c.generation, &c.terms, &c.quads, &c.seal)
	if err != nil || string(c.encode()) != string(text) {
		return c, fmt.Errorf("%w: malformed", graph.ErrDamaged)
	}
	return c, nil
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

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealed is one file of a generation.
type sealed struct {
	name string
	size int64
	sum  uint32
}

// seal returns the text of SEAL for the files that are in folder dir, and their bytes; fsynced when sync.
func seal(dir string, sync bool) (text []byte, size int64, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, 0, err
	}
	buf := make([]byte, 256<<10)
	for _, e := range entries { // sorted by name
		if e.Name() == sealName || e.Name() == readersName {
			continue
		}
		if !e.Type().IsRegular() { // reading a device or a pipe might never end
			return nil, 0, fmt.Errorf("%s: %w: it is no regular file", filepath.Join(dir, e.Name()), graph.ErrDamaged)
		}
		s, err := sealFile(filepath.Join(dir, e.Name()), sync, buf)
		if err != nil {
			return nil, 0, err
		}
		text = fmt.Appendf(text, "file %s %d %08x\n", e.Name(), s.size, s.sum)
		size += s.size
	}
	return text, size, nil
}

func sealFile(path string, sync bool, buf []byte) (sealed, error) {
	flag := os.O_RDONLY
	if sync {
		flag = os.O_RDWR // some systems fsync only what may be written
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return sealed{}, err
	}
	defer f.Close()
	s := sealed{name: filepath.Base(path)}
	for {
		n, err := f.Read(buf)
		s.sum = crc32.Update(s.sum, castagnoli, buf[:n])
		s.size += int64(n)
		if err == io.EOF {
			break
		}
		if err != nil {
			return s, err
		}
	}
	if sync {
		return s, f.Sync()
	}
	return s, nil
}

// checkSeal tests that the files of a generation are those that were sealed, and returns their bytes. An error
// names the first file that is not, and Is graph.ErrDamaged.
func checkSeal(dir, digest string) (int64, error) {
	path := filepath.Join(dir, sealName)
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%w: %w", graph.ErrDamaged, err)
	}
	if err != nil {
		return 0, err
	}
	if digestOf(want) != digest {
		return 0, fmt.Errorf("%s: %w: it is not the seal that CURRENT names", path, graph.ErrDamaged)
	}
	got, size, err := seal(dir, false)
	if err != nil {
		return 0, err
	}
	if string(got) == string(want) {
		return size, nil
	}
	return 0, fmt.Errorf("%s: %w: its size or checksum is not what was sealed", filepath.Join(dir, firstDifference(got, want)), graph.ErrDamaged)
}

// firstDifference returns the name of a file whose lines in two seals differ.
func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for _, pair := range [][2][]string{{w, g}, {g, w}} {
		for _, line := range pair[0] {
			if name := strings.Fields(line); len(name) > 1 && !slices.Contains(pair[1], line) {
				return name[1]
			}
		}
	}
	return sealName
}

func digestOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
