package badgerstore

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"concord/graph"
)

// corpusForms is a synthetic corpus: documents as graphs, each with a head, citations of earlier ones, paragraphs with
// texts, and commitments.
func corpusForms(documents int) (forms [][4]string) {
	r := rand.New(rand.NewPCG(11, 12))
	vocabulary := func(name string) string { return "<https://un.example/v/" + name + ">" }
	for d := range documents {
		g, res := fmt.Sprintf("<https://un.example/g/res/%d>", d), fmt.Sprintf("<https://un.example/res/%d>", d)
		add := func(s, p, o string, args ...any) {
			forms = append(forms, [4]string{s, vocabulary(p), fmt.Sprintf(o, args...), g})
		}
		add(res, "type", "%s", vocabulary("Resolution"))
		add(res, "symbol", `"A/RES/%d/%d"`, 1+d/100, d%100)
		add(res, "adopted", `"19%02d-0%d-1%d"^^<%sdate>`, d%100, 1+d%9, d%10, xsd)
		for range 10 {
			add(res, "cites", "<https://un.example/res/%d>", r.IntN(1+r.IntN(d+1)))
			add(res, "sponsoredBy", "<https://un.example/state/%d>", r.IntN(193))
		}
		for n := range 5 {
			p := fmt.Sprintf("<https://un.example/res/%d/p/%d>", d, n)
			add(p, "type", "%s", vocabulary("OperativeParagraph"))
			add(p, "partOf", "%s", res)
			add(p, "begin", `"%d"^^<%sinteger>`, 200*n+r.IntN(99), xsd)
			add(p, "end", `"%d"^^<%sinteger>`, 200*n+100+r.IntN(99), xsd)
			text := ""
			for range 20 {
				text += []string{"recalling ", "urges ", "states ", "water ", "climate ", "youth ", "the ", "its "}[r.IntN(8)]
			}
			add(p, "text", `"%s"@en`, text)
			c := fmt.Sprintf("<https://un.example/commitment/%d-%d>", d, n)
			add(c, "statedIn", "%s", p)
			add(c, "party", "<https://un.example/state/%d>", r.IntN(193))
		}
	}
	return forms
}

