package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"concord/graph"
)

// Verified tells what Verify read.
type Verified struct {
	Files   int    // of the generation, with its SEAL
	Bytes   uint64 // of these files and of the log
	Blocks  uint64 // of terms and quads
	Terms   uint64 // of the generation and of the log
	Records int    // of the log
	Graphs  int
	Quads   uint64 // of the latest state
}

// Verify reads everything that the latest state of a store consists of and tests that it is whole and agrees: every
// file with the seal; every block with its checksum; the terms, that they ascend and are in canonical form, and that
// every look-up leads to them; the quads of all six orders, that they ascend, use terms that are there and are the
// same; the counts and digests of each graph; the log's chain and what each commit says of the state it made; the
// count and digest in CURRENT.
//
// All problems found are joined in the error, each with its file, and Are graph.ErrDamaged, or else what Open returns.
// What is too damaged to be asked is not: when a file is not what was sealed, what is in it is not looked at. progress,
// unless nil, is told how much of how much is done.
func Verify(ctx context.Context, dir string, opt *Options, progress func(done, total int64)) (*Verified, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	o.Create = false
	if err := damagedFiles(dir); err != nil {
		return nil, err
	}
	s, err := Open(dir, &o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	now, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer now.release()
	v := &verifier{ctx: ctx, state: now, told: progress}
	v.total = int64(now.terms + uint64(orders)*now.quads)
	if now.log > 0 {
		v.total += int64(uint64(orders) * now.current.state)
	}
	if err := v.files(); err != nil {
		return nil, err
	}
	v.terms()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(v.problems) == 0 { // else no id can be trusted
		v.generation()
		v.overlay()
		v.current()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &v.found, errors.Join(v.problems...)
}

// damagedFiles returns an error for each file that is not what was sealed. A state that is replaced meanwhile is
// looked at again.
func damagedFiles(dir string) error {
	for {
		c, err := readCurrent(dir)
		if err != nil {
			return nil // Open tells
		}
		if c.quads > 0 {
			err = eachSealed(filepath.Join(dir, c.folder()), c.seal)
		}
		if _, e := readLog(filepath.Join(dir, c.logName()), current{chain: none}, c); e != nil {
			err = errors.Join(err, e)
		}
		if now, e := readCurrent(dir); err == nil || e == nil && now == c || e != nil {
			return err
		}
	}
}

// eachSealed compares the files of a generation with its seal and tells of every one that differs.
func eachSealed(gen, digest string) error {
	path := filepath.Join(gen, sealName)
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%w: %w", graph.ErrDamaged, err)
	}
	if digestOf(text) != digest {
		err = fmt.Errorf("%s: %w: it is not the seal that %s names", path, graph.ErrDamaged, currentName)
	}
	want, e := parseSeal(text)
	if e != nil {
		return errors.Join(err, e)
	}
	now, _, e := seal(gen, false)
	if e != nil {
		return errors.Join(err, e)
	}
	got, e := parseSeal(now)
	if e != nil {
		return errors.Join(err, e)
	}
	is := map[string]sealed{}
	for _, f := range got {
		is[f.name] = f
	}
	for _, f := range want {
		switch g, ok := is[f.name]; {
		case !ok:
			err = errors.Join(err, fmt.Errorf("%s: %w: it is missing", filepath.Join(gen, f.name), graph.ErrDamaged))
		case g.size != f.size:
			err = errors.Join(err, fmt.Errorf("%s: %w: it has %d bytes, %d were sealed", filepath.Join(gen, f.name), graph.ErrDamaged, g.size, f.size))
		case g.sum != f.sum:
			err = errors.Join(err, fmt.Errorf("%s: %w: its checksum is not the one that was sealed", filepath.Join(gen, f.name), graph.ErrDamaged))
		}
		delete(is, f.name)
	}
	for name := range is {
		err = errors.Join(err, fmt.Errorf("%s: %w: it was not sealed", filepath.Join(gen, name), graph.ErrDamaged))
	}
	return err
}

// verifier verifies a state.
type verifier struct {
	ctx   context.Context
	state *state
	found Verified

	hashes []uint64          // termHash of each term of the generation, by rank
	first  [blank + 2]uint64 // the first rank of each kind, and behind the last
	used   []atomic.Uint64   // a bit for each term of the generation that a quad has
	sums   [orders]digest    // of the ids of the generation's quads, by order
	digest digest            // of the generation's quads

	mu          sync.Mutex
	problems    []error
	told        func(done, total int64)
	done, total int64
}

// mostProblems is how many problems are told: of a store that is thoroughly wrong a hundred tell as much as a million.
const mostProblems = 100

// problem notes what is wrong, and where.
func (v *verifier) problem(where, format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch n := len(v.problems); {
	case n < mostProblems:
		v.problems = append(v.problems, fmt.Errorf("%s: %w: %w", where, graph.ErrDamaged, fmt.Errorf(format, args...)))
	case n == mostProblems:
		v.problems = append(v.problems, fmt.Errorf("%s: %w: there are more problems than are told", v.state.gen.path, graph.ErrDamaged))
	}
}

// inGeneration notes what is wrong in the generation.
func (v *verifier) inGeneration(what, format string, args ...any) {
	v.problem(v.state.gen.path+": "+what, format, args...)
}

// inLog notes what is wrong in the log.
func (v *verifier) inLog(format string, args ...any) {
	v.problem(filepath.Join(filepath.Dir(v.state.gen.path), v.state.logName()), format, args...)
}

// inCurrent notes what is wrong in CURRENT.
func (v *verifier) inCurrent(format string, args ...any) {
	v.problem(filepath.Join(filepath.Dir(v.state.gen.path), currentName), format, args...)
}

// advance tells that n more terms or quads were read.
func (v *verifier) advance(n int) {
	if v.told == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.done += int64(n)
	v.told(v.done, v.total)
}

// files counts the files, which were compared with the seal when the state was opened.
func (v *verifier) files() error {
	v.found.Bytes = v.state.log
	v.found.Quads = v.state.current.state
	if v.state.quads == 0 {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(v.state.gen.path, sealName))
	if err != nil {
		return err
	}
	files, err := parseSeal(text)
	if err != nil {
		return err
	}
	v.found.Files = len(files) + 1
	v.found.Bytes += uint64(v.state.gen.size) + uint64(len(text))
	return nil
}

// inOrders runs fn for each order, on all cores.
func inOrders(fn func(by graph.Order)) {
	todo := make(chan graph.Order, orders)
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		todo <- by
	}
	close(todo)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for by := range todo {
				fn(by)
			}
		})
	}
	wg.Wait()
}

// current compares what was read with what CURRENT says.
func (v *verifier) current() {
	c := v.state.current
	if c.log == 0 && c.state != c.quads {
		v.inCurrent("it counts %d quads, and there are %d", c.state, c.quads)
	}
	if c.log == 0 && v.digest != c.digest {
		v.inCurrent("its digest is not that of the quads")
	}
}
