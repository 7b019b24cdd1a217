package badgerstore

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"concord/graph"
)

const (
	lockName   = "LOCK"
	lockPrefix = "concord writer "
)

// lock takes the lock of the processes that update, and writes into it who holds it. The operating system
// releases the lock of a process that dies. An error Is graph.ErrLocked when another process holds it.
func lock(dir string) (*flock.Flock, error) {
	path := filepath.Join(dir, lockName)
	for {
		f := flock.New(path, flock.SetPermissions(0o666))
		ok, err := f.TryLock()
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("update %s: %w%s", dir, graph.ErrLocked, holder(path))
		}
		if ours(f, path) {
			host, _ := os.Hostname()
			// Where locks are mandatory the file cannot be written; the lock holds without the name.
			_ = os.WriteFile(path, fmt.Appendf(nil, "%spid %d host %s\n", lockPrefix, os.Getpid(), host), 0o666)
			return f, nil
		}
		_ = f.Unlock() // the file was removed while we waited for it: take the lock of the new one
	}
}

// ours reports whether the locked file is still the one at path.
func ours(f *flock.Flock, path string) bool {
	locked, err := f.Stat()
	if err != nil {
		return false
	}
	now, err := os.Stat(path)
	return err == nil && os.SameFile(locked, now)
}

// holder says who holds the lock at path, as far as is known.
func holder(path string) string {
	text, err := os.ReadFile(path)
	who, ok := strings.CutPrefix(strings.TrimSpace(string(text)), lockPrefix)
	if err != nil || !ok {
		return " by another process"
	}
	return " by " + who
}

// isLock reports whether the file at path is a LOCK of ours: one that was written, or was not yet.
func isLock(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && (len(text) == 0 || bytes.HasPrefix(text, []byte(lockPrefix)))
}

// lockReaders takes a share of the lock that keeps a generation from being removed. ok is false when it is
// being removed or is gone.
func lockReaders(gen string) (f *flock.Flock, ok bool, err error) {
	f = flock.New(filepath.Join(gen, readersName), flock.SetFlag(os.O_RDONLY))
	ok, err = f.TryRLock()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return f, ok && err == nil, err
}

// removeUnread removes a generation's folder unless a process reads it. What cannot be removed stays for the
// next Update.
func removeUnread(gen string) {
	f := flock.New(filepath.Join(gen, readersName), flock.SetFlag(os.O_RDONLY))
	ok, err := f.TryLock()
	if err == nil && !ok {
		return
	}
	if ok {
		defer f.Unlock()
	}
	_ = os.RemoveAll(gen)
}