// resolutions is corpusForms as codes. The terms, without those that are inlined, ascend.
func resolutions(documents int) (terms [][]byte, quads [][4]uint64) {
	forms := corpusForms(documents)
	var all []string
	for _, f := range forms {
		for _, form := range f {
			if _, ok := inlineID([]byte(form)); !ok {
				all = append(all, form)
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	n := newNumbering(uint64(len(all)))
	codes := map[string]uint64{}
	for rank, f := range all {
		terms = append(terms, []byte(f))
		codes[f] = n.code(n.id(kindOf([]byte(f)), uint64(rank)))
	}
	for _, f := range forms {
		var q [4]uint64
		for i, form := range f {
			if id, ok := inlineID([]byte(form)); ok {
				q[i] = n.code(id)
			} else {
				q[i] = codes[form]
			}
		}
		quads = append(quads, q)
	}
	return terms, quads
}

// encodeOrder returns the blocks of quads in an order and their bytes.
func encodeOrder(n numbering, quads [][4]uint64, by graph.Order) (blocks [][]byte, size int) {
	rows := make([][4]uint64, len(quads))
	for i, q := range quads {
		for p, at := range positions[by] {
			rows[i][p] = q[at]
		}
	}
	slices.SortFunc(rows, func(a, b [4]uint64) int {
		for i := range a {
			if a[i] != b[i] {
				return cmp.Compare(n.idOf(a[i]), n.idOf(b[i]))
			}
		}
		return 0
	})
	for chunk := range slices.Chunk(slices.Compact(rows), blockQuads) {
		var c columns
		for _, row := range chunk {
			c.add(row)
		}
		blocks = append(blocks, appendColumns(nil, uint64(size), &c))
		size += len(blocks[len(blocks)-1])
	}
	return blocks, size
}

func TestColumnsAsIDs(t *testing.T) {
	terms, quads := resolutions(100)
	n := newNumbering(uint64(len(terms)))
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		blocks, _ := encodeOrder(n, quads, by)
		for _, value := range blocks {
			checkIDs(t, n, value)
		}
	}
	r := rand.New(rand.NewPCG(13, 14))
	for range 500 { // literals of all types, negative ones too, among terms
		var c columns
		for range 1 + r.IntN(blockQuads) {
			var row [4]uint64
			row[0] = n.code(n.id(iri, r.Uint64N(uint64(len(terms)))>>r.IntN(12)))
			row[1] = n.code(n.id(iri, r.Uint64N(7)))
			for i := range row[2:] {
				switch v := int64(r.IntN(5000) - r.IntN(2)*2500); r.IntN(2) * int(row[1]%4) {
				case 0:
					row[2+i] = n.code(graph.ID(inlineInteger<<payloadBits) | graph.ID(v+inlineBias))
				case 1:
					row[2+i] = n.code(graph.ID(inlineYear<<payloadBits) | graph.ID(1900+inlineBias))
				default:
					row[2+i] = n.code(n.id(literal, r.Uint64N(100)))
				}
			}
			c.add(row)
		}
		checkIDs(t, n, appendColumns(nil, 0, &c))
	}
}

// checkIDs compares a block's ids with the ids of its codes.
func checkIDs(t *testing.T, n numbering, value []byte) {
	t.Helper()
	var c columns
	var d decoder
	var ids [4][blockQuads]graph.ID
	if _, err := c.decode(value); err != nil {
		t.Fatal(err)
	}
	rows, _, err := d.ids(value, n, [4]*[blockQuads]graph.ID{&ids[0], &ids[1], &ids[2], &ids[3]})
	if err != nil || rows != c.n {
		t.Fatalf("%d rows, %v, want %d", rows, err, c.n)
	}
	for p := range ids {
		for i, id := range ids[p][:rows] {
			if want := n.idOf(c.col[p][i]); id != want {
				t.Fatalf("column %d, row %d: id %x, want %x", p, i, id, want)
			}
		}
	}
}

func BenchmarkColumns(b *testing.B) {
	terms, quads := resolutions(1000)
	n := newNumbering(uint64(len(terms)))
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		blocks, size := encodeOrder(n, quads, by)
		decoded := make([]columns, len(blocks))
		rows := 0
		for i, value := range blocks {
			decoded[i].decode(value)
			rows += decoded[i].n
		}
		b.Run("encode/"+by.String(), func(b *testing.B) {
			var e encoder
			var buf []byte
			for b.Loop() {
				for i := range decoded {
					buf = e.append(buf[:0], 0, &decoded[i])
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "quads/s")
			b.ReportMetric(float64(size)/float64(rows), "B/quad")
		})
		b.Run("decode/"+by.String(), func(b *testing.B) {
			var d decoder
			var ids [4][blockQuads]graph.ID
			for b.Loop() {
				for _, value := range blocks {
					d.ids(value, n, [4]*[blockQuads]graph.ID{&ids[0], &ids[1], &ids[2], &ids[3]})
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

func BenchmarkTermBlock(b *testing.B) {
	terms, _ := resolutions(1000)
	var blocks [][]byte
	size := 0
	for chunk := range slices.Chunk(terms, blockTerms) {
		blocks = append(blocks, appendTermBlock(nil, chunk))
		size += len(blocks[len(blocks)-1])
	}
	b.Run("encode", func(b *testing.B) {
		var buf []byte
		for b.Loop() {
			for chunk := range slices.Chunk(terms, blockTerms) {
				buf = appendTermBlock(buf[:0], chunk)
			}
		}
		b.ReportMetric(float64(len(terms)*b.N)/b.Elapsed().Seconds(), "terms/s")
		b.ReportMetric(float64(size)/float64(len(terms)), "B/term")
	})
	b.Run("decode", func(b *testing.B) {
		var t termBlock
		for b.Loop() {
			for _, value := range blocks {
				t.decode(value)
			}
		}
		b.ReportMetric(float64(len(terms)*b.N)/b.Elapsed().Seconds(), "terms/s")
	})
	b.Run("lookup", func(b *testing.B) { // each in a block that has to be decoded for it
		var t termBlock
		i := 0
		for b.Loop() {
			i = (i + 7919) % len(terms)
			t.decode(blocks[i/blockTerms])
			sort.Search(t.n, func(j int) bool { return string(t.form(j)) >= string(terms[i]) })
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lookups/s")
	})
}
