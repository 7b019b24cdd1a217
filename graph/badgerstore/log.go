package badgerstore

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"concord/graph"
)

// logHeader is the length of what stands before the payload of a record: its length and the CRC32C of what
// follows, 4 bytes each, and the hash of the record before.
const logHeader = 4 + 4 + sha256.Size

// appendFrame appends a record to the log's bytes, and returns the new end of the chain.
func appendFrame(dst []byte, chain string, payload []byte) ([]byte, string) {
	start := len(dst)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(payload)))
	dst = append(dst, 0, 0, 0, 0)
	dst = append(dst, hashOf(chain)...)
	dst = append(dst, payload...)
	binary.LittleEndian.PutUint32(dst[start+4:], crc32.Checksum(dst[start+8:], castagnoli))
	return dst, digestOf(dst[start:])
}

// hashOf returns the bytes of a chain's end, zeros when there is no record yet.
func hashOf(chain string) []byte {
	hash := make([]byte, sha256.Size)
	if chain != none {
		_, _ = hex.Decode(hash, []byte(chain)) // CURRENT was checked
	}
	return hash
}

// parseFrames returns the records in bytes of the log that follow a chain's end, and the new end.
func parseFrames(text []byte, chain string) (records []*record, _ string, err error) {
	for len(text) > 0 {
		if len(text) < logHeader {
			return nil, "", errBlock
		}
		size := logHeader + int(binary.LittleEndian.Uint32(text))
		if size > len(text) {
			return nil, "", errBlock
		}
		if crc32.Checksum(text[8:size], castagnoli) != binary.LittleEndian.Uint32(text[4:]) {
			return nil, "", errors.New("checksum of a record does not match")
		}
		if !bytes.Equal(text[8:logHeader], hashOf(chain)) {
			return nil, "", errors.New("a record does not follow the one before")
		}
		rec, err := parseRecord(text[logHeader:size])
		if err != nil {
			return nil, "", err
		}
		records = append(records, rec)
		chain, text = digestOf(text[:size]), text[size:]
	}
	return records, chain, nil
}

// readLog reads what the log at path has between two lengths, and checks that it leads from one chain's end to
// another. Errors about what is there Are graph.ErrDamaged.
func readLog(path string, from, to current) ([]*record, error) {
	if from.log == to.log && from.chain == to.chain {
		return nil, nil
	}
	damaged := func(err error) error { return fmt.Errorf("%s: %w: %w", path, graph.ErrDamaged, err) }
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged(err)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, damaged(errors.New("it is no regular file"))
	}
	if uint64(info.Size()) < to.log || to.log < from.log {
		return nil, damaged(fmt.Errorf("%d bytes, %d expected", info.Size(), to.log))
	}
	text := make([]byte, to.log-from.log)
	if _, err := io.ReadFull(io.NewSectionReader(f, int64(from.log), int64(len(text))), text); err != nil {
		return nil, err
	}
	records, chain, err := parseFrames(text, from.chain)
	if err == nil && chain != to.chain {
		err = errors.New("its last record is not the one that CURRENT names")
	}
	if err != nil {
		return nil, damaged(err)
	}
	return records, nil
}

// appendLog writes records behind the bytes of the log that hold, in place of what an unfinished commit left
// there, durably.
func appendLog(path string, holds uint64, text []byte, step func(string)) (err error) {
	_, missing := os.Lstat(path)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Truncate(int64(holds)); err != nil {
		return err
	}
	if _, err := f.WriteAt(text, int64(holds)); err != nil {
		return errors.Join(err, f.Truncate(int64(holds)))
	}
	step(stepAppended)
	if err := f.Sync(); err != nil {
		return err
	}
	if missing != nil {
		err = syncDir(filepath.Dir(path))
	}
	step(stepLogSynced)
	return err
}
