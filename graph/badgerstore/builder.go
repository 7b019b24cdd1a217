package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"syscall"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/ristretto/v2/z"
)

// builder writes a generation's Badger. Its streams may be used by several goroutines, one each.
type builder struct {
	ctx     context.Context
	gen     string
	opt     Options
	db      *badger.DB
	sw      *badger.StreamWriter
	table   uint64        // bytes of a table
	written atomic.Uint64 // bytes handed to Badger
}

// quadBytes is what a quad takes in a generation, rather too much.
const quadBytes = 32

// newBuilder opens an empty Badger in a folder. expect is how many bytes will be written.
func newBuilder(ctx context.Context, gen string, opt Options, expect uint64) (*builder, error) {
	b := &builder{ctx: ctx, gen: gen, opt: opt}
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
	// Not Prepare, which drops what is there: of a new Badger nothing, in 10 ms.
	if err := b.sw.PrepareIncremental(); err != nil {
		return nil, errors.Join(err, b.close(true))
	}
	return b, nil
}

// checkSpace tests that so many bytes can be written. Badger writes through mapped files: on a full disk the
// process would die.
func (b *builder) checkSpace(need uint64) error { return checkSpace(b.opt, b.gen, need) }

func checkSpace(opt Options, dir string, need uint64) error {
	free, err := opt.free(dir)
	if err != nil {
		return err
	}
	if free < need {
		return fmt.Errorf("%d bytes are needed, %d are free: %w", need, free, syscall.ENOSPC)
	}
	return nil
}

// stream is keys that ascend, apart from those of other streams.
type stream struct {
	b     *builder
	id    uint32
	buf   *z.Buffer
	begun bool
}

func (b *builder) stream(id uint32) *stream {
	return &stream{b: b, id: id, buf: z.NewBuffer(2*flushBytes, "concord")}
}

// put adds an entry, whose memory it does not keep.
func (s *stream) put(key, value []byte) error {
	s.begun = true
	badger.KVToBuffer(&pb.KV{Key: key, Value: value, Version: 1, StreamId: s.id}, s.buf)
	if s.buf.LenNoPadding() < flushBytes {
		return nil
	}
	return s.flush()
}

func (s *stream) flush() error {
	b := s.b
	if err := b.ctx.Err(); err != nil {
		return err
	}
	written := b.written.Add(uint64(s.buf.LenNoPadding()))
	// What was handed over is on disk but for the tables that Badger has in memory.
	if err := b.checkSpace(min(written, mostOpen*b.table) + slack); err != nil {
		return err
	}
	if err := b.sw.Write(s.buf); err != nil {
		return err
	}
	if before := written - uint64(s.buf.LenNoPadding()); written/collectEvery > before/collectEvery {
		runtime.GC()
	}
	s.buf.Reset()
	return nil
}

// collectEvery is after how many bytes the garbage that Badger makes of them is collected. By itself the heap would
// double before. There is little to mark: it takes a millisecond.
const collectEvery = 64 << 20

// mostOpen is how many tables Badger has in memory at most: of each core's order the one that is filled and one that is
// written, and the same of the graphs.
const mostOpen = 6

// end says that there are no further entries, so that the table is written, and releases the stream's memory.
func (s *stream) end() error {
	defer s.release()
	if !s.begun {
		return nil
	}
	badger.KVToBuffer(&pb.KV{StreamId: s.id, StreamDone: true}, s.buf)
	return s.flush()
}

// release gives the stream up. It may be called again.
func (s *stream) release() {
	if s.buf != nil {
		_ = s.buf.Release()
		s.buf = nil
	}
}

// close finishes the Badger, or gives it up. No stream may be in use.
func (b *builder) close(failed bool) error {
	var err error
	if failed {
		b.sw.Cancel()
	} else {
		err = b.sw.Flush()
	}
	return errors.Join(err, b.db.Close(), b.removeEmpty(), b.share())
}

// share lets who may read the folder read Badger's files, which Badger makes for their owner alone.
func (b *builder) share() error {
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
func (b *builder) removeEmpty() error {
	logs, err := filepath.Glob(filepath.Join(b.gen, "*.vlog"))
	for _, path := range append(logs, filepath.Join(b.gen, "DISCARD")) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
