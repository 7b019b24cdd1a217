package badgerstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// ownStore makes a store with a generation and no log.
func ownStore(t *testing.T) (dir string, quads int) {
	t.Helper()
	dir, lines := newStore(t)
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Write(t, s,
		quad.Quad{Subject: quad.BNode("b"), Predicate: quad.IRI("p"), Object: quad.TypedString{Value: "7", Type: "http://www.w3.org/2001/XMLSchema#integer"}, Label: quad.IRI("g")},
		quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("long"), Object: quad.String(strings.Repeat("longer ", 30_000)), Label: quad.IRI("g")})
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, len(lines) + 2
}

func TestVerify(t *testing.T) {
	dir, quads := ownStore(t)
	v, err := Verify(t.Context(), dir, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if v.Quads != uint64(quads) || v.Records != 0 || v.Graphs < 2 || v.Files < 4 || v.Blocks < 10 || v.Bytes < 1000 {
		t.Errorf("%+v", v)
	}
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		graphtest.Update(t, s, advance(i+1))
	}
	want := len(graphtest.Now(t, s))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var done, total int64
	v, err = Verify(t.Context(), dir, nil, func(d, n int64) { done, total = d, n })
	if err != nil {
		t.Fatal(err)
	}
	if v.Quads != uint64(want) || v.Records != 30 || done != total || total == 0 {
		t.Errorf("%+v, %d of %d done, want %d quads", v, done, total, want)
	}
	if _, err := Verify(t.Context(), filepath.Join(dir, "absent"), nil, nil); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a store that is not there: %v", err)
	}
}

// TestVerifyFiles damages several files at once: each is told.
func TestVerifyFiles(t *testing.T) {
	dir, _ := newStore(t)
	gen := folderOfGeneration(t, dir)
	var damaged []string
	for _, name := range folderOf(t, gen) {
		path := filepath.Join(gen, name)
		if name == sealName || name == readersName {
			continue
		}
		damaged = append(damaged, name)
		switch len(damaged) % 3 {
		case 0:
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		case 1:
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text[len(text)/2] ^= 1
			write(t, path, string(text))
		default:
			write(t, path, "short")
		}
	}
	write(t, filepath.Join(gen, "more"), "more")
	log := filepath.Join(dir, strings.Replace(filepath.Base(gen), genPrefix, logPrefix, 1))
	if err := os.Truncate(log, 10); err != nil {
		t.Fatal(err)
	}
	_, err := Verify(t.Context(), dir, nil, nil)
	if !errors.Is(err, graph.ErrDamaged) {
		t.Fatal(err)
	}
	for _, name := range append(damaged, "more", filepath.Base(log)) {
		if strings.Count(err.Error(), string(filepath.Separator)+name+": ") != 1 {
			t.Errorf("%s is not told once in\n%v", name, err)
		}
	}
}

