package badgerstore

import (
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

func graphQuad(i int) quad.Quad { return quad.MakeIRI("s", "p", strings.Repeat("o", i+1), "g") }

// TestDiskFull takes the free space away at each look that an update takes at it: the update fails with the
// bytes needed, and the old state stays. So it is with a commit, a large update and one that spills.
func TestDiskFull(t *testing.T) {
	t.Run("commit", func(t *testing.T) { diskFull(t, Options{}, 1) })
	t.Run("generation", func(t *testing.T) { diskFull(t, Options{logged: 100}, 10) })
	t.Run("spill", func(t *testing.T) { diskFull(t, Options{segment: 1 << 17}, 15) })
}

// disk has a terabyte free for so many looks at it, then a thousand bytes. Orders are written on all cores at once, so
// several goroutines look.
type disk struct{ left atomic.Int64 }

func newDisk() *disk {
	d := &disk{}
	d.left.Store(math.MaxInt64)
	return d
}

func (d *disk) free(string) (uint64, error) {
	if d.left.Add(-1) < 0 {
		return 1000, nil
	}
	return 1 << 40, nil
}

func diskFull(t *testing.T, opt Options, least int) {
	dir, want := newStore(t)
	files := folderOf(t, dir)
	disk := newDisk()
	opt.free = disk.free
	s, err := Open(dir, &opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	quads := texts(6000)
	fn := func(tx graph.Tx) error {
		for part := range slices.Chunk(quads, 1000) {
			if _, err := tx.WriteQuads(part); err != nil {
				return err
			}
		}
		return nil
	}
	full := 0
	for ; ; full++ {
		disk.left.Store(int64(full))
		err := s.Update(t.Context(), fn)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "bytes are needed, 1000 are free") {
			t.Fatalf("full at look %d: %v", full, err)
		}
		if got := graphtest.Now(t, s); !slices.Equal(got, want) {
			t.Fatalf("full at look %d: %d quads, want %d", full, len(got), len(want))
		}
		if got := folderOf(t, dir); !slices.Equal(got, files) {
			t.Fatalf("full at look %d: the folder holds %v", full, got)
		}
	}
	if full < least {
		t.Errorf("free space was looked at only %d times", full)
	}
	if got := len(graphtest.Now(t, s)); got <= len(want) {
		t.Errorf("%d quads after space was freed", got)
	}
}

// TestSmallDisk fills file systems of growing size: the process must not die, which it does when Badger meets
// a full disk.
func TestSmallDisk(t *testing.T) {
	quads := texts(20_000)
	fits := 0
	for size := 1; size <= 16 && fits < 2; size++ {
		mount := smallDisk(t, size<<20)
		s, err := Open(filepath.Join(mount, "concord.db"), &Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		for fits = 0; fits < 2; fits++ {
			err = s.Update(t.Context(), func(tx graph.Tx) error { _, err := tx.WriteQuads(quads[:10_000*(fits+1)]); return err })
			if err != nil {
				break
			}
		}
		if err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("disk of %d MiB: %v", size, err)
		}
		if got := len(graphtest.Now(t, s)); got != 10_000*fits {
			t.Errorf("disk of %d MiB: %d quads after %d updates", size, got, fits)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if fits < 2 {
		t.Error("no disk was large enough")
	}
}
