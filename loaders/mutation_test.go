package loaders

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"concord/graph/graphtest"
	"concord/graph/vocab"
	"concord/loaders/align"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// onlyMutant reads one mutant again: go test ./loaders -run TestMutations -mutant 4711
var onlyMutant = flag.Int("mutant", -1, "the only mutant that TestMutations reads")

// longest is how long reading a mutant may take.
const longest = time.Second

// TestMutations reads texts that somebody or something has spoilt: nothing panics, no position is false, and it
// takes less than a second each. One in ten is compared with the whole text. All 100,000, with CONCORD_TEST=long,
// want -timeout 60m.
func TestMutations(t *testing.T) {
	var texts []mutant
	for _, file := range []string{"mia.txt", "un.md"} {
		data, err := os.ReadFile(filepath.Join("..", "docs", "dushanbe", file))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, mutant{file: file, data: data})
	}
	whole := map[string]*Reading{}
	for _, text := range dushanbe(t) {
		r, err := Read(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		whole[text.FileName] = r
	}
	from, to := 0, graphtest.Size(200, 2500, 100_000)
	if *onlyMutant >= 0 {
		from, to = *onlyMutant, *onlyMutant+1
	}
	var sum census
	err := parallel(context.Background(), to-from, runtime.GOMAXPROCS(0), func(i int) error {
		n := from + i
		m := mutate(n, texts)
		r, err := sum.read(m)
		if r != nil && err == nil && n%10 == 0 {
			err = compare(whole[m.file], r)
		}
		if err != nil {
			t.Errorf("mutant %d of %s, %q: %v", n, m.file, m.done, err)
		}
		if done := i + 1; done%10_000 == 0 {
			t.Logf("some %d mutants: %s", done, &sum)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d mutants: %s", to-from, &sum)
	if read := int64(to-from) - sum.refused.Load(); *onlyMutant < 0 && (read < int64(to-from)/2 || sum.assertions.Load() < 50*read) {
		t.Errorf("%d of %d mutants were read, with %d assertions: they are too spoilt to tell anything", read, to-from, sum.assertions.Load())
	}
}

// census counts what mutants hold.
type census struct {
	refused, blocks, mentions, assertions, bytes, slowest atomic.Int64
}

// String says what was counted.
func (c *census) String() string {
	return fmt.Sprintf("%d are no texts, the others have %d blocks, %d mentions and %d assertions in %d bytes; the slowest took %v",
		c.refused.Load(), c.blocks.Load(), c.mentions.Load(), c.assertions.Load(), c.bytes.Load(), time.Duration(c.slowest.Load()))
}

// read reads a mutant and returns what is wrong with the reading. What is no text has none.
func (c *census) read(m mutant) (r *Reading, err error) {
	defer panicked(&err)
	took := longest
	for try := 0; try < 4 && took >= longest; try++ { // the machine may be busy with other things
		began := time.Now()
		text, err := source.Decode("v", m.file, m.data, &source.Options{Encoding: m.encoding})
		if err != nil {
			if e := (*source.Error)(nil); !errors.As(err, &e) {
				return nil, fmt.Errorf("%T: %w", err, err)
			}
			c.refused.Add(1)
			return nil, nil
		}
		if r, err = Read(text, nil); err != nil {
			return nil, err
		}
		took = min(took, time.Since(began))
		if try == 0 {
			took = time.Since(began)
		}
	}
	for old := c.slowest.Load(); int64(took) > old && !c.slowest.CompareAndSwap(old, int64(took)); old = c.slowest.Load() {
	}
	c.blocks.Add(int64(len(r.Document.Blocks)))
	c.mentions.Add(int64(len(r.Mentions)))
	c.assertions.Add(int64(len(r.Assertions)))
	c.bytes.Add(int64(len(m.data)))
	if took >= longest {
		return r, fmt.Errorf("%v for %d bytes", took, len(m.data))
	}
	return r, checkReading(r)
}

// panicked makes an error of a panic.
func panicked(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// compare compares a reading with that of another version and returns what the comparison shows that is not there.
func compare(a, b *Reading) (err error) {
	defer panicked(&err)
	x, y := a.version(vocab.DefaultBase), b.version(vocab.DefaultBase)
	return checkComparison(&Comparison{A: a, B: b, Alignment: align.Compare(x, y, lexicon.English())})
}

// checkComparison returns which difference does not lie in its blocks.
func checkComparison(c *Comparison) error {
	for _, p := range c.Pairs {
		a, b := c.A.Document.Blocks[p.A].View.Text, c.B.Document.Blocks[p.B].View.Text
		for _, d := range p.Differences {
			if !(source.Span{End: len(a)}).Contains(d.A) || !(source.Span{End: len(b)}).Contains(d.B) || d.A.Len() < 0 || d.B.Len() < 0 || d.A.Len()+d.B.Len() == 0 {
				return fmt.Errorf("%s, %s: difference of %v to %v in %d and %d bytes", c.A.Text.Name, c.B.Text.Name, d.A, d.B, len(a), len(b))
			}
		}
	}
	return nil
}

// checkReading returns where a reading shows something that its text does not hold: blocks that do not cover the
// visible text exactly once, evidence or mentions that are not what they quote.
func checkReading(r *Reading) error {
	if len(r.Report.Faults) > 0 {
		return fmt.Errorf("%d faults, the first: %s", len(r.Report.Faults), r.Report.Faults[0])
	}
	content := r.Text.Content
	if err := covered(r); err != nil {
		return err
	}
	place, points := 0, 0 // so many code points lie before a byte; evidence is in the order of the text, but for merged spans
	for _, a := range r.Assertions {
		if len(a.Spans) == 0 {
			return fmt.Errorf("%s %s %s rests on nothing", a.Subject, a.Predicate, a.Object)
		}
		for _, s := range a.Spans {
			if s.Start < place {
				place, points = 0, 0
			}
			points += utf8.RuneCountInString(content[place:s.Start])
			place = s.Start
			if s.Start >= s.End || content[s.Start:s.End] != s.Quote || points != s.CStart || s.CEnd-s.CStart != utf8.RuneCountInString(s.Quote) {
				return fmt.Errorf("%s %s %s: %q is not at bytes %d to %d, code points %d to %d", a.Subject, a.Predicate, a.Object, s.Quote, s.Start, s.End, s.CStart, s.CEnd)
			}
		}
	}
	for _, m := range r.Mentions {
		if view := r.Document.Blocks[m.Block].View.Text; view[m.Span.Start:m.Span.End] != m.Surface {
			return fmt.Errorf("%q is not at bytes %d to %d of block %s", m.Surface, m.Span.Start, m.Span.End, r.Document.Blocks[m.Block].ID)
		}
	}
	if l := r.Report.Ledger; l.Understood+l.Undertaken > l.Words {
		return fmt.Errorf("%d words understood and %d undertaken of %d", l.Understood, l.Undertaken, l.Words)
	}
	return nil
}

// covered returns which visible character lies in no block or in two.
func covered(r *Reading) error {
	content := r.Text.Content
	owner := make([]bool, len(content))
	for _, b := range r.Document.Blocks {
		segments := b.Segments
		if segments == nil {
			segments = []source.Span{b.Span}
		}
		for _, s := range segments {
			for i := s.Start; i < s.End; i++ {
				if owner[i] {
					return fmt.Errorf("byte %d lies in block %s and in another", i, b.ID)
				}
				owner[i] = true
			}
		}
	}
	for i, c := range content {
		if !owner[i] && !source.Invisible(c) {
			line, column := r.Text.Position(i)
			return fmt.Errorf("%d:%d: %q lies in no block", line, column, c)
		}
	}
	return nil
}
