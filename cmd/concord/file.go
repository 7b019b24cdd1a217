package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// writeFile fills a file by one rename: whatever goes wrong, the file is as it was or has all of its new
// content, and the content is on the disk when writeFile returns nil. What is there already and is no
// regular file, a device or a pipe, is written as it is.
func writeFile(name string, fill func(io.Writer) error) error {
	if device(name) {
		return writeDevice(name, fill)
	}
	if resolved, err := filepath.EvalSymlinks(name); err == nil {
		name = resolved // a link stays one: what it leads to is replaced
	}
	dir, ours := filepath.Dir(name), unfinished(name)
	removeOrphans(dir, ours)
	f, err := os.CreateTemp(dir, fmt.Sprintf("%s%d.*", ours, os.Getpid()))
	if err != nil {
		return about(name, err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	if err := fill(w); err != nil {
		return err // a write that failed fails again in Flush
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// unfinished returns how the names begin under which files to become name are written on this machine, before the
// number of the process that writes.
func unfinished(name string) string {
	host, _ := os.Hostname() // without a name all such machines have one
	sum := sha256.Sum256([]byte(host))
	base := filepath.Base(name)
	return fmt.Sprintf(".%s.%x-", base[:min(len(base), longestBase)], sum[:4])
}

// longestBase leaves room behind a name of 255 bytes, the most that file systems take.
const longestBase = 200

// removeOrphans removes what processes that were killed left of their writing. What cannot be removed stays.
func removeOrphans(dir, begin string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), begin)
		number, _, dotted := strings.Cut(rest, ".")
		pid, err := strconv.Atoi(number)
		if ok && dotted && err == nil && pid > 0 && ended(pid) {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// ended reports whether no process has a number.
func ended(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	defer p.Release()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

func writeDevice(name string, fill func(io.Writer) error) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return about(name, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := fill(w); err != nil {
		return err
	}
	return w.Flush()
}

// absolute returns path from the root.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// device reports whether there is something of that name which is no regular file.
func device(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// about says once which file an error is about.
func about(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}
