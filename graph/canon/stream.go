package canon

import (
	"context"
	"iter"

	"concord/graph"
)

// ordered yields the lines of a snapshot that is graph.Canonical.
func ordered(ctx context.Context, snap graph.Snapshot, c choice, named bool) iter.Seq2[block, error] {
	s := &stream{snap.(graph.Canonical), named, firstBatch, mostQuads, mostForms}
	return s.blocks(ctx, func(ctx context.Context) (quads, error) { return c.open(ctx, snap) })
}

// stream writes the lines of a snapshot whose ids are in the order of their terms: what a scan gives is in order
// but for the literals of one subject and predicate. It holds two batches of quads with the terms they need, and
// more only for a subject that has more literals than a batch by one predicate.
//
// Reading quads and terms goes on beside the writing of lines.
type stream struct {
	forms   graph.Canonical
	named   bool
	size    int // quads in the first batch
	largest int // and in any
	most    int // bytes of terms in a batch
}

const batches = 2 // one read, one written

// blocks yields the lines of the quads that open gives, which must be in the order SPOG.
func (s *stream) blocks(ctx context.Context, open func(context.Context) (quads, error)) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		free, ready := make(chan *batch, batches), make(chan *batch)
		for range batches {
			free <- &batch{}
		}
		go func() {
			defer close(ready)
			s.read(ctx, open, free, ready)
		}()
		defer func() {
			cancel()
			for range ready { // the reader has ended when it is closed
			}
		}()
		var w lineWriter
		for b := range ready {
			if b.err != nil {
				yield(block{}, b.err)
				return
			}
			if !w.write(b, yield) {
				return
			}
			free <- b
		}
		if err := ctx.Err(); err != nil {
			yield(block{}, err)
		} else if w.lines > 0 {
			yield(w.block, nil)
		}
	}
}

// read fills free batches and hands them to ready, in order, up to the end of the quads, an error or the end of ctx.
func (s *stream) read(ctx context.Context, open func(context.Context) (quads, error), free <-chan *batch, ready chan<- *batch) {
	send := func(b *batch) bool {
		select {
		case ready <- b:
			return b.err == nil
		case <-ctx.Done():
			return false
		}
	}
	in, err := open(ctx)
	if err != nil {
		send(&batch{err: err})
		return
	}
	defer in.Close()
	r := &reader{stream: s, in: in, size: s.size}
	for r.more = r.next(); r.more || len(r.ahead) > 0; {
		select {
		case b := <-free:
			if b.err = r.fill(ctx, b); !send(b) {
				return
			}
		case <-ctx.Done():
			return
		}
	}
	if err := in.Err(); err != nil {
		send(&batch{err: err})
	}
}
