package badgerstore

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concord/graph/graphtest"
)

// TestSynced watches the system calls of a writer: before it acknowledges an update, each file of the store that it
// opened for writing was fsynced after the last write to it, and each folder after the last entry made or replaced in
// it. (Badger writes its tables through mapped memory, which no system call shows: so it is the opening that counts.)
func TestSynced(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		graphtest.Missing(t, "strace: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "concord.db")
	trace := filepath.Join(t.TempDir(), "trace")
	commits := graphtest.Size(8, 100, 100)
	cmd := exec.Command("strace", "-f", "-y", "-qq", "-s", "64", "-o", trace, "-e", "signal=none", "-e",
		"trace=openat,open,creat,write,writev,pwrite64,pwritev,ftruncate,fallocate,copy_file_range,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,unlink,unlinkat,rmdir,fsync,fdatasync",
		os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &writer{t: t, cmd: cmd, lines: bufio.NewScanner(out)}
	if !w.wait(strconv.Itoa(commits)) {
		w.kill()
		t.Fatalf("the writer ended after %d of %d updates; strace may not be allowed here", w.acked, commits)
	}
	// strace ends with its child, which ends when nobody reads what it prints.
	_ = out.Close()
	_ = cmd.Wait()

	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := durable{dir: dir, files: map[string]bool{}, folders: map[string]bool{}, open: map[string]string{}}
	calls := bufio.NewScanner(f)
	calls.Buffer(nil, 1<<20)
	for calls.Scan() && d.acked < commits {
		if err := d.call(calls.Text()); err != nil {
			t.Errorf("update %d: %v", d.acked, err)
		}
	}
	if d.acked < commits || d.synced < 4*commits {
		t.Errorf("%d updates acknowledged and %d fsyncs seen, want %d updates", d.acked, d.synced, commits)
	}
	t.Logf("%d updates acknowledged, %d writes, %d fsyncs, %d renames", d.acked, d.written, d.synced, d.renamed)
}

// durable follows a trace and knows what of a folder might be lost by a power cut.
type durable struct {
	dir            string
	files, folders map[string]bool   // what was changed and not fsynced since
	open           map[string]string // calls that were begun, by thread
	acked          int

	written, synced, renamed int
}

var (
	traceLine  = regexp.MustCompile(`^\d+ +(.*)$`)
	traceCall  = regexp.MustCompile(`^(\w+)\((.*)\) += (-?\d+)`)
	tracePath  = regexp.MustCompile(`"([^"]*)"`)
	traceFD    = regexp.MustCompile(`^(?:\d+|AT_FDCWD)<([^>]*)>`)
	traceRest  = regexp.MustCompile(`^<\.\.\. \w+ resumed>(.*)$`)
	traceBegun = " <unfinished ...>"
)

// call takes a line of the trace. The error tells what an acknowledged update left to chance.
func (d *durable) call(line string) error {
	m := traceLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("no call: %s", line)
	}
	thread, text := strings.Fields(line)[0], m[1]
	if begin, ok := strings.CutSuffix(text, traceBegun); ok {
		d.open[thread] = begin
		if strings.HasPrefix(begin, "write(1<") {
			return d.ack()
		}
		return nil
	}
	if rest := traceRest.FindStringSubmatch(text); rest != nil {
		if strings.HasPrefix(d.open[thread], "write(1<") {
			return nil // counted
		}
		text = d.open[thread] + rest[1]
	}
	c := traceCall.FindStringSubmatch(text)
	if c == nil || c[3][0] == '-' {
		return nil
	}
	return d.done(c[1], c[2])
}

func (d *durable) done(name, args string) error {
	path := ""
	if fd := traceFD.FindStringSubmatch(args); fd != nil {
		path = fd[1]
	}
	if name == "write" && strings.HasPrefix(args, "1<") {
		return d.ack()
	}
	named := tracePath.FindAllStringSubmatch(args, -1)
	switch name {
	case "fsync", "fdatasync":
		if d.below(path) {
			d.synced++
		}
		delete(d.files, path)
		delete(d.folders, path)
	case "write", "writev", "pwrite64", "pwritev", "ftruncate", "fallocate", "copy_file_range":
		if d.below(path) {
			d.written++
			d.files[path] = true
		}
	case "open", "openat", "creat":
		file := named[0][1]
		if !d.below(file) {
			return nil
		}
		if strings.Contains(args, "O_WRONLY") || strings.Contains(args, "O_RDWR") {
			d.files[file] = true
		}
		if strings.Contains(args, "O_CREAT") {
			d.folders[filepath.Dir(file)] = true
		}
	case "mkdir", "mkdirat":
		d.folders[filepath.Dir(named[0][1])] = true
	case "rename", "renameat", "renameat2", "link", "linkat":
		from, to := named[0][1], named[1][1]
		if d.below(to) {
			d.renamed++
			d.folders[filepath.Dir(to)] = true
			d.files[to] = d.files[from]
			delete(d.files, from)
		}
	case "unlink", "unlinkat", "rmdir":
		// What a cut brings back is removed by the next update, as what a killed one leaves.
		gone := named[0][1]
		maps.DeleteFunc(d.files, func(f string, _ bool) bool { return f == gone })
		delete(d.folders, gone)
	}
	return nil
}

func (d *durable) below(path string) bool { return strings.HasPrefix(path, d.dir+"/") || path == d.dir }

// ack is an update that was acknowledged: the line that the writer prints after it.
func (d *durable) ack() error {
	d.acked++
	var lost []string
	for f, changed := range d.files {
		// Who holds the lock and which readers there are is for the living only.
		if base := filepath.Base(f); changed && base != lockName && base != readersName && d.below(f) {
			lost = append(lost, f)
		}
	}
	for f := range d.folders {
		if d.below(f) || f == filepath.Dir(d.dir) {
			lost = append(lost, f+"/")
		}
	}
	if len(lost) > 0 {
		slices.Sort(lost)
		return fmt.Errorf("acknowledged before an fsync of %s", strings.Join(lost, ", "))
	}
	return nil
}
