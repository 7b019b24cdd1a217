// Package loaders reads declarations: it turns texts into the quads of a store.
//
// It knows no storage engine and no query. Start with Build, which is a pure function of the set of texts:
// neither their order nor a clock nor the number of processors shows in what it returns. Texts finds the set
// in a store, Plan changes it.
package loaders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync"

	"concord/graph/vocab"
	"concord/loaders/entity"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// Options say how texts are read. Nil means the defaults.
type Options struct {
	Lexicon *lexicon.Lexicon // nil: English
	Base    vocab.Base       // "": vocab.DefaultBase
	Workers int              // texts read at a time; 0: one a processor
	// Progress is called when texts begin to be read and when they begin to be understood, with their number; what it
	// returns is called for each that is done, from several goroutines. Nil: never.
	Progress func(doing string, texts int) (done func())
	Logger   *slog.Logger // nil is silent
}

func (o *Options) lexicon() *lexicon.Lexicon {
	if o == nil || o.Lexicon == nil {
		return lexicon.English()
	}
	return o.Lexicon
}

func (o *Options) base() vocab.Base {
	if o == nil || o.Base == "" {
		return vocab.DefaultBase
	}
	return o.Base
}

func (o *Options) workers() int {
	if o == nil || o.Workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return o.Workers
}

func (o *Options) progress(doing string, texts int) (done func()) {
	if o == nil || o.Progress == nil {
		return func() {}
	}
	return o.Progress(doing, texts)
}

func (o *Options) logger() *slog.Logger {
	if o == nil || o.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Logger
}

// Result is what a set of texts says.
type Result struct {
	Base        vocab.Base
	Readings    []*Reading      // by name
	Comparisons []*Comparison   // of every two versions of one work, by their names
	Entities    []entity.Entity // of all readings, by key

	options *Options
}

// Build reads the texts and derives the graphs that a store of exactly these texts holds: of each version
// what it says and its evidence, and the registry, the alignment and the background of all. Two texts with
// one name are an error. Every quote is checked against the text it is from.
func Build(ctx context.Context, texts []*source.Text, opts *Options) (*Result, error) {
	readings, err := read(ctx, texts, opts)
	if err != nil {
		return nil, err
	}
	r := &Result{Base: opts.base(), Readings: readings, options: opts}
	var entities [][]entity.Entity
	for _, rd := range readings {
		entities = append(entities, rd.Entities)
		opts.logger().Info("read", "version", rd.Text.Name, "work", rd.Work, "assertions", len(rd.Assertions), "unresolved", len(rd.Report.Unresolved))
	}
	r.Entities = entity.Merge(entities...)
	if r.Comparisons, err = compareAll(ctx, readings, opts); err != nil {
		return nil, err
	}
	return r, nil
}

// read reads the texts in the order of their names, several at a time. Keys that different texts mint for
// different things are told apart between the two passes.
func read(ctx context.Context, texts []*source.Text, opts *Options) ([]*Reading, error) {
	texts = slices.SortedFunc(slices.Values(texts), func(a, b *source.Text) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(texts); i++ {
		if texts[i].Name == texts[i-1].Name {
			return nil, fmt.Errorf("build: %w", &NameError{Name: texts[i].Name, Files: []string{texts[i-1].FileName, texts[i].FileName}, Err: ErrTwoTexts})
		}
	}
	readings := make([]*Reading, len(texts))
	done := opts.progress("reading", len(texts))
	err := parallel(ctx, len(texts), opts.workers(), func(i int) error {
		r, err := recognize(texts[i], opts)
		readings[i] = r
		done()
		return err
	})
	if err != nil {
		return nil, err
	}
	settle(readings)
	done = opts.progress("understanding", len(texts))
	err = parallel(ctx, len(texts), opts.workers(), func(i int) error {
		readings[i].claim(opts)
		done()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return readings, nil
}

// parallel calls do for 0 to n-1, workers at a time, and returns the errors of all in that order. A
// cancelled ctx keeps it from starting more.
func parallel(ctx context.Context, n, workers int, do func(int) error) error {
	errs := make([]error, n+1)
	var wg sync.WaitGroup
	free := make(chan struct{}, workers)
	for i := range n {
		if ctx.Err() != nil {
			errs[n] = ctx.Err()
			break
		}
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			errs[i] = do(i)
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
