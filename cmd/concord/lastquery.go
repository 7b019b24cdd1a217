package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/format"
	"concord/queries"
)

// lastQuery is what this user's last query on a store answered, so that "why 2" can mean its second row. It
// lies in the user's state folder, never in the store.
type lastQuery struct {
	Store string   `json:"store"` // absolute
	Stamp string   `json:"stamp"` // of the state that was asked
	Query string   `json:"query"`
	Rows  []answer `json:"rows"`
}

// answer is a row of a query, its terms in the form of N-Quads.
type answer struct {
	Version string   `json:"version,omitempty"`
	Ends    []string `json:"ends,omitempty"` // start and end; a count has none
	Steps   []step   `json:"steps,omitempty"`
}

type step struct {
	Statement [3]string `json:"statement"`
	Inverse   bool      `json:"inverse,omitempty"`
}

// remember keeps the rows of a query for "why N". A query whose rows cannot be kept is answered all the same.
func (p *program) remember(ctx context.Context, s *state, text string, answers []queries.Answer) {
	l := &lastQuery{Store: absolute(p.store), Query: text, Rows: make([]answer, len(answers))}
	for i, a := range answers {
		l.Rows[i] = record(a)
	}
	var err error
	if l.Stamp, err = s.stamp(ctx); err == nil {
		err = l.write()
	}
	if err != nil && ctx.Err() == nil {
		p.warn("the rows are not remembered: %v", err)
	}
}

func record(a queries.Answer) answer {
	r := answer{Version: a.Version}
	if a.Start == nil {
		return r
	}
	r.Ends = []string{nquads(a.Start), nquads(a.End)}
	for _, st := range a.Path {
		r.Steps = append(r.Steps, step{[3]string{nquads(st.Subject), nquads(st.Predicate), nquads(st.Object)}, st.Inverse})
	}
	return r
}

func nquads(v quad.Value) string { return string(graph.AppendTerm(nil, v)) }

func (l *lastQuery) write() error {
	name, err := stateName(l.Store)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	return writeFile(name, func(w io.Writer) error { return json.NewEncoder(w).Encode(l) })
}

// recall returns the last query on this store and its row n, counted from 1.
func (p *program) recall(ctx context.Context, s *state, n int) (query string, a queries.Answer, err error) {
	const hint = "ask again with concord query"
	name, err := stateName(absolute(p.store))
	if err != nil {
		return "", a, err
	}
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return "", a, input(hint, "row %d: no query on this store is remembered", n)
	} else if err != nil {
		return "", a, err
	}
	var l lastQuery
	if err := json.Unmarshal(data, &l); err != nil {
		return "", a, input(hint, "row %d: %s: %w", n, name, err)
	}
	stamp, err := s.stamp(ctx)
	switch {
	case err != nil:
		return "", a, err
	case l.Stamp != stamp:
		return "", a, input(hint, "row %d: the store has changed since %q was asked", n, l.Query)
	case n < 1 || n > len(l.Rows):
		return "", a, input("", "row %d: %q has %s", n, l.Query, counted(len(l.Rows), "row"))
	}
	if a, err = l.Rows[n-1].answer(); err != nil {
		return "", a, input(hint, "row %d: %s: %w", n, name, err)
	}
	return l.Query, a, nil
}

// answer is the inverse of record.
func (r answer) answer() (a queries.Answer, err error) {
	a.Version = r.Version
	if len(r.Ends) != 2 {
		return a, errors.New("a count rests on no path of its own")
	}
	if a.Start, err = format.ParseTerm(r.Ends[0]); err != nil {
		return a, err
	}
	if a.End, err = format.ParseTerm(r.Ends[1]); err != nil {
		return a, err
	}
	for _, st := range r.Steps {
		var terms [3]quad.Value
		for i, text := range st.Statement {
			if terms[i], err = format.ParseTerm(text); err != nil {
				return a, err
			}
		}
		predicate, _ := terms[1].(quad.IRI)
		a.Path = append(a.Path, queries.Step{
			Statement: queries.Statement{Subject: terms[0], Predicate: predicate, Object: terms[2]}, Inverse: st.Inverse,
		})
	}
	return a, nil
}

// stateName returns the file that remembers the last query on a store.
func stateName(store string) (string, error) {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		dir = cache
	}
	sum := sha256.Sum256([]byte(store))
	return filepath.Join(dir, "concord", "last-"+hex.EncodeToString(sum[:8])+".json"), nil
}
