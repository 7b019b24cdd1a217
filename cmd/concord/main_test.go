package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// update rewrites what tests compare with: the stories' expected output, the README and the picture.
var update = flag.Bool("update", false, "rewrite expected output")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"concord": main})
}

// run runs a command line in a folder and returns what it prints.
func run(t *testing.T, dir, line string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+filepath.Join(dir, ".state"))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	// The answer no with something to show is diff's of texts that differ.
	exit := (*exec.ExitError)(nil)
	differ := strings.HasPrefix(line, "concord diff ") && errors.As(err, &exit) && exit.ExitCode() == exitNo && len(out) > 0
	if err != nil && !differ {
		t.Fatalf("%s: %v\n%s", line, err, stderr.String())
	}
	return string(out)
}
