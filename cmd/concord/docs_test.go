package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOnDiskPage finds each test that docs/on-disk.md names as what holds its promises.
func TestOnDiskPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "on-disk.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, dir := range []string{".", filepath.Join("..", "..", "graph", "badgerstore")} {
		files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(text)
		}
	}
	named := regexp.MustCompile("`(Test[A-Za-z]+)`").FindAllStringSubmatch(string(page), -1)
	for _, m := range named {
		if !strings.Contains(tests.String(), "func "+m[1]+"(") {
			t.Errorf("docs/on-disk.md names %s, which is no test", m[1])
		}
	}
	if len(named) < 8 {
		t.Errorf("docs/on-disk.md names %d tests", len(named))
	}
}
