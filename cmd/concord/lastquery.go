package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/cayleygraph/quad"

	"concord/graph/canon"
	"concord/graph/format"
	"concord/queries"
)

// lastQuery is what this user's last query on a store answered, so that "why 2" can mean its second row. It
// lies in the user's state folder, never in the store.
type lastQuery struct {
	Store string              `json:"store"` // absolute
	Hash  string              `json:"hash"`  // of the dataset that was asked
	Query string              `json:"query"`
	Rows  [][]statementRecord `json:"rows"` // the statements that each row rests on
}

// statementRecord is a statement as three terms of N-Quads.
type statementRecord [3]string

// remember keeps the rows of a query for "why N". A query whose rows cannot be kept is answered all the same.
func (p *program) remember(ctx context.Context, s *state, text string, answers []queries.Answer) {
	l := &lastQuery{Store: absolute(p.store), Query: text, Rows: make([][]statementRecord, len(answers))}
	err := l.fill(ctx, s, answers)
	if err == nil {
		err = l.write()
	}
	if err != nil && ctx.Err() == nil {
		p.warn("the rows are not remembered: %v", err)
	}
}

func (l *lastQuery) fill(ctx context.Context, s *state, answers []queries.Answer) error {
	for i, a := range answers {
		for _, st := range a.Path {
			var r statementRecord
			for j, v := range []quad.Value{st.Subject, st.Predicate, st.Object} {
				term, err := canon.AppendTerm(nil, v)
				if err != nil {
					return err
				}
				r[j] = string(term)
			}
			l.Rows[i] = append(l.Rows[i], r)
		}
	}
	hash, err := canon.Hash(ctx, s)
	l.Hash = hash.String()
	return err
}

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

// recalled returns the statements of row n, counted from 1, of the last query on this store.
func (p *program) recalled(ctx context.Context, s *state, n int) ([]queries.Statement, error) {
	const hint = "ask again with concord query"
	name, err := stateName(absolute(p.store))
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil, input(hint, "row %d: no query on this store is remembered", n)
	} else if err != nil {
		return nil, err
	}
	var l lastQuery
	if err := json.Unmarshal(data, &l); err != nil {
		return nil, input(hint, "row %d: %s: %w", n, name, err)
	}
	hash, err := canon.Hash(ctx, s)
	switch {
	case err != nil:
		return nil, err
	case l.Hash != hash.String():
		return nil, input(hint, "row %d: the store has changed since %q was asked", n, l.Query)
	case n < 1 || n > len(l.Rows):
		return nil, input("", "row %d: %q has %s", n, l.Query, counted(len(l.Rows), "row"))
	case len(l.Rows[n-1]) == 0:
		return nil, input("", "row %d rests on no statement: it is where the path starts", n)
	}
	var statements []queries.Statement
	for _, r := range l.Rows[n-1] {
		st, err := r.statement()
		if err != nil {
			return nil, input(hint, "row %d: %s: %w", n, name, err)
		}
		statements = append(statements, st)
	}
	return statements, nil
}

func (r statementRecord) statement() (st queries.Statement, err error) {
	var terms [3]quad.Value
	for i, text := range r {
		if terms[i], err = format.ParseTerm(text); err != nil {
			return st, err
		}
	}
	predicate, ok := terms[1].(quad.IRI)
	if !ok {
		return st, fmt.Errorf("%s is no predicate", r[1])
	}
	return queries.Statement{Subject: terms[0], Predicate: predicate, Object: terms[2]}, nil
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
