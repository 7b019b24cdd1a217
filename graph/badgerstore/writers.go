package badgerstore

import (
	"encoding/binary"

	"concord/graph"
)

// dictionaryWriter writes the terms of a generation in ascending order.
type dictionaryWriter struct {
	blocks     *stream
	tails      *stream
	separators *stream
	n          uint64 // terms added
	text       []byte // the forms of the block
	ends       []int
	forms      [][]byte
	last       []byte // the last form of the block before
	key, value []byte
}

func newDictionaryWriter(b *builder) *dictionaryWriter {
	return &dictionaryWriter{blocks: b.stream(termStream), tails: b.stream(longStream), separators: b.stream(prefixStream)}
}

// add adds a form, whose memory it does not keep.
func (w *dictionaryWriter) add(form []byte) error {
	if len(w.ends) == 0 && w.n > 0 {
		if s := separator(w.last, form); s != nil {
			w.key = append(append(w.key[:0], separatorKey), s...)
			w.value = binary.AppendUvarint(w.value[:0], w.n/blockTerms-1)
			if err := w.separators.put(w.key, w.value); err != nil {
				return err
			}
		}
	}
	if len(form) > headBytes {
		if err := w.addTail(form[headBytes:]); err != nil {
			return err
		}
	}
	w.text = append(w.text, form...)
	w.ends = append(w.ends, len(w.text))
	w.n++
	if len(w.ends) == blockTerms {
		return w.flush()
	}
	return nil
}

// addTail writes what follows the head of the next term.
func (w *dictionaryWriter) addTail(tail []byte) error {
	for part := 0; len(tail) > 0; part++ {
		n := min(len(tail), partBytes)
		w.key = appendLongTermKey(w.key[:0], graph.ID(w.n), part)
		w.value = appendPart(w.value[:0], tail[:n])
		if err := w.tails.put(w.key, w.value); err != nil {
			return err
		}
		tail = tail[n:]
	}
	return nil
}

func (w *dictionaryWriter) flush() error {
	if len(w.ends) == 0 {
		return nil
	}
	w.forms = w.forms[:0]
	from := 0
	for _, end := range w.ends {
		w.forms = append(w.forms, w.text[from:end])
		from = end
	}
	w.key = appendTermBlockKey(w.key[:0], (w.n-1)/blockTerms)
	w.value = appendTermBlock(w.value[:0], w.forms)
	w.last = append(w.last[:0], w.forms[len(w.forms)-1]...)
	w.text, w.ends = w.text[:0], w.ends[:0]
	return w.blocks.put(w.key, w.value)
}

func (w *dictionaryWriter) end() error {
	if err := w.flush(); err != nil {
		return err
	}
	for _, s := range []*stream{w.blocks, w.tails, w.separators} {
		if err := s.end(); err != nil {
			return err
		}
	}
	return nil
}

func (w *dictionaryWriter) release() {
	w.blocks.release()
	w.tails.release()
	w.separators.release()
}

// orderWriter writes the quads of one order, ascending.
type orderWriter struct {
	*stream
	numbering
	by    graph.Order
	rank  uint64 // quads in blocks that were put
	rows  tuples // of the block; removed is not used
	cols  columns
	enc   encoder
	key   []byte
	value []byte
}

func newOrderWriter(b *builder, by graph.Order, n numbering) *orderWriter {
	return &orderWriter{stream: b.stream(uint32(by)), numbering: n, by: by}
}

// add adds quads of t from one index to before another.
func (w *orderWriter) add(t *tuples, from, to int) error {
	for from < to {
		n := min(to-from, blockQuads-w.rows.n)
		for p := range t.id {
			copy(w.rows.id[p][w.rows.n:], t.id[p][from:from+n])
		}
		w.rows.n += n
		from += n
		if w.rows.n == blockQuads {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *orderWriter) flush() error {
	if w.rows.n == 0 {
		return nil
	}
	w.cols.n = w.rows.n
	for p := range w.cols.col {
		ids, col := w.rows.id[p][:w.rows.n], w.cols.col[p][:w.rows.n]
		for i, id := range ids {
			col[i] = w.code(id)
		}
	}
	w.key = quadKey(w.key[:0], w.by, w.rows.at(w.rows.n-1))
	w.value = w.enc.append(w.value[:0], w.rank, &w.cols)
	w.rank += uint64(w.rows.n)
	w.rows.n = 0
	return w.put(w.key, w.value)
}

func (w *orderWriter) end() error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.stream.end()
}