// TestVerifyContent writes generations whose checksums are right and whose content is not.
func TestVerifyContent(t *testing.T) {
	dir, _ := ownStore(t)
	entries := pairsOf(t, dir)
	first := func(begin byte) int {
		return slices.IndexFunc(entries, func(e kv) bool { return e.key[0] == begin })
	}
	// block changes the first block of an order.
	block := func(by graph.Order, change func(c *columns, rank *uint64)) func([]kv) []kv {
		return func(all []kv) []kv {
			at := first(byte(by))
			var c columns
			rank, err := c.decode(all[at].value)
			if err != nil {
				t.Fatal(err)
			}
			change(&c, &rank)
			var enc encoder
			all[at].value = enc.append(nil, rank, &c)
			return all
		}
	}
	// terms changes the forms of the first block of terms.
	terms := func(change func(forms [][]byte)) func([]kv) []kv {
		return func(all []kv) []kv {
			at := first(termBlockKey)
			var b termBlock
			if err := b.decode(all[at].value); err != nil {
				t.Fatal(err)
			}
			forms := make([][]byte, b.n)
			for i := range forms {
				if forms[i] = bytes.Clone(b.form(i)); b.isLong(i) {
					forms[i] = append(forms[i], "what is kept elsewhere"...)
				}
			}
			change(forms)
			all[at].value = appendTermBlock(nil, forms)
			return all
		}
	}
	without := func(at int) func([]kv) []kv { return func(all []kv) []kv { return slices.Delete(all, at, at+1) } }
	graphs := func(change func(block []graphCount)) func([]kv) []kv {
		return func(all []kv) []kv {
			c, err := readCurrent(dir)
			if err != nil {
				t.Fatal(err)
			}
			at, n := first(graphsKey), newNumbering(c.terms)
			block, err := decodeGraphs(all[at].value, n)
			if err != nil {
				t.Fatal(err)
			}
			change(block)
			all[at].value = appendGraphs(nil, n, block)
			return all
		}
	}
	for _, c := range []struct {
		name   string
		change func([]kv) []kv
		says   string
	}{
		{"nothing", func(all []kv) []kv { return all }, ""},
		{"an object", block(graph.SPOG, func(c *columns, _ *uint64) { c.col[2][0]++ }), "quads in order SPOG"},
		{"a subject in one order", block(graph.GPOS, func(c *columns, _ *uint64) { c.col[3][0] += 1 << codeKindBits }), "those in order GPOS are not those"},
		{"a rank", block(graph.OSPG, func(_ *columns, rank *uint64) { *rank++ }), "quads in order OSPG"},
		{"two quads changed places", block(graph.GSPO, func(c *columns, _ *uint64) {
			for p := range c.col {
				c.col[p][0], c.col[p][1] = c.col[p][1], c.col[p][0]
			}
		}), "does not come after"},
		{"a literal as a subject", block(graph.SPOG, func(c *columns, _ *uint64) { c.col[0][0] = 1<<codeKindBits | uint64(literal) }), "cannot be its subject"},
		{"an id of no term", block(graph.SPOG, func(c *columns, _ *uint64) { c.col[2][0] = 1<<40<<codeKindBits | uint64(iri) }), "quads in order SPOG"},
		{"a block missing", without(first(byte(graph.POSG))), "quads in order POSG"},
		{"the last block missing", without(first(byte(graph.OSPG)) - 1), "quads in order POSG: store is damaged: there are"},
		{"a key", func(all []kv) []kv { all[first(byte(graph.SPOG))].key[32] ^= 1; return all }, "its key is not its last quad"},
		{"a term not in canonical form", terms(func(f [][]byte) { f[len(f)-1] = append(f[len(f)-1][:len(f[len(f)-1])-1], `\u0041"`...) }), "is not in canonical form"},
		{"a malformed term", terms(func(f [][]byte) { f[len(f)-1] = append(f[len(f)-1], ' ') }), "term 63: store is damaged"},
		{"another term", terms(func(f [][]byte) { f[len(f)-1] = bytes.Replace(f[len(f)-1], []byte("December"), []byte("Decembes"), 1) }), "graphs: store is damaged"},
		{"a block of terms missing", without(first(termBlockKey)), "is due"},
		{"a separator missing", without(first(separatorKey)), "separators of terms"},
		{"a separator that leads elsewhere", func(all []kv) []kv {
			all[first(separatorKey)].value = binary.AppendUvarint(nil, 1)
			return all
		}, "separators of terms: store is damaged: that of block 0"},
		{"the count of a graph", graphs(func(b []graphCount) { b[0].quads++ }), "graphs: store is damaged"},
		{"the digest of a graph", graphs(func(b []graphCount) { b[1].digest.lo++ }), "graphs: store is damaged"},
		{"a graph missing", without(first(graphsKey)), "graphs: store is damaged"},
		{"the end of a long term missing", without(len(entries) - 1 - slices.IndexFunc(slices.Collect(backward(entries)), func(e kv) bool { return e.key[0] == longTermKey })), "store is damaged"},
		{"an entry of another kind", func(all []kv) []kv { return append(all, kv{[]byte("X"), nil}) }, "it is of no kind that there is"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			var all []kv
			for _, e := range entries {
				all = append(all, kv{bytes.Clone(e.key), bytes.Clone(e.value)})
			}
			to := rewritten(t, dir, c.change(all))
			_, err := Verify(t.Context(), to, nil, nil)
			switch {
			case c.says == "" && err != nil:
				t.Error(err)
			case c.says != "" && (!errors.Is(err, graph.ErrDamaged) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), genPrefix)):
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

func backward[T any](all []T) func(func(T) bool) {
	return func(yield func(T) bool) {
		for _, v := range slices.Backward(all) {
			if !yield(v) {
				return
			}
		}
	}
}

type kv struct{ key, value []byte }

// pairsOf returns all entries of a store's generation.
func pairsOf(t *testing.T, dir string) (all []kv) {
	t.Helper()
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer now.release()
	it := now.gen.iterator()
	defer now.gen.put(it)
	for it.Rewind(); it.Valid(); it.Next() {
		value, err := it.Item().ValueCopy(nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, kv{it.Item().KeyCopy(nil), value})
	}
	return all
}

// rewritten returns a store like that in dir whose generation has the given entries, sealed as if they were right.
func rewritten(t *testing.T, dir string, all []kv) string {
	t.Helper()
	c, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{dir: filepath.Join(t.TempDir(), "concord.db"), opt: Options{free: freeSpace, step: func(string) {}}}
	gen := filepath.Join(s.dir, c.folder())
	if err := os.MkdirAll(gen, 0o777); err != nil {
		t.Fatal(err)
	}
	b, err := newBuilder(t.Context(), gen, s.opt, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b kv) int { return bytes.Compare(a.key, b.key) })
	for i := 0; i < len(all); {
		out := b.stream(uint32(all[i].key[0]))
		for begin := all[i].key[0]; i < len(all) && all[i].key[0] == begin; i++ {
			if err := out.put(all[i].key, all[i].value); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.end(); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.close(false); err != nil {
		t.Fatal(err)
	}
	if c.seal, err = s.sealGeneration(gen); err != nil {
		t.Fatal(err)
	}
	if err := writeCurrent(s.dir, c, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return s.dir
}

// TestVerifyLog writes logs and CURRENTs whose checksums are right and whose content is not.
func TestVerifyLog(t *testing.T) {
	base, _ := ownStore(t)
	for _, c := range []struct {
		name   string
		change func(rec *record, c *current)
		says   string
	}{
		{"nothing", func(*record, *current) {}, ""},
		{"the digest of the state", func(r *record, c *current) { r.digest.hi++; c.digest = r.digest }, "what it made"},
		{"the count of the state", func(r *record, c *current) { r.state++; c.state = r.state }, "what it made"},
		{"the digest of a graph", func(r *record, _ *current) { r.graphs[0].digest.lo++ }, "graph"},
		{"how many quads are added", func(r *record, c *current) { r.added++; r.state++; c.state = r.state }, "commit 1: malformed block: "},
		{"an order", func(r *record, _ *current) { r.runs[graph.GPOS-1] = r.runs[graph.POSG-1] }, "order GPOS"},
		{"a term's form", func(r *record, _ *current) {
			r.terms[0].form = append(bytes.Clone(r.terms[0].form[:len(r.terms[0].form)-1]), `\u0041"`...)
		}, "canonical"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "concord.db")
			if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
				t.Fatal(err)
			}
			s, err := Open(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			graphtest.Write(t, s, quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("new"), Object: quad.String("brought by the log"), Label: quad.IRI("g")})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			now, err := readCurrent(dir)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, now.logName())
			records, err := readLog(path, current{chain: none}, now)
			if err != nil {
				t.Fatal(err)
			}
			rec := records[0]
			c.change(rec, &now)
			var text []byte
			text, now.chain = appendFrame(nil, none, payloadOf(rec))
			now.log = uint64(len(text))
			write(t, path, string(text))
			if err := writeCurrent(dir, now, func(string) {}); err != nil {
				t.Fatal(err)
			}
			_, err = Verify(t.Context(), dir, nil, nil)
			switch {
			case c.says == "" && err != nil:
				t.Error(err)
			case c.says != "" && (!errors.Is(err, graph.ErrDamaged) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), logPrefix)):
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
	t.Run("CURRENT", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "concord.db")
		if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
			t.Fatal(err)
		}
		c, err := readCurrent(dir)
		if err != nil {
			t.Fatal(err)
		}
		c.digest.lo++
		if err := writeCurrent(dir, c, func(string) {}); err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(t.Context(), dir, nil, nil); !errors.Is(err, graph.ErrDamaged) || !strings.Contains(err.Error(), "CURRENT") {
			t.Errorf("a wrong digest in CURRENT: %v", err)
		}
	})
}

// payloadOf encodes a record with its runs as they are.
func payloadOf(r *record) []byte {
	rows := r.encode(nil)
	// encode writes the runs of rows last, each behind its length: those of no rows are replaced.
	for range r.runs {
		rows = rows[:len(rows)-1]
	}
	for _, run := range r.runs {
		rows = append(binary.AppendUvarint(rows, uint64(len(run))), run...)
	}
	return rows
}
