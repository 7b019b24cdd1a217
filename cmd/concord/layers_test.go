package main

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// layers says which packages of concord a package may import; the longest prefix of its path counts. A path
// that ends in "/" stands for all below it.
var layers = map[string][]string{
	"concord/graph":             nil,
	"concord/graph/":            {"concord/graph", "concord/graph/vocab", "concord/graph/evidence", "concord/graph/canon"},
	"concord/graph/vocab":       nil,
	"concord/loaders":           {"concord/graph", "concord/graph/vocab", "concord/graph/evidence", "concord/graph/canon", "concord/loaders/"},
	"concord/loaders/":          {"concord/graph", "concord/graph/vocab", "concord/graph/evidence", "concord/graph/canon", "concord/loaders/"},
	"concord/loaders/source":    nil,
	"concord/loaders/automaton": nil,
	"concord/loaders/lexicon":   {"concord/loaders/automaton"},
	"concord/queries":           {"concord/graph", "concord/graph/vocab", "concord/graph/evidence", "concord/graph/canon", "concord/queries/path"},
	"concord/queries/path":      {"concord/graph/vocab"},
	"concord/queries/querytest": {"concord/graph", "concord/graph/vocab", "concord/graph/graphtest", "concord/queries", "concord/queries/path"},
	"concord/cmd/":              {"concord/graph", "concord/graph/", "concord/loaders", "concord/loaders/", "concord/queries", "concord/queries/path"},
}

// outside says who alone may import a library that others must not know.
var outside = map[string][]string{
	"github.com/dgraph-io/":  {"concord/graph/badgerstore"},
	"github.com/spf13/cobra": {"concord/cmd/concord"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

// TestLayers holds the imports to the plan of the house.
func TestLayers(t *testing.T) {
	for _, p := range packages(t) {
		for _, i := range p.Imports {
			if own(i) && !within(i, layers[longest(layers, p.ImportPath)]) {
				t.Errorf("%s must not import %s", p.ImportPath, i)
			}
			if lib := longest(outside, i); lib != "" && !within(p.ImportPath, outside[lib]) {
				t.Errorf("%s must not import %s", p.ImportPath, i)
			}
			if p.ImportPath == "concord/graph" && strings.Contains(i, ".") && i != "github.com/cayleygraph/quad" {
				t.Errorf("package graph must not import %s", i)
			}
		}
	}
}

// TestPicture holds the picture in docs/architecture.md to the imports. Packages stand there with their whole
// path, for "graph" alone is a keyword of Mermaid. Arrows to graph/vocab, which any package may import, and to
// graph/graphtest are not drawn.
func TestPicture(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^ +(\S+) --> (\S+)$`).FindAllStringSubmatch(string(page), -1) {
		drawn[m[1]+" --> "+m[2]] = true
	}
	for _, p := range packages(t) {
		for _, i := range p.Imports {
			if !own(i) || i == "concord/graph/vocab" || i == "concord/graph/graphtest" {
				continue
			}
			edge := p.ImportPath + " --> " + i
			if !drawn[edge] {
				t.Errorf("docs/architecture.md does not draw %s", edge)
			}
			delete(drawn, edge)
		}
	}
	for _, edge := range slices.Sorted(maps.Keys(drawn)) {
		t.Errorf("docs/architecture.md draws %s, which is no import", edge)
	}
}

// packages lists the packages of the module with what they import, tests left out.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "concord/...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func own(path string) bool { return strings.HasPrefix(path, "concord/") }

// within reports whether path is in set, or below a member that ends in "/".
func within(path string, set []string) bool {
	return slices.ContainsFunc(set, func(s string) bool {
		return path == s || strings.HasSuffix(s, "/") && strings.HasPrefix(path, s)
	})
}

// longest returns the longest key of table that path is or lies below.
func longest(table map[string][]string, path string) string {
	best := ""
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if (path == key || strings.HasSuffix(key, "/") && strings.HasPrefix(path, key)) && len(key) > len(best) {
			best = key
		}
	}
	return best
}
