package badgerstore

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
)

// termSource is where one run is in a merge of terms.
type termSource struct {
	cursor termCursor
	run    int
	form   []byte
}

// eachTerm calls visit with each form of the runs, ascending, and the runs that bring it.
func (m *merge) eachTerm(visit func(form []byte, from []int) error) (err error) {
	var sources []*termSource // by form, then by run
	defer func() {
		for _, s := range sources {
			err = errors.Join(err, s.cursor.close())
		}
	}()
	for i, r := range m.runs {
		c, err := r.terms()
		if err != nil {
			return err
		}
		s := &termSource{cursor: c, run: i}
		sources = append(sources, s)
		if s.form, err = c.next(); err != nil {
			return err
		}
	}
	open := slices.Clone(sources)
	open = slices.DeleteFunc(open, func(s *termSource) bool { return s.form == nil })
	slices.SortFunc(open, compareTermSources)
	var from []int
	for n := 0; len(open) > 0; n++ {
		if n%checkEvery == 0 {
			if err := m.b.ctx.Err(); err != nil {
				return err
			}
		}
		from = append(from[:0], open[0].run)
		for _, s := range open[1:] {
			if !bytes.Equal(s.form, open[0].form) {
				break
			}
			from = append(from, s.run)
		}
		if err := visit(open[0].form, from); err != nil {
			return err
		}
		for i := len(from) - 1; i >= 0; i-- {
			if open, err = advanceTerms(open, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// advanceTerms moves a source to its next form and puts it where it belongs, behind all before it.
func advanceTerms(open []*termSource, at int) ([]*termSource, error) {
	s := open[at]
	var err error
	if s.form, err = s.cursor.next(); err != nil {
		return open, err
	}
	rest := open[at+1:]
	if s.form == nil {
		return slices.Delete(open, at, at+1), nil
	}
	to, _ := slices.BinarySearchFunc(rest, s, compareTermSources)
	copy(open[at:], rest[:to])
	open[at+to] = s
	return open, nil
}

func compareTermSources(a, b *termSource) int {
	if c := bytes.Compare(a.form, b.form); c != 0 {
		return c
	}
	return cmp.Compare(a.run, b.run)
}
