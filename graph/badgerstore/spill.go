package badgerstore

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"concord/graph"
)

// spillPrefix begins the names of the files that segments are spilled to. They are removed from the folder while they
// are in use, where the system allows it; what a killed process leaves is removed by the next writer.
const spillPrefix = "spill-"

// spill is a sorted segment in a file. It implements run.
//
// The file has chunks of terms and then, order by order, blocks of columns of local places, each preceded by its length
// in 4 bytes, little-endian. A chunk ends with its CRC32C and holds of each term how many bytes it shares with the one
// before, how many follow, and these. Beside the last of a graph's place stands whether the quad is removed.
type spill struct {
	file  *os.File
	known []graph.ID // of the default graph and what is inlined, which have the first places
	ids   []graph.ID // of all places
	n     uint64     // terms after known
	rows  uint64
	gone  bool
	at    [orders + 2]int64 // where the terms begin, then each order, and the end
}

const (
	chunkBytes  = 32 << 10
	spillBuffer = 128 << 10
)

// spillTo writes a sorted segment to a file in a folder, whose free space it checks by look.
func (t *sortedSegment) spillTo(dir string, look func(need uint64) error) (*spill, error) {
	f, err := os.CreateTemp(dir, spillPrefix)
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // where it fails, close removes it
	terms, quads := t.size()
	s := &spill{file: f, known: t.ids[:t.known:t.known], n: terms, rows: quads, gone: t.gone}
	w := &spillWriter{file: f, look: look}
	if err := s.write(w, t); err != nil {
		return nil, errors.Join(fmt.Errorf("spill to %s: %w", dir, err), s.close())
	}
	return s, nil
}

func (s *spill) write(w *spillWriter, t *sortedSegment) error {
	if err := w.terms(t); err != nil {
		return err
	}
	spare := t.spares(2)
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		rows := t.segment.rows
		if by != graph.SPOG {
			rows = t.sortInto(by, spare[0], spare[1])
		}
		s.at[by] = w.size
		if err := w.quads(rows, by, t.gone); err != nil {
			return err
		}
	}
	s.at[orders+1] = w.size
	return w.flush()
}

// close gives the file up.
func (s *spill) close() error {
	_ = os.Remove(s.file.Name())
	return s.file.Close()
}

// spillWriter writes a file of a spill.
type spillWriter struct {
	file *os.File
	look func(need uint64) error
	buf  []byte
	size int64 // with what is in buf
	cols columns
}

// begin makes room for a piece, finish tells its length.
func (w *spillWriter) begin() int {
	w.buf = append(w.buf, 0, 0, 0, 0)
	return len(w.buf)
}

func (w *spillWriter) finish(start int) error {
	n := len(w.buf) - start
	binary.LittleEndian.PutUint32(w.buf[start-4:], uint32(n))
	w.size += 4 + int64(n)
	if len(w.buf) < flushBytes {
		return nil
	}
	return w.flush()
}

