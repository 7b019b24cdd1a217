package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// w3cCase is an entry of a W3C manifest: its type decides what is expected, its file name does not.
type w3cCase struct {
	name, kind, action, result string
	base                       string // the IRI of the action
}

const (
	manifestNS = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	rdftNS     = "http://www.w3.org/ns/rdftest#"
)

// readManifest reads the entries of a manifest, in the order of its list.
func readManifest(t *testing.T, dir string) []w3cCase {
	t.Helper()
	const base = "https://w3c.example/suite/"
	name := filepath.Join(dir, "manifest.ttl")
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	quads, err := quad.ReadAll(NewTurtleReader(file, &Options{Name: name, Base: base}))
	if err != nil {
		t.Fatal(err)
	}
	object := map[[2]quad.Value]quad.Value{}
	var list quad.Value
	testBase := base
	for _, q := range quads {
		object[[2]quad.Value{q.Subject, q.Predicate}] = q.Object
		switch q.Predicate {
		case quad.IRI(manifestNS + "entries"):
			list = q.Object
		case quad.IRI(manifestNS + "assumedTestBase"):
			testBase = string(q.Object.(quad.IRI))
		}
	}
	var cases []w3cCase
	for ; list != vocab.Nil; list = object[[2]quad.Value{list, vocab.Rest}] {
		entry := object[[2]quad.Value{list, vocab.First}]
		if entry == nil {
			t.Fatalf("%s: the list of entries breaks off", name)
		}
		file := func(p string) string {
			v, _ := object[[2]quad.Value{entry, quad.IRI(manifestNS + p)}].(quad.IRI)
			return strings.TrimPrefix(string(v), base)
		}
		_, short, _ := strings.Cut(string(entry.(quad.IRI)), "#")
		kind, _ := object[[2]quad.Value{entry, vocab.Type}].(quad.IRI)
		c := w3cCase{name: short, kind: strings.TrimPrefix(string(kind), rdftNS), base: testBase + file("action"),
			action: filepath.Join(dir, file("action"))}
		if file("action") == "" {
			t.Errorf("%s: entry %s is listed but not described", name, short)
		}
		if r := file("result"); r != "" {
			c.result = filepath.Join(dir, r)
		}
		cases = append(cases, c)
	}
	return cases
}
