package badgerstore

import (
	"os"

	"golang.org/x/sys/windows"
)

// freeSpace returns the bytes that may still be written to the file system of a folder.
func freeSpace(dir string) (uint64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(path, &free, nil, nil); err != nil {
		return 0, &os.PathError{Op: "free space", Path: dir, Err: err}
	}
	return free, nil
}

// syncDir does nothing: Windows has no fsync of folders.
func syncDir(string) error { return nil }
