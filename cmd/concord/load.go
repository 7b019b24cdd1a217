package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/format"
)

// loadFlags are the flags of load.
type loadFlags struct {
	lenient bool
	format  string
	graph   string
	base    string
}

func loadCommand(p *program) *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use:   "load FILE|-...",
		Short: "read RDF into the store",
		Long: `load adds the quads of files to the store, all of them or, when one of the files has a mistake,
none. The format is that of a file's extension, before .gz or .zst when it is compressed; "-" is
standard input. Relative IRIs need --base when the file names none. Every mistake is told with its line and column, up to 100;
with --lenient the lines of N-Quads and N-Triples that are no statement are left out, and counted;
in Turtle and TriG what follows a mistake cannot be told, and it stays one.

Blank nodes belong to their file. They keep their labels when one file is loaded into an empty
store; else what tells their file apart comes before the labels: a hash of its bytes, or for
standard input of the state of the store.

query, export and stats see every graph of a store that has no texts; in one that has, query sees
what was loaded where it is asked for: IN <graph>. "concord build" and "concord drop" leave it alone
but for graphs named as texts name theirs.`,
		Example: `  concord export all.nq
  concord load -s copy.db all.nq
  gzip -k all.nq; concord load -s copy.db all.nq.gz
  concord export - --graph un | concord load -s copy.db --format nquads -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.load(cmd.Context(), args, f)
		},
	}
	cmd.Flags().BoolVar(&f.lenient, "lenient", false, "leave out lines that are no statement, and tell where the first 100 are")
	cmd.Flags().StringVar(&f.format, "format", "", strings.Join(rdfFormats(), ", ")+" (default by the extension)")
	cmd.Flags().StringVar(&f.base, "base", "", "`IRI` that relative ones are relative to before the file names one")
	cmd.Flags().StringVar(&f.graph, "graph", "", "`IRI` of the graph for what names none (default the default graph)")
	cmd.Flags().BoolVar(&p.quiet, "quiet", false, "print no summary")
	return cmd
}

// loaded is what a load came to.
type loaded struct {
	files       []rdf
	tallies     []format.Tally
	before, now uint64 // quads in the store
	took        time.Duration
}

func (p *program) load(ctx context.Context, args []string, f loadFlags) (err error) {
	files, err := rdfFiles(args, "--format", f.format)
	if err != nil {
		return err
	}
	named, err := graphForm(f.graph)
	if err != nil {
		return err
	}
	if err := checkBase(f.base); err != nil {
		return err
	}
	store, err := p.open(true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	began := time.Now()
	before, stamp, err := size(ctx, store)
	if err != nil {
		return err
	}
	done := loaded{files: files, before: before}
	var sources []format.Source
	bar := p.progressBytes("reading", bytesOf(files))
	for _, file := range files {
		s := file.source(ctx, bar)
		s.Graph = named
		if before > 0 || len(files) > 1 {
			s.Labels = func() (string, error) { return file.labels(ctx, stamp) }
		}
		sources = append(sources, s)
	}
	options := &format.ReadOptions{Options: format.Options{Base: f.base}, Lenient: f.lenient}
	if done.tallies, err = p.fill(ctx, store, sources, options, bar); err != nil {
		return err
	}
	if done.now, _, err = size(ctx, store); err != nil {
		return err
	}
	done.took = time.Since(began)
	p.loaded(done)
	return nil
}

// fill reads sources into the store, on all cores.
func (p *program) fill(ctx context.Context, store graph.Store, sources []format.Source, o *format.ReadOptions, reading *progressbar.ProgressBar) (tallies []format.Tally, err error) {
	loader, ok := store.(graph.Loader)
	if !ok {
		return nil, &failure{exitStore, fmt.Errorf("load %s: this kind of store takes no files of quads", p.store), "choose another folder with --store"}
	}
	writing := reading
	defer func() { writing.Finish() }()
	err = loader.Load(ctx, func(bulk graph.Bulk) error {
		var add []func(graph.Statement) error
		for range runtime.GOMAXPROCS(0) {
			add = append(add, bulk.Adder().Add)
		}
		var err error
		tallies, err = format.Read(ctx, sources, o, add...)
		reading.Finish()
		writing = p.progressBytes("writing", -1)
		return misread(err, sources, o.Lenient)
	})
	return tallies, err
}

// misread is the error of a load for the fault of a source.
func misread(err error, sources []format.Source, lenient bool) error {
	var problems format.Problems
	if !errors.As(err, &problems) {
		return err
	}
	f := failed(problems)
	if errors.Is(err, format.ErrRelative) {
		f.hint = strings.TrimPrefix(f.hint+"\n"+hintBase, "\n")
	}
	var path *fs.PathError
	if errors.As(err, &path) && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrNotExist) {
		f.code = exitOutput
	}
	var syntax *format.SyntaxError
	if !errors.As(err, &syntax) || errors.Is(err, format.ErrTooLong) || lenient {
		return f
	}
	if slices.ContainsFunc(sources, func(s format.Source) bool { return s.Name == syntax.Name && s.Format.Scanner != nil }) {
		f.hint = strings.TrimPrefix(f.hint+"\nnothing was loaded; --lenient leaves out the lines that are no statement", "\n")
	}
	return f
}

// graphForm returns the canonical form of the graph that --graph names, nil when it does not.
func graphForm(iri string) ([]byte, error) {
	if iri == "" {
		return nil, nil
	}
	term, err := format.ParseTerm("<" + strings.Trim(iri, "<>") + ">")
	if err != nil {
		return nil, &failure{exitUsage, fmt.Errorf("--graph %s is no name of a graph", iri), "want an absolute IRI, such as https://data.example/laws"}
	}
	return graph.AppendTerm(nil, term), nil
}

// size returns how many quads a store holds, and the name of its state.
func size(ctx context.Context, store graph.Store) (quads uint64, stamp string, err error) {
	snap, err := store.Snapshot(ctx)
	if err != nil {
		return 0, "", err
	}
	defer func() { err = errors.Join(err, snap.Close()) }()
	all, err := snap.Estimate(ctx, graph.Pattern{})
	if err != nil {
		return 0, "", err
	}
	stamp, err = (&state{Snapshot: snap}).stamp(ctx)
	return all.Count, stamp, err
}

// loaded tells what a load came to, on standard error.
func (p *program) loaded(l loaded) {
	total := 0
	for i, t := range l.tallies {
		total += t.Quads
		for _, problem := range t.Problems {
			p.warn("%v", problem)
		}
		name := l.files[i].name
		switch {
		case t.Bad > len(t.Problems):
			p.warn("%s: %s left out, of which the first %d are told", name, counted(t.Bad, "line"), len(t.Problems))
		case t.Bad > 0:
			p.warn("%s: %s left out", name, counted(t.Bad, "line"))
		}
		if len(l.tallies) > 1 && !p.quiet {
			p.note("%s: %s", name, counted(t.Quads, "quad"))
		}
	}
	if p.quiet {
		return
	}
	rate := float64(total) / max(l.took.Seconds(), 1e-3)
	p.note("%s read in %.1f s (%.0f a second), %d of them new; the store has %s",
		counted(total, "quad"), l.took.Seconds(), rate, l.now-l.before, counted(int(l.now), "quad"))
}
