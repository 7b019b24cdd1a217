package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/ristretto/v2/z"

	"concord/graph"
)

// The streams of a generation; the orders have their own numbers 1 to 6.
const (
	termStream   = 10
	longStream   = 11
	prefixStream = 12
	graphStream  = 13
)

const (
	// flushBytes is how much is handed to Badger at once.
	flushBytes = 1 << 20
	// minTable and maxTable bound the size of a table. Badger clears twice a table in memory for each stream,
	// which is most of the time a small commit takes, and maps each table, of which there should be few.
	minTable = 1 << 20
	maxTable = 16 << 20
	// slack is what Badger's own files take beside the data.
	slack = 2 << 20
)

// builder writes a generation's Badger.
type builder1 struct {
	ctx     context.Context
	gen     string
	opt     Options
	db      *badger.DB
	sw      *badger.StreamWriter
	buf     *z.Buffer
	expect  uint64          // bytes in all
	table   uint64          // bytes of a table
	written uint64          // bytes handed to Badger
	begun   map[uint32]bool // streams with entries
}

// newBuilder opens an empty Badger in a folder. expect is how many bytes will be written.
func newBuilder1(ctx context.Context, gen string, opt Options, expect uint64) (*builder1, error) {
	b := &builder1{ctx: ctx, gen: gen, opt: opt, expect: expect, begun: map[uint32]bool{}}
	if err := b.checkSpace(expect + slack); err != nil {
		return nil, err
	}
	b.table = min(max(expect/16, minTable), maxTable)
	bopt := badgerOptions(gen, opt.Logger)
	bopt.BaseTableSize = int64(b.table) >> (bopt.MaxLevels - 2) // StreamWriter doubles it for each level
	var err error
	if b.db, err = badger.OpenManaged(bopt); err != nil {
		return nil, err
	}
	b.sw = b.db.NewStreamWriter()
	b.buf = z.NewBuffer(2*flushBytes, "concord")
	// Not Prepare, which drops what is there: of a new Badger nothing, in 10 ms.
	if err := b.sw.PrepareIncremental(); err != nil {
		return nil, errors.Join(err, b.close(true))
	}
	return b, nil
}

func (b *builder1) step(name string) { b.opt.step(name) }

// checkSpace tests that so many bytes can be written. Badger writes through mapped files: on a full disk the
// process would die.
func (b *builder1) checkSpace(need uint64) error {
	free, err := b.opt.free(b.gen)
	if err != nil {
		return err
	}
	if free < need {
		return fmt.Errorf("%d bytes are needed, %d are free: %w", need, free, syscall.ENOSPC)
	}
	return nil
}

// put adds an entry. The keys of a stream ascend.
func (b *builder1) put(stream uint32, key, value []byte) error {
	b.begun[stream] = true
	badger.KVToBuffer(&pb.KV{Key: key, Value: value, Version: 1, StreamId: stream}, b.buf)
	if b.buf.LenNoPadding() < flushBytes {
		return nil
	}
	return b.flush()
}

// endStream says that a stream has no further entries, so that its table is written.
func (b *builder1) endStream(stream uint32) error {
	if !b.begun[stream] {
		return nil
	}
	badger.KVToBuffer(&pb.KV{StreamId: stream, StreamDone: true}, b.buf)
	return b.flush()
}

func (b *builder1) flush() error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	size := uint64(b.buf.LenNoPadding())
	b.written += size
	// Badger holds at most a table for each of three open streams before it is on disk.
	if err := b.checkSpace(min(max(b.expect, b.written)-b.written, 4*b.table) + size + slack); err != nil {
		return err
	}
	if err := b.sw.Write(b.buf); err != nil {
		return err
	}
	b.buf.Reset()
	return nil
}

// close finishes the Badger, or gives it up.
func (b *builder1) close(failed bool) error {
	var err error
	if failed {
		b.sw.Cancel()
	} else {
		err = b.sw.Flush()
	}
	return errors.Join(err, b.db.Close(), b.buf.Release(), b.removeEmpty(), b.share())
}

// share lets who may read the folder read Badger's files, which Badger makes for their owner alone.
func (b *builder1) share() error {
	info, err := os.Stat(b.gen)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(b.gen)
	for _, e := range entries {
		err = errors.Join(err, os.Chmod(filepath.Join(b.gen, e.Name()), info.Mode().Perm()&0o666))
	}
	return err
}

// removeEmpty removes what Badger makes for writing and has nothing in it here: the value log and its
// statistics, a megabyte of zeros. A reader does without.
func (b *builder1) removeEmpty() error {
	logs, err := filepath.Glob(filepath.Join(b.gen, "*.vlog"))
	for _, path := range append(logs, filepath.Join(b.gen, "DISCARD")) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// termWriter1 writes terms in ascending order.
type termWriter1 struct {
	b       *builder1
	n       uint64 // terms added
	entries []entry
	last    []byte
	value   []byte
}

// next returns the id of the term added next.
func (w *termWriter1) next() graph.ID { return firstID + graph.ID(w.n) }

func (w *termWriter1) add(form []byte) error {
	e := entryOf(form)
	if e.long {
		for part, rest := 0, form[headBytes:]; len(rest) > 0; part++ {
			n := min(len(rest), partBytes)
			if err := w.b.put(longStream, appendLongTermKey(nil, w.next(), part), rest[:n]); err != nil {
				return err
			}
			rest = rest[n:]
		}
	}
	w.entries, w.last = append(w.entries, e), form
	w.n++
	if len(w.entries) == blockTerms {
		return w.flush()
	}
	return nil
}

func (w *termWriter1) flush() error {
	if len(w.entries) == 0 {
		return nil
	}
	block := (w.n - 1) / blockTerms
	w.value = appendEntries(w.value[:0], w.entries)
	w.entries = w.entries[:0]
	return errors.Join(
		w.b.put(termStream, appendTermBlockKey(nil, block), w.value),
		w.b.put(prefixStream, appendTermPrefixKey(nil, w.last, block), nil))
}

func (w *termWriter1) close() error {
	if err := w.flush(); err != nil {
		return err
	}
	for _, stream := range []uint32{termStream, longStream, prefixStream} {
		if err := w.b.endStream(stream); err != nil {
			return err
		}
	}
	return nil
}

// quadWriter1 writes the quads of one order, ascending.
type quadWriter1 struct {
	b      *builder1
	by     graph.Order
	rank   uint64 // quads in blocks that were put
	tuples []tuple
	key    []byte
	value  []byte
}

func (w *quadWriter1) add(t tuple) error {
	if w.tuples = append(w.tuples, t); len(w.tuples) == blockQuads {
		return w.flush()
	}
	return nil
}

func (w *quadWriter1) flush() error {
	if len(w.tuples) == 0 {
		return nil
	}
	w.key = quadKey(w.key[:0], w.by, w.tuples[len(w.tuples)-1])
	w.value = appendQuadBlock(w.value[:0], w.rank, w.tuples)
	w.rank += uint64(len(w.tuples))
	w.tuples = w.tuples[:0]
	return w.b.put(uint32(w.by), w.key, w.value)
}

func (w *quadWriter1) close() error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.b.endStream(uint32(w.by))
}
