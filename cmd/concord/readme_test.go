package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestReadme runs the commands of README.md as printed there, one after the other on one terminal of a folder
// that has the source texts, and compares what they print. A command is a line that begins with "$ concord"
// in a block fenced with ```console; its output are the lines to the next. A line "..." stands for any lines.
// -update puts in what the commands print now, wherever it is not what the page says.
func TestReadme(t *testing.T) { testPage(t, "../../README.md") }

// TestComparisonPage does the same for docs/comparison.md.
func TestComparisonPage(t *testing.T) { testPage(t, "../../docs/comparison.md") }

func testPage(t *testing.T, page string) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	parts := consoleParts(string(data))
	printed := onTerminal(t, parts)
	changed := false
	var text strings.Builder
	n := 0
	for _, p := range parts {
		text.WriteString(p.text)
		if p.command == "" {
			continue
		}
		got := printed[n]
		n++
		switch {
		case alike(strings.Split(p.output, "\n"), strings.Split(got, "\n")):
			text.WriteString(p.output)
		case *update:
			changed = true
			text.WriteString(got)
		default:
			t.Errorf("%s prints\n%s\nbut %s says\n%s", p.command, got, filepath.Base(page), p.output)
		}
	}
	if n == 0 {
		t.Errorf("%s has no command", page)
	}
	if changed {
		if err := os.WriteFile(page, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// consolePart is a piece of a page: text that ends with the line of a command, and the output after it.
type consolePart struct{ text, command, output string }

// consoleParts cuts a page behind each command and each output.
func consoleParts(page string) []consolePart {
	var parts []consolePart
	var p consolePart
	inside := false
	flush := func() {
		parts = append(parts, p)
		p = consolePart{}
	}
	for line := range strings.Lines(page) {
		fence := strings.HasPrefix(line, "```")
		command, is := strings.CutPrefix(line, "$ ")
		is = is && inside
		if (fence || is) && p.command != "" {
			flush()
		}
		switch {
		case fence:
			inside = strings.TrimSpace(line) == "```console"
			p.text += line
		case is:
			p.text += line
			p.command = strings.TrimSpace(command)
		case p.command != "":
			p.output += line
		default:
			p.text += line
		}
	}
	flush()
	return parts
}

// onTerminal runs the commands, each as if its user sat at a terminal, and returns what is then to be seen.
func onTerminal(t *testing.T, parts []consolePart) []string {
	var printed []string
	var script, files strings.Builder
	for i, p := range parts {
		if p.command == "" {
			continue
		}
		fmt.Fprintf(&script, "ttyin -stdin keys\nexec sh %d.sh\nkeep\n", i)
		fmt.Fprintf(&files, "-- %d.sh --\n( %s ) > /dev/tty 2>&1 || test $? = %d || exit\necho %s > /dev/tty\nsleep 0.1\n", i, p.command, exitNo, allShown)
	}
	story := script.String() + files.String()
	name := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(name, []byte(story), 0o644); err != nil {
		t.Fatal(err)
	}
	// What a terminal still holds when its program ends may be lost with it, so every command ends with a mark,
	// and a run that misses one is done again.
	for range 5 {
		printed = nil
		runOnTerminal(t, name, &printed)
		whole := !t.Failed()
		for i, text := range printed {
			var ok bool
			printed[i], ok = strings.CutSuffix(text, allShown+"\n")
			whole = whole && ok
		}
		if whole || t.Failed() {
			return printed
		}
	}
	t.Fatal("the terminal lost the end of a command's output five times")
	return nil
}

// allShown is the mark that a terminal has shown all of a command's output.
const allShown = "--all-shown--"

// runOnTerminal runs a script on a terminal and appends what it showed at each "keep".
func runOnTerminal(t *testing.T, name string, printed *[]string) {
	t.Run("terminal", func(t *testing.T) {
		testscript.Run(t, testscript.Params{
			Files: []string{name},
			Setup: func(e *testscript.Env) error {
				err := desk(e)
				e.Setenv("NO_COLOR", "1")
				// The one key is XON, which a terminal neither echoes nor hands on.
				return errors.Join(err, os.WriteFile(filepath.Join(e.WorkDir, "keys"), []byte{0x11}, 0o644))
			},
			Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"keep": func(ts *testscript.TestScript, _ bool, _ []string) {
					*printed = append(*printed, screen(ts.ReadFile("ttyout")))
				},
			},
		})
	})
}

// screen returns what a terminal shows of the characters it was sent: those behind a carriage return stand in
// the place of earlier ones, which is how progress bars move and go.
func screen(sent string) string {
	var shown strings.Builder
	for line := range strings.Lines(sent) {
		var cells []rune
		at := 0
		for _, r := range strings.TrimSuffix(line, "\n") {
			if r == '\r' {
				at = 0
				continue
			}
			if at == len(cells) {
				cells = append(cells, r)
			}
			cells[at] = r
			at++
		}
		shown.WriteString(strings.TrimRight(string(cells), " "))
		if strings.HasSuffix(line, "\n") {
			shown.WriteByte('\n')
		}
	}
	return shown.String()
}

// alike reports whether got is what want says, where a line "..." stands for any lines.
func alike(want, got []string) bool {
	switch {
	case len(want) == 0:
		return len(got) == 0
	case want[0] == "...":
		for i := range len(got) + 1 {
			if alike(want[1:], got[i:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && want[0] == got[0] && alike(want[1:], got[1:])
}
