package main

import (
	"os"
	"strings"
	"testing"
)

// TestExamples runs every example that help shows, each verb's in a folder with the two texts and a store of
// them.
func TestExamples(t *testing.T) {
	built := t.TempDir()
	if err := copyTexts(built); err != nil {
		t.Fatal(err)
	}
	run(t, built, "concord build docs/dushanbe/mia.txt docs/dushanbe/un.md")
	p := &program{}
	for _, verb := range p.command(func() {}).Commands() {
		t.Run(verb.Name(), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(built)); err != nil {
				t.Fatal(err)
			}
			if verb.Short == "" || verb.Example == "" {
				t.Error("no description or no example")
			}
			for line := range strings.Lines(verb.Example) {
				run(t, dir, strings.TrimSpace(line))
			}
		})
	}
}
