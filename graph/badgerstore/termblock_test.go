package badgerstore

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"testing"
)

// drawForms returns ascending distinct forms such as statements have, some of them long.
func drawForms(r *rand.Rand) [][]byte {
	forms := make([][]byte, 1+r.IntN(blockTerms))
	stem, size := r.IntN(1000), r.IntN(200)
	for i := range forms {
		f := fmt.Appendf(nil, "%06d", i)
		text := "recalling its resolution"[:r.IntN(24)]
		switch {
		case i < len(forms)/3:
			ending := []string{`"`, `"@en`, `"^^<http://www.w3.org/2001/XMLSchema#decimal>`}[r.IntN(3)]
			if r.IntN(20) == 0 {
				text = strings.Repeat(text+"x", 2*headBytes)[:headBytes-8+r.IntN(20)]
			}
			forms[i] = fmt.Appendf(nil, `"%s%s%s`, f, strings.Repeat(text, r.IntN(size+1)), ending)
		case i < len(forms)/2:
			forms[i] = fmt.Appendf(nil, "<https://un.example/res/%d/%s>", stem, f)
		case i < len(forms)*3/4:
			forms[i] = fmt.Appendf(nil, "<https://un.example/v%s/%s%d>", f, text, i)
		default:
			forms[i] = fmt.Appendf(nil, "_:%s", f)
		}
	}
	return forms
}

func checkTerms(t *testing.T, b *termBlock, forms [][]byte) {
	t.Helper()
	if b.n != len(forms) {
		t.Fatalf("%d terms, want %d", b.n, len(forms))
	}
	for i, form := range forms {
		head := form[:min(len(form), headBytes)]
		if !bytes.Equal(b.form(i), head) || b.isLong(i) != (len(form) > headBytes) {
			t.Fatalf("term %d of %d: %s, long %v, want %s", i, b.n, b.form(i), b.isLong(i), head)
		}
	}
}

func TestTermBlockRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var b termBlock
	var scratch []byte
	for range 1000 {
		forms := drawForms(r)
		value := appendTermBlock(nil, forms)
		if err := b.decode(value); err != nil {
			t.Fatalf("%v: %q", err, forms)
		}
		checkTerms(t, &b, forms)
		for i := range forms {
			one, long, err := appendTerm([]byte("before"), value, i, &scratch)
			if err != nil || long != b.isLong(i) || string(one) != "before"+string(b.form(i)) {
				t.Fatalf("term %d alone is %q, long %v, %v, want %q", i, one, long, err, b.form(i))
			}
		}
	}
}

func TestTermBlockEnds(t *testing.T) {
	for _, forms := range [][]string{
		{`""`},
		{`"`}, // no form, but bytes are bytes
		{`<>`, `_:b`},
		{`"a b"`, `"a"`, `"a"@en`, `"a"^^<t>`},
		{`"` + strings.Repeat("a", packFrom) + `"`},
		{`"` + strings.Repeat("a", headBytes-2) + `"`},
		{`"` + strings.Repeat("a", headBytes-1) + `"`, `"` + strings.Repeat("a", headBytes) + `"`},
		{`<` + strings.Repeat("a", headBytes) + `>`},
		{`"1"^^<` + strings.Repeat("t", headBytes-7) + `>`, `"2"^^<` + strings.Repeat("t", headBytes) + `>`},
	} {
		var b termBlock
		var list [][]byte
		for _, f := range forms {
			list = append(list, []byte(f))
		}
		if err := b.decode(appendTermBlock(nil, list)); err != nil {
			t.Fatalf("%v: %.40q", err, forms)
		}
		checkTerms(t, &b, list)
	}
}

func TestTermBlockExample(t *testing.T) {
	want := "" +
		"05 00 03" + // 6 terms, nothing long or compressed, 4 endings
		"04 2240656e" + // "@en
		"01 22" + // "
		"01 3e" + // >
		"00" + // that of a blank node
		"01 00 02 1c01" + // shared with the body before, 0 3 1 0 1 0: from the least, 0, two bits each
		"01 02 01 29" + // not shared, 3 2 2 3 2 3: from the least, 2, one bit each
		"02 00 01 2c" + // endings, 0 0 1 2 2 3: steps from 0, one bit each
		hex.EncodeToString([]byte(`"ab`+`cd`+`xy`+`<d:`+`zz`+`_:b`))
	var forms [][]byte
	for _, f := range []string{`"ab"@en`, `"abcd"@en`, `"xy"`, `<d:>`, `<zz>`, `_:b`} {
		forms = append(forms, []byte(f))
	}
	got := appendTermBlock(nil, forms)
	if h := hex.EncodeToString(got[:len(got)-4]); h != strings.ReplaceAll(want, " ", "") {
		t.Errorf("block is %s, want %s", h, want)
	}
}

// FuzzTermBlock: what decodes is encoded to a block that decodes to the same terms. The checksum is made to fit, since
// it would keep all else out.
func FuzzTermBlock(f *testing.F) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		f.Add(appendTermBlock(nil, drawForms(r)))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		if len(value) < 4 {
			return
		}
		end := len(value) - 4
		binary.LittleEndian.PutUint32(value[end:], crc32.Checksum(value[:end], castagnoli))
		var b, back termBlock
		if b.decode(value) != nil {
			return
		}
		forms := make([][]byte, b.n)
		for i := range forms {
			if forms[i] = b.form(i); b.isLong(i) {
				forms[i] = append(forms[i], '"')
			}
		}
		if err := back.decode(appendTermBlock(nil, forms)); err != nil {
			t.Fatalf("%v: %q", err, forms)
		}
		checkTerms(t, &back, forms)
	})
}

func TestPart(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	noise := make([]byte, partBytes)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	text := bytes.Repeat([]byte("Recalling its resolution 1373 (2001), "), partBytes/38)
	for _, part := range [][]byte{{'"'}, noise, text, noise[:100], text[:100]} {
		value := appendPart(nil, part)
		got, err := readPart([]byte("head "), value)
		if err != nil || string(got) != "head "+string(part) {
			t.Errorf("part of %d bytes: %d bytes come back, %v", len(part), len(got)-len("head "), err)
		}
		if len(value) > len(part)+1 {
			t.Errorf("part of %d bytes takes %d", len(part), len(value))
		}
	}
	if value := appendPart(nil, text); len(value) > len(text)/8 {
		t.Errorf("text of %d bytes takes %d", len(text), len(value))
	}
}

// FuzzPart: what reads is written to a part that reads the same.
func FuzzPart(f *testing.F) {
	f.Add([]byte("\x00abc"))
	f.Add(appendPart(nil, bytes.Repeat([]byte("abc "), 99)))
	f.Fuzz(func(t *testing.T, value []byte) {
		part, err := readPart(nil, value)
		if err != nil {
			return
		}
		if back, err := readPart(nil, appendPart(nil, part)); err != nil || !bytes.Equal(back, part) {
			t.Fatalf("%q comes back as %q, %v", part, back, err)
		}
	})
}
