package badgerstore

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"concord/graph/graphtest"
)

// TestPowerCut cuts the power of a disk under a writer: the file system is shut down without flushing what it holds
// in memory, as XFS and ext4 do for this purpose. What was acknowledged must be there when it is mounted again.
func TestPowerCut(t *testing.T) {
	disk := newLoopDisk(t, 96<<20)
	want := newStates(t)
	r := rand.New(rand.NewPCG(7, 7))
	dir := filepath.Join(disk.at, "concord.db")
	acked, beyond := 0, 0
	for range graphtest.Size(2, 15, 50) {
		disk.mount()
		w := startWriter(t, dir, "", 0)
		w.acked = acked
		if r.IntN(4) > 0 && !w.wait(strconv.Itoa(acked+1)) {
			t.Fatal("the writer ended")
		}
		time.Sleep(time.Duration(r.IntN(40_000)) * time.Microsecond)
		disk.cut()
		w.wait("") // the writer ends: nothing can be written any more
		w.kill()
		disk.unmount()
		disk.mount()
		now := survives(t, dir, want, w.acked)
		if now-1 > w.acked {
			beyond++
		}
		acked = now
		disk.unmount()
	}
	t.Logf("state %d after all cuts; %d times an update held that was not acknowledged", acked, beyond)
}

// loopDisk is a file system in a file.
type loopDisk struct {
	t         *testing.T
	image, at string
	mounted   bool
}

func newLoopDisk(t *testing.T, size int64) *loopDisk {
	t.Helper()
	d := &loopDisk{t: t, image: filepath.Join(t.TempDir(), "disk.img"), at: t.TempDir()}
	f, err := os.Create(d.image)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(size), f.Close()); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", d.image).CombinedOutput(); err != nil {
		graphtest.Missing(t, "mkfs.ext4: %v\n%s", err, out)
	}
	t.Cleanup(func() {
		if d.mounted {
			d.unmount()
		}
	})
	return d
}

func (d *loopDisk) mount() {
	d.t.Helper()
	if out, err := exec.Command("mount", "-o", "loop", d.image, d.at).CombinedOutput(); err != nil {
		graphtest.Missing(d.t, "mount a file as a disk (needs root and a loop device): %v\n%s", err, out)
	}
	d.mounted = true
}

func (d *loopDisk) unmount() {
	d.t.Helper()
	if out, err := exec.Command("umount", d.at).CombinedOutput(); err != nil {
		d.t.Fatalf("umount: %v\n%s", err, out)
	}
	d.mounted = false
}

const (
	fsIOCShutdown   = 0x8004587d // _IOR('X', 125, uint32): EXT4_IOC_SHUTDOWN, FS_IOC_GOINGDOWN
	goingNoLogFlush = 2          // neither data nor the journal is written out
)

// cut shuts the file system down.
func (d *loopDisk) cut() {
	d.t.Helper()
	f, err := os.Open(d.at)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	flag := uint32(goingNoLogFlush)
	if _, _, no := unix.Syscall(unix.SYS_IOCTL, f.Fd(), fsIOCShutdown, uintptr(unsafe.Pointer(&flag))); no != 0 {
		graphtest.Missing(d.t, "shut a file system down: %v", no)
	}
	if err := os.WriteFile(filepath.Join(d.at, "after"), []byte("x"), 0o666); !errors.Is(err, unix.EIO) {
		d.t.Fatalf("writing after the cut: %v", err)
	}
}
