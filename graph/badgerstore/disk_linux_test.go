package badgerstore

import (
	"fmt"
	"testing"

	"golang.org/x/sys/unix"

	"concord/graph/graphtest"
)

// smallDisk mounts a file system of a size for one test.
func smallDisk(t *testing.T, size int) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		graphtest.Missing(t, "mount a small disk (needs root): %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}
