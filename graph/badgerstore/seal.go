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
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"concord/graph"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealed is one file of a generation.
type sealed struct {
	name string
	size int64
	sum  uint32
}

// seal returns the text of SEAL for the files that are in folder dir, and their bytes; fsynced when fsync. Files are
// read on all cores, through one small buffer each: a mapped store would be resident as a whole.
func seal(dir string, fsync bool) (text []byte, size int64, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, 0, err
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return e.Name() == sealName || e.Name() == readersName })
	files := make([]sealed, len(entries))
	errs := make([]error, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range errs {
		wg.Go(func() {
			buf := make([]byte, 256<<10)
			for i := next.Add(1) - 1; int(i) < len(entries) && errs[w] == nil; i = next.Add(1) - 1 {
				files[i], errs[w] = sealFile(dir, entries[i], fsync, buf)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, 0, err
	}
	for _, f := range files { // sorted by name
		text = fmt.Appendf(text, "file %s %d %08x\n", f.name, f.size, f.sum)
		size += f.size
	}
	return text, size, nil
}

func sealFile(dir string, e os.DirEntry, fsync bool, buf []byte) (sealed, error) {
	path := filepath.Join(dir, e.Name())
	if !e.Type().IsRegular() { // reading a device or a pipe might never end
		return sealed{}, fmt.Errorf("%s: %w: it is no regular file", path, graph.ErrDamaged)
	}
	flag := os.O_RDONLY
	if fsync {
		flag = os.O_RDWR // some systems fsync only what may be written
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return sealed{}, err
	}
	defer f.Close()
	s := sealed{name: e.Name()}
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
	if fsync {
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
