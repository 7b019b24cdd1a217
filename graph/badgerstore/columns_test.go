package badgerstore

import (
	"math/rand/v2"
	"testing"
)

func TestColumnsRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var c, back columns
		c.n = 1 + r.IntN(blockQuads)
		for p := range c.col {
			drawColumn(r, c.col[p][:c.n])
		}
		rank := r.Uint64() >> r.IntN(64)
		value := appendColumns(nil, rank, &c)
		got, err := back.decode(value)
		if err != nil || got != rank || back.n != c.n {
			t.Fatalf("decode = %d, %v with %d rows, want %d with %d", got, err, back.n, rank, c.n)
		}
		for p := range c.col {
			for i, want := range c.col[p][:c.n] {
				if back.col[p][i] != want {
					t.Fatalf("column %d, row %d of %d: %d, want %d (%v)", p, i, c.n, back.col[p][i], want, c.col[p][:c.n])
				}
			}
		}
	}
}

// drawColumn fills a column with values of some shape that orders have.
func drawColumn(r *rand.Rand, col []uint64) {
	base, step := r.Uint64()>>r.IntN(64), r.Uint64()>>r.IntN(64)
	zeros := r.IntN(64)
	switch r.IntN(6) {
	case 0: // one value
		for i := range col {
			col[i] = base
		}
	case 1: // anything
		for i := range col {
			col[i] = r.Uint64()
		}
	case 2: // near each other
		for i := range col {
			col[i] = base + r.Uint64()%(step|1)
		}
	case 3: // ascending
		for i := range col {
			base += r.Uint64() % (step>>9 | 1)
			col[i] = base
		}
	case 4: // runs, ascending or not
		for i := range col {
			if r.IntN(10) == 0 {
				base += step
			}
			col[i] = base
		}
	case 5: // few values, with zeros below
		values := []uint64{base, step, base + step, r.Uint64() >> r.IntN(64), 0}
		for i := range col {
			col[i] = values[r.IntN(len(values))] << zeros
		}
	}
}
