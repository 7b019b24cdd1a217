package badgerstore

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// state is what one CURRENT names: a generation and what its log changes in it. It is immutable. Its holder holds a
// reference to the generation.
type state struct {
	current
	gen  *generation
	over *overlay
}

// openState opens a state with one reference. last, which may be nil, is a state opened before: what it has of the
// next is not read again.
func openState(dir string, c current, last *state, log *slog.Logger) (*state, error) {
	s := &state{current: c, over: &overlay{}}
	from := current{chain: none}
	if last != nil && last.generation == c.generation && last.seal == c.seal {
		s.gen, s.over, from = last.gen.acquire(), last.over, last.current
	} else {
		var err error
		if s.gen, err = openGeneration(dir, c, log); err != nil {
			return nil, err
		}
	}
	path := filepath.Join(dir, c.logName())
	records, err := readLog(path, from, c)
	for i := 0; i < len(records) && err == nil; i++ {
		s.over, err = s.over.with(records[i])
	}
	if err == nil && len(records) > 0 {
		if last := records[len(records)-1]; last.state != c.state || last.digest != c.digest {
			err = fmt.Errorf("%s: %w: its last record is of another state than CURRENT", path, graph.ErrDamaged)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.gen.release())
	}
	return s, nil
}

// acquire adds a reference. Its caller holds one already.
func (s *state) acquire() *state {
	s.gen.acquire()
	return s
}

// release gives a reference back.
func (s *state) release() error { return s.gen.release() }

// damaged adds to an error found in the log what was read.
func (s *state) damaged(err error) error {
	return fmt.Errorf("%s: %w: %w", filepath.Join(filepath.Dir(s.gen.path), s.logName()), graph.ErrDamaged, err)
}

// count returns how many quads match p.
func (s *state) count(p graph.Pattern) (uint64, error) {
	by := graph.Best(p)
	first, n, none := bounds(p, by)
	if none {
		return 0, nil
	}
	if n == 0 {
		return s.state, nil
	}
	change, err := s.over.count(by, first, n)
	if err != nil {
		return 0, s.damaged(err)
	}
	count, err := s.gen.count(by, first, n)
	return count + uint64(change), err
}

// bounds returns the least tuple that p can match in an order that serves it, and the number of its
// constants, which come first. none is true when p matches nothing in any store.
func bounds(p graph.Pattern, by graph.Order) (first tuple, n int, none bool) {
	first = by.Key(graph.Quad(p))
	for n < len(first) && first[n] != graph.Any {
		none = none || first[n] == graph.Unknown
		n++
	}
	return first, n, none
}

// find returns the ids of canonical forms, which ascend, each once: graph.Unknown for one that neither the
// generation nor the log has, whatever quads use it. places, where not nil, gets where the generation has the forms.
func (s *state) find(ctx context.Context, forms [][]byte, places []place) ([]graph.ID, error) {
	ids := make([]graph.ID, len(forms))
	if places == nil {
		places = make([]place, len(forms))
	}
	if err := s.gen.locate(ctx, forms, places); err != nil {
		return nil, err
	}
	for i, form := range forms {
		if id, ok := inlineID(form); ok {
			ids[i] = id
		} else if places[i].found {
			ids[i] = s.gen.id(kindOf(form), places[i].rank)
		} else if id, ok := s.over.id(form); ok {
			ids[i] = id
		} else {
			ids[i] = graph.Unknown
		}
	}
	return ids, nil
}

// used reports whether any quad has a term. Terms of the generation, and those that the log brought, are used unless
// the log removes quads.
func (s *state) used(id graph.ID) (bool, error) {
	if id == graph.Unknown {
		return false, nil
	}
	patterns := []graph.Pattern{{O: id}, {S: id}, {P: id}, {G: id}}
	if kind(id>>kindBits) == inlined {
		patterns = patterns[:1]
	} else if !s.over.gone {
		return true, nil
	}
	for _, p := range patterns {
		if n, err := s.count(p); n > 0 || err != nil {
			return n > 0, err
		}
	}
	return false, nil
}

// checkEvery is after how many terms of a batch the context is looked at.
const checkEvery = 256

// lookup is graph.Dictionary's Lookup.
func (s *state) lookup(ctx context.Context, terms []quad.Value) ([]graph.ID, error) {
	ids := make([]graph.ID, len(terms))
	forms := make([][]byte, len(terms))
	var order []int
	for i, v := range terms {
		ids[i] = graph.Unknown
		if v == nil {
			ids[i] = graph.DefaultGraph
		} else if v, err := graph.Normal(v); err == nil {
			forms[i] = graph.AppendTerm(nil, v)
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(forms[a], forms[b]) })
	var distinct [][]byte
	for n, i := range order {
		if n == 0 || !bytes.Equal(forms[i], forms[order[n-1]]) {
			distinct = append(distinct, forms[i])
		}
	}
	found, err := s.find(ctx, distinct, nil)
	if err != nil {
		return nil, err
	}
	for i, id := range found {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if ok, err := s.used(id); err != nil {
			return nil, err
		} else if !ok {
			found[i] = graph.Unknown
		}
	}
	at := -1
	for n, i := range order {
		if n == 0 || !bytes.Equal(forms[i], forms[order[n-1]]) {
			at++
		}
		ids[i] = found[at]
	}
	return ids, nil
}

// appendForms is graph.Canonical's AppendForms.
func (s *state) appendForms(ctx context.Context, ids []graph.ID, dst []byte, ends []int) ([]byte, []int, error) {
	for i, id := range ids {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if i+1 < len(ids) {
			s.gen.expect(id, ids[i+1])
		}
		var err error
		if dst, err = s.appendForm(dst, id); err != nil {
			return nil, nil, err
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

// appendForm appends the form of one id, nothing for the default graph.
func (s *state) appendForm(dst []byte, id graph.ID) ([]byte, error) {
	if id == graph.DefaultGraph {
		return dst, nil
	}
	if rank, ok := s.gen.rank(id); ok {
		at := len(dst)
		dst, err := s.gen.appendForm(dst, rank)
		if err == nil && kindOf(dst[at:]) != kind(id>>kindBits) {
			err = fmt.Errorf("resolve %d: %w", id, graph.ErrUnknownID)
		}
		return dst, err
	}
	if dst, ok := appendInline(dst, id); ok {
		return dst, nil
	}
	if form, ok := s.over.form(id); ok {
		return append(dst, form...), nil
	}
	return dst, fmt.Errorf("resolve %d: %w", id, graph.ErrUnknownID)
}

// resolve is graph.Dictionary's Resolve.
func (s *state) resolve(ctx context.Context, ids []graph.ID) ([]quad.Value, error) {
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(ids[a], ids[b]) })
	terms := make([]quad.Value, len(ids))
	var form []byte
	for n, i := range order {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n > 0 && ids[i] == ids[order[n-1]] {
			terms[i] = terms[order[n-1]]
			continue
		}
		var err error
		if form, err = s.appendForm(form[:0], ids[i]); err != nil {
			return nil, err
		}
		if len(form) == 0 {
			continue
		}
		if terms[i], err = parseTerm(form); err != nil {
			return nil, s.gen.damaged(fmt.Sprintf("term %d", ids[i]), err)
		}
	}
	return terms, nil
}
