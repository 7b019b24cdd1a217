package badgerstore

import (
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"math/rand/v2"
	"strings"
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
		rank := r.Uint64() >> (16 + r.IntN(48))
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

// FuzzColumns: what decodes is encoded to a block that decodes to the same rows. The checksum is made to fit, since it
// would keep all else out.
func FuzzColumns(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		var c columns
		c.n = 1 + r.IntN(40)
		for p := range c.col {
			drawColumn(r, c.col[p][:c.n])
		}
		f.Add(appendColumns(nil, 7, &c))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		var c, back columns
		if _, err := c.decode(value); len(value) < trailer && err == nil {
			t.Fatalf("%x is a block", value)
		}
		if len(value) < trailer {
			return
		}
		binary.LittleEndian.PutUint32(value[len(value)-4:], crc32.Checksum(value[:len(value)-4], castagnoli))
		rank, err := c.decode(value)
		if err != nil {
			return
		}
		got, err := back.decode(appendColumns(nil, rank, &c))
		if err != nil || got != rank || back.n != c.n {
			t.Fatalf("decode = %d, %v with %d rows, want %d with %d", got, err, back.n, rank, c.n)
		}
		for i := range c.n {
			if back.row(i) != c.row(i) {
				t.Fatalf("row %d: %d, want %d", i, back.row(i), c.row(i))
			}
		}
	})
}

// A block of three statements of one subject, by columns.
func TestColumnsExample(t *testing.T) {
	var c columns
	for _, row := range [][4]uint64{{9, 5, 1, 7}, {9, 6, 2, 7}, {9, 6, 4, 7}} {
		c.add(row)
	}
	const want = "" +
		"00 09" + // constant: 9
		"01 05 01 06" + // from the least, 5: one bit each, 0 1 1
		"01 01 02 34" + // from the least, 1: two bits each, 0 1 3
		"00 07" + // constant: 7
		"2a0000000000 0200 ff" // rank 42, 2 more rows than one, no selector
	got := appendColumns(nil, 42, &c)
	if h := hex.EncodeToString(got[:len(got)-4]); h != strings.ReplaceAll(want, " ", "") {
		t.Errorf("block is %s, want %s", h, want)
	}
}