func (w *spillWriter) flush() error {
	if err := w.look(uint64(len(w.buf)) + slack); err != nil {
		return err
	}
	_, err := w.file.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

func (w *spillWriter) terms(t *sortedSegment) error {
	var before []byte
	start := w.begin()
	end := func() error {
		w.buf = appendSum(w.buf, start)
		return w.finish(start)
	}
	for _, n := range t.numbers[t.known:] {
		form := t.form(n)
		if len(w.buf)-start > chunkBytes {
			if err := end(); err != nil {
				return err
			}
			start = w.begin()
		}
		shared := commonPrefix(before, form)
		w.buf = binary.AppendUvarint(w.buf, uint64(shared))
		w.buf = binary.AppendUvarint(w.buf, uint64(len(form)-shared))
		w.buf = append(w.buf, form[shared:]...)
		before = form
	}
	return end()
}

func (w *spillWriter) quads(rows []row, by graph.Order, gone bool) error {
	for from := 0; from < len(rows); from += blockQuads {
		block := rows[from:min(from+blockQuads, len(rows))]
		w.cols.n = len(block)
		for p, at := range positions[by] {
			col := &w.cols.col[p]
			for i := range block {
				col[i] = uint64(block[i][at])
			}
			if at == graphAt && gone {
				for i, v := range col[:len(block)] {
					col[i] = v&^removal<<1 | v>>31
				}
			}
		}
		start := w.begin()
		w.buf = appendRows(w.buf, &w.cols)
		if err := w.finish(start); err != nil {
			return err
		}
	}
	return nil
}

// size implements run.
func (s *spill) size() (terms, quads uint64) { return s.n, s.rows }

// bytes implements run.
func (s *spill) bytes() uint64 { return uint64(s.at[1]) + quadBytes*s.rows }

// removes implements run.
func (s *spill) removes() bool { return s.gone }

// place implements run.
func (s *spill) place(ids []graph.ID) {
	s.ids = append(s.known, ids...)
}

// pieces reads the pieces of a part of the file.
type pieces struct {
	r     *bufio.Reader
	piece []byte
}

func (s *spill) pieces(part int) pieces {
	section := io.NewSectionReader(s.file, s.at[part], s.at[part+1]-s.at[part])
	return pieces{r: bufio.NewReaderSize(section, spillBuffer)}
}

// next reads the next piece, which is nil after the last.
func (p *pieces) next() error {
	var head [4]byte
	switch _, err := io.ReadFull(p.r, head[:]); {
	case err == io.EOF:
		p.piece = nil
		return nil
	case err != nil:
		return err
	}
	n := int(binary.LittleEndian.Uint32(head[:]))
	if cap(p.piece) < n {
		p.piece = make([]byte, n, n+n/2)
	}
	p.piece = p.piece[:n]
	_, err := io.ReadFull(p.r, p.piece)
	return err
}

// terms implements run.
func (s *spill) terms() (termCursor, error) { return &spilledTerms{pieces: s.pieces(0)}, nil }

// spilledTerms walks the chunks of terms.
type spilledTerms struct {
	pieces
	rest reader
	form []byte
}

func (c *spilledTerms) next() ([]byte, error) {
	if len(c.rest.rest) == 0 {
		if err := c.pieces.next(); err != nil || c.piece == nil {
			return nil, err
		}
		chunk, ok := cutSum(c.piece)
		if !ok {
			return nil, errSpill
		}
		if len(chunk) == 0 {
			return nil, nil
		}
		c.rest.rest = chunk
	}
	shared, n := c.rest.uvarint(), c.rest.uvarint()
	further := c.rest.bytes(n)
	if c.rest.short || shared > uint64(len(c.form)) {
		return nil, errSpill
	}
	c.form = append(c.form[:shared], further...)
	return c.form, nil
}

func (c *spilledTerms) close() error { return nil }

var errSpill = errors.New("a temporary file is not what was written")

// quads implements run.
func (s *spill) quads(by graph.Order) (quadCursor, error) {
	return &spilledQuads{pieces: s.pieces(int(by)), spill: s, places: positions[by]}, nil
}

// spilledQuads walks the blocks of an order.
type spilledQuads struct {
	pieces
	spill  *spill
	places [4]uint8
	cols   columns
}

func (c *spilledQuads) next(t *tuples) error {
	if err := c.pieces.next(); err != nil {
		return err
	}
	if t.n, t.removes = 0, c.spill.gone; c.piece == nil {
		return nil
	}
	if err := c.cols.decodeRows(c.piece); err != nil {
		return err
	}
	t.n = c.cols.n
	limit := uint64(len(c.spill.ids))
	for p, at := range c.places {
		col, ids := c.cols.col[p][:t.n], t.id[p][:t.n]
		if at == graphAt && t.removes {
			for i, v := range col {
				t.removed[i] = v&1 == 1
				col[i] = v >> 1
			}
		}
		for i, v := range col {
			if v >= limit {
				return errSpill
			}
			ids[i] = c.spill.ids[v]
		}
	}
	return nil
}

func (c *spilledQuads) close() error { return nil }
