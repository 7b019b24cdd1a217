package canon_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/csv"
	"encoding/json"
	"errors"
	"hash"
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph/canon"
	"concord/graph/format"
	"concord/graph/graphtest"
)

// w3cCase is a row of the W3C's manifest.csv.
type w3cCase struct {
	name, kind, algorithm string
	mapped                bool
}

func readManifest(t *testing.T, file string) (cases []w3cCase) {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		cases = append(cases, w3cCase{row[column["test"]], row[column["rdfc10"]], row[column["hashAlgorithm"]], row[column["rdfc10map"]] == "TRUE"})
	}
	return cases
}

var algorithms = map[string]func() hash.Hash{"": nil, "SHA384": sha512.New384, "SHA256": sha256.New}

// TestW3C runs the W3C's cases of RDFC-1.0. A case whose expected result is not there is counted apart.
func TestW3C(t *testing.T) {
	dir := graphtest.Shared(t, "w3c", "rdf-canon")
	evaluated, negative, mapped, absent := 0, 0, 0, 0
	for _, c := range readManifest(t, filepath.Join(dir, "manifest.csv")) {
		file := filepath.Join(dir, "rdfc10", c.name)
		algorithm, known := algorithms[c.algorithm]
		if !known {
			t.Fatalf("%s: hash algorithm %s", c.name, c.algorithm)
		}
		t.Run(c.name, func(t *testing.T) {
			quads := readQuads(t, file+"-in.nq")
			r, err := canon.RelabelQuads(context.Background(), quads, &canon.Options{Hash: algorithm})
			switch c.kind {
			case "RDFC10NegativeEvalTest":
				if negative++; !errors.Is(err, canon.ErrTooComplex) {
					t.Errorf("error %v, want ErrTooComplex", err)
				}
				return
			case "TRUE":
				evaluated++
			default:
				t.Fatalf("unknown kind %q", c.kind)
			}
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(file + "-rdfc10.nq")
			if err != nil {
				t.Fatal(err)
			}
			if got := text(t, r); got != string(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
			if !c.mapped {
				return
			}
			want, err = os.ReadFile(file + "-rdfc10map.json")
			if errors.Is(err, os.ErrNotExist) {
				absent++
				return
			}
			mapped++
			compareMap(t, r.Labels(), want)
		})
	}
	t.Logf("%d evaluated, %d negative, %d maps; %d maps are not in the local set", evaluated, negative, mapped, absent)
	if evaluated != 64 || negative != 1 || mapped+absent != 21 {
		t.Errorf("want 64 evaluated, 1 negative, 21 maps")
	}
}

func compareMap(t *testing.T, got map[quad.BNode]quad.BNode, file []byte) {
	t.Helper()
	var want map[string]string
	if err := json.Unmarshal(file, &want); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Errorf("%d labels, want %d", len(got), len(want))
	}
	for from, to := range got {
		if want[string(from)] != string(to) {
			t.Errorf("%s became %s, want %s", from, to, want[string(from)])
		}
	}
}

func readQuads(t *testing.T, file string) []quad.Quad {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	quads, err := quad.ReadAll(format.NewNQuadsReader(in, &format.Options{Name: file}))
	if err != nil {
		t.Fatal(err)
	}
	return quads
}

func text(t testing.TB, r *canon.Relabelled) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := r.Write(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
