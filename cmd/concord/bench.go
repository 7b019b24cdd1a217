package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"
)

// benchFlags are the flags of bench.
type benchFlags struct {
	runs int
	keep bool
}

func benchCommand(p *program) *cobra.Command {
	var f benchFlags
	cmd := &cobra.Command{
		Use:   "bench FILE",
		Short: "measure loading, size, reading, export and commits with a file of RDF",
		Long: `bench measures on this machine what the store does with a file: load it, open the store and get a
first answer, read every quad by a cursor, export, commit 300 and 7,000 quads, read again with a
thousand commits pending. Beside it stands how long a plain copy of the file takes in the same folder,
fsynced like the store. Everything is done by the code of the commands, anew in each run; the
medians of the runs are printed.

The files are made and removed beside the folder that --store names. --keep leaves the last store
there.`,
		Example: "  concord export all.nq\n  concord bench -s bench.db --runs 1 all.nq",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.bench(cmd.Context(), args[0], f) },
	}
	cmd.Flags().IntVar(&f.runs, "runs", 3, "how many times everything is done")
	cmd.Flags().BoolVar(&f.keep, "keep", false, "leave the last store in the folder that --store names, which must not be there yet")
	cmd.Flags().StringVar(&p.format, "output", "", "table, tsv, csv or json (default table on a terminal, else tsv)")
	return cmd
}

func (p *program) bench(ctx context.Context, file string, f benchFlags) (err error) {
	if f.runs < 1 {
		return usage("--runs %d: want 1 or more", f.runs)
	}
	if err := p.named(); err != nil {
		return err
	}
	files, err := rdfFiles([]string{file}, "", "")
	if err != nil {
		return err
	}
	if files[0].size < 0 {
		return usage("%s: bench reads a file several times, and this is no regular one", file)
	}
	if _, err := os.Lstat(p.store); f.keep && err == nil {
		return &failure{exitStore, fmt.Errorf("--keep: %s is there already", p.store), "choose another folder with --store"}
	}
	dir, err := os.MkdirTemp(filepath.Dir(absolute(p.store)), ".concord-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b := &benchmark{p: p, file: files[0], dir: dir}
	bar := p.progress("measuring", f.runs)
	for range f.runs {
		if err := b.run(ctx); err != nil {
			return err
		}
		bar.Add(1)
	}
	bar.Finish()
	if f.keep {
		if err := os.Rename(b.store(), p.store); err != nil {
			return err
		}
	}
	return p.out.rows([]string{"measure", "median", "unit", "beside a plain copy"}, b.rows())
}

// benchmark is what was measured.
type benchmark struct {
	p     *program
	file  rdf
	dir   string
	quads float64

	committed int // quads of the commits that were measured

	names  []string // in the order of first measuring
	values map[string][]float64
	units  map[string]string
}

func (b *benchmark) store() string { return filepath.Join(b.dir, "concord.db") }

// add notes a value of one run.
func (b *benchmark) add(name, unit string, value float64) {
	if b.values == nil {
		b.values, b.units = map[string][]float64{}, map[string]string{}
	}
	if b.values[name] == nil {
		b.names = append(b.names, name)
	}
	b.values[name] = append(b.values[name], value)
	b.units[name] = unit
}

// rows returns the medians. What takes seconds is compared with the copy.
func (b *benchmark) rows() []row {
	var rows []row
	for _, name := range b.names {
		m := median(b.values[name])
		beside := ""
		switch {
		case b.units[name] == seconds:
			beside = figure(m/median(b.values[copying])) + " x"
		case name == sizeOnDisk:
			beside = figure(m*b.quads/float64(b.file.size)) + " x"
		}
		rows = append(rows, row{name, figure(m), b.units[name], beside})
	}
	return rows
}

func median[T cmp.Ordered](values []T) T {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

// figure prints a number with three digits or more.
func figure(v float64) string {
	digits := 0
	for x := v; x < 100 && digits < 3; x *= 10 {
		digits++
	}
	return strconv.FormatFloat(v, 'f', digits, 64)
}

// timed runs fn and returns how many seconds it took.
func timed(fn func() error) (float64, error) {
	began := time.Now()
	err := fn()
	return time.Since(began).Seconds(), err
}
