package loaders

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"concord/graph/vocab"
	"concord/loaders/source"
)

// Problems with names; a NameError wraps one of them.
var (
	ErrTwoTexts  = errors.New("two texts have one name")
	ErrReserved  = errors.New("name is reserved")
	ErrOtherWork = errors.New("name belongs to a version of another work")
	ErrNoVersion = errors.New("no version of that name")
	ErrTaken     = errors.New("name belongs to another version")
)

// NameError tells which name of a version cannot be used.
type NameError struct {
	Name  string
	Files []string // of the texts that want it, where there are such
	Works []string // of ErrOtherWork: the work that has the name, then the one that wants it
	Known []string // of ErrNoVersion: the names there are, sorted
	Err   error
}

// Error says the name, the problem, and the files.
func (e *NameError) Error() string {
	msg := fmt.Sprintf("%q: %v", e.Name, e.Err)
	switch {
	case len(e.Works) == 2:
		msg += fmt.Sprintf(": it is of %s, %s is of %s", e.Works[0], strings.Join(e.Files, ", "), e.Works[1])
	case len(e.Files) > 0:
		msg += ": " + strings.Join(e.Files, ", ")
	}
	return msg
}

// Unwrap returns the problem.
func (e *NameError) Unwrap() error { return e.Err }

// Hint says what to do next, "" when nothing is known.
func (e *NameError) Hint() string {
	switch {
	case errors.Is(e.Err, ErrTwoTexts), errors.Is(e.Err, ErrReserved):
		return "give the version a name: NAME=FILE, or --as NAME for one file"
	case errors.Is(e.Err, ErrOtherWork):
		return "give the new version another name with --as, or replace the old one with --replace"
	}
	return ""
}

// Change is what a command does to the set of texts in a store. Names are dropped, then renamed, then texts
// are added.
type Change struct {
	Add     []*source.Text    // a text whose name the same work has replaces that version
	Replace bool              // so does one whose name another work has
	Drop    []string          // names
	Rename  map[string]string // from old to new name
}

// Planned is the set of texts a store shall hold.
type Planned struct {
	Texts    []*source.Text // by name
	Added    []string       // names of new versions, sorted
	Replaced []string       // names whose text is another than before, sorted
	Reread   []string       // names whose text is the same and was read by another version of the reader, sorted
	Dropped  []string       // names that go, sorted; with a rename the old name
}

// Unchanged reports whether the store is already what it shall be.
func (p *Planned) Unchanged() bool {
	return len(p.Added)+len(p.Replaced)+len(p.Reread)+len(p.Dropped) == 0
}

// Plan applies a change to the texts of a store. The errors of several names are joined, in the order of the
// names; each is a *NameError.
func Plan(stored []Stored, c Change, opts *Options) (*Planned, error) {
	was := map[string]Stored{}
	for _, s := range stored {
		was[s.Text.Name] = s
	}
	set := map[string]*source.Text{}
	for name, s := range was {
		set[name] = s.Text
	}
	problems := drop(set, c.Drop)
	problems = append(problems, rename(set, c.Rename)...)
	more, err := add(set, c, opts)
	if err != nil {
		return nil, err
	}
	problems = append(problems, more...)
	if len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b *NameError) int { return cmp.Compare(a.Name, b.Name) })
		errs := make([]error, len(problems))
		for i, p := range problems {
			errs[i] = p
		}
		return nil, errors.Join(errs...)
	}
	p := &Planned{}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		t := set[name]
		p.Texts = append(p.Texts, t)
		old, ok := was[name]
		switch {
		case !ok:
			p.Added = append(p.Added, name)
		case !sameText(old.Text, t):
			p.Replaced = append(p.Replaced, name)
		case old.Reader != Version():
			p.Reread = append(p.Reread, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was)) {
		if set[name] == nil {
			p.Dropped = append(p.Dropped, name)
		}
	}
	return p, nil
}

// sameText reports whether a store that holds a need not be told of b.
func sameText(a, b *source.Text) bool {
	return a.SHA256 == b.SHA256 && a.FileName == b.FileName && a.MediaType == b.MediaType && a.Content == b.Content && a.Encoding() == b.Encoding()
}

func drop(set map[string]*source.Text, names []string) (problems []*NameError) {
	for _, name := range names {
		if set[name] == nil {
			problems = append(problems, &NameError{Name: name, Known: slices.Sorted(maps.Keys(set)), Err: ErrNoVersion})
		}
	}
	for _, name := range names {
		delete(set, name)
	}
	return problems
}

func rename(set map[string]*source.Text, names map[string]string) (problems []*NameError) {
	moved := map[string]*source.Text{}
	for _, from := range slices.Sorted(maps.Keys(names)) {
		to := names[from]
		t := set[from]
		switch {
		case t == nil:
			problems = append(problems, &NameError{Name: from, Known: slices.Sorted(maps.Keys(set)), Err: ErrNoVersion})
			continue
		case vocab.Reserved(to):
			problems = append(problems, &NameError{Name: to, Files: []string{t.FileName}, Err: ErrReserved})
		case moved[to] != nil:
			problems = append(problems, &NameError{Name: to, Files: []string{moved[to].FileName, t.FileName}, Err: ErrTwoTexts})
		}
		renamed := *t
		renamed.Name = to
		moved[to] = &renamed
	}
	for from := range names {
		delete(set, from)
	}
	for _, to := range slices.Sorted(maps.Keys(moved)) {
		if other := set[to]; other != nil {
			problems = append(problems, &NameError{Name: to, Files: []string{other.FileName, moved[to].FileName}, Err: ErrTaken})
		}
		set[to] = moved[to]
	}
	return problems
}

func add(set map[string]*source.Text, c Change, opts *Options) (problems []*NameError, err error) {
	added := map[string]*source.Text{}
	for _, t := range c.Add {
		switch other := set[t.Name]; {
		case vocab.Reserved(t.Name):
			problems = append(problems, &NameError{Name: t.Name, Files: []string{t.FileName}, Err: ErrReserved})
		case added[t.Name] != nil:
			problems = append(problems, &NameError{Name: t.Name, Files: []string{added[t.Name].FileName, t.FileName}, Err: ErrTwoTexts})
		case other != nil && !c.Replace && other.SHA256 != t.SHA256:
			works, err := differentWorks(other, t, opts)
			if err != nil {
				return nil, err
			}
			if works != nil {
				problems = append(problems, &NameError{Name: t.Name, Files: []string{t.FileName}, Works: works, Err: ErrOtherWork})
			}
		}
		added[t.Name] = t
	}
	maps.Copy(set, added)
	return problems, nil
}

// differentWorks returns the works of two texts, nil when it is one.
func differentWorks(a, b *source.Text, opts *Options) ([]string, error) {
	ra, err := recognize(a, opts)
	if err != nil {
		return nil, err
	}
	rb, err := recognize(b, opts)
	if err != nil || sameWork(ra, rb) {
		return nil, err
	}
	return []string{ra.Work, rb.Work}, nil
}
