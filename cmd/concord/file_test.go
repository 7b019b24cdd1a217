package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWriteFile: a file that could not be filled leaves nothing behind, and the next writing of a file takes away
// what a process that was killed left of it, but nothing else.
func TestWriteFile(t *testing.T) {
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Skipf("no process to have ended: %v", err)
	}
	dir := t.TempDir()
	name := filepath.Join(dir, strings.Repeat("n", 250))
	begin := filepath.Join(dir, unfinished(name))
	orphan := fmt.Sprintf("%s%d.1", begin, gone.Process.Pid)
	kept := []string{fmt.Sprintf("%s%d.1", begin, os.Getpid()), begin + "x.1", begin, filepath.Join(dir, ".other.00-1.1")}
	for _, f := range append(kept, orphan) {
		if err := os.WriteFile(f, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	no := errors.New("no")
	if err := writeFile(name, func(io.Writer) error { return no }); err != no {
		t.Errorf("writeFile = %v, want %v", err, no)
	}
	if err := writeFile(name, func(w io.Writer) error { _, err := io.WriteString(w, "all"); return err }); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, filepath.Join(dir, e.Name()))
	}
	want := append(kept, name)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the folder has\n%q, want\n%q", got, want)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "all" {
		t.Errorf("the file has %q, %v", data, err)
	}
}
