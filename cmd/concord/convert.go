package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"concord/graph/format"
	"concord/graph/vocab"
)

// conversion is one call of convert.
type conversion struct {
	from       rdf
	to         format.Format
	base       string
	prefixes   []vocab.Prefix
	dropGraphs bool
	one        [1]quad.Quad // that is written
}

func convertCommand(p *program) *cobra.Command {
	var c conversion
	var from, to string
	var prefixes []string
	cmd := &cobra.Command{
		Use:   "convert FILE|- FILE|-",
		Short: "write RDF of one format in another",
		Long: `convert reads the quads of the first file and writes them to the second, in the order in which they
come and each term as it was; no store is asked. The formats are those of the extensions, which
--from and --to override; what is read may be compressed, with .gz or .zst behind. "-" is standard
input, whose format must be named, and standard output, in N-Quads unless --to says another.

Turtle and TriG keep the prefixes that a Turtle or TriG file begins with, else have those of concord's
vocabulary. Relative IRIs need --base when the file names none. Blank nodes keep their labels, and
those that have none get one. Memory does not grow with the file, but for JSON-LD.

N-Triples and Turtle have no graphs: a quad that is in one ends convert, unless --drop-graphs says that
its triple alone is wanted. Every mistake in a file of N-Quads or N-Triples is told with line and
column, up to 100, in others the first. A file is written whole or stays as it was.`,
		Example: `  concord export all.nq
  concord convert all.nq all.trig
  concord convert all.trig all.ttl --drop-graphs --prefix id=https://concord.example/id/
  gzip -k all.trig; concord convert all.trig.gz - | head -1`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if err := c.command(args, from, to, prefixes); err != nil {
				return err
			}
			return p.convert(cmd.Context(), args[1], c)
		},
	}
	names := strings.Join(rdfFormats(), ", ")
	cmd.Flags().StringVar(&from, "from", "", "`format` of the first file: "+names+" (default by the extension)")
	cmd.Flags().StringVar(&to, "to", "", "`format` of the second file (default by the extension)")
	cmd.Flags().StringVar(&c.base, "base", "", "`IRI` that relative ones are relative to before the file names one")
	cmd.Flags().StringArrayVar(&prefixes, "prefix", nil, "`NAME=IRI` to declare in Turtle and TriG; may be repeated")
	cmd.Flags().BoolVar(&c.dropGraphs, "drop-graphs", false, "write triples, and not in which graph they are")
	return cmd
}

// command takes what the command line says.
func (c *conversion) command(args []string, from, to string, prefixes []string) error {
	files, err := rdfFiles(args[:1], "--from", from)
	if err != nil {
		return err
	}
	c.from = files[0]
	out := args[1]
	if to == "" && (out == "-" || device(out)) {
		to = format.Formats[0].Name
	}
	if c.to, err = rdfFormat(out, "--to", to); err != nil {
		return err
	}
	if format.Uncompressed(out) != out {
		return &failure{exitUsage, fmt.Errorf("%s: compressed files are read, not written", out), `write "-" and hand it on to the program that compresses`}
	}
	if err := checkBase(c.base); err != nil {
		return err
	}
	if c.to.Short == nil && len(prefixes) > 0 {
		return usage("--prefix: %s has no prefixes", c.to.Name)
	}
	for _, p := range prefixes {
		name, iri, _ := strings.Cut(p, "=")
		c.prefixes = append(c.prefixes, vocab.Prefix{Name: name, IRI: quad.IRI(iri)})
	}
	if err := (&format.Names{Prefixes: c.prefixes}).Check(); err != nil {
		return &failure{exitUsage, fmt.Errorf("--prefix: %w", err), "want NAME=IRI, such as ex=http://example.org/"}
	}
	return nil
}

func (p *program) convert(ctx context.Context, file string, c conversion) error {
	bar := p.progressBytes("converting", bytesOf([]rdf{c.from}))
	defer bar.Finish()
	fill := func(w io.Writer) error { return c.run(ctx, w, bar) }
	if file == "-" {
		return fill(p.out)
	}
	return writeFile(file, fill)
}

// run reads the one file and writes the other.
func (c *conversion) run(ctx context.Context, w io.Writer, bar *progressbar.ProgressBar) error {
	file, err := c.from.source(ctx, bar).Open()
	if err != nil {
		return c.misread(err)
	}
	defer file.Close()
	in := c.from.format.Reader(file, &format.Options{Name: c.from.name, Base: c.base})
	var out quad.WriteCloser
	var problems []error
	for n := 0; len(problems) < format.MaxProblems; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		q, err := in.ReadQuad()
		if out == nil && len(problems) == 0 {
			out = c.writer(w, in) // now that the reader knows prefixes
		}
		switch {
		case err == io.EOF && len(problems) == 0:
			return out.Close()
		case err == io.EOF:
			return c.misread(problems...)
		case err != nil:
			problems = append(problems, err)
			if !c.goesOn(err) {
				return c.misread(problems...)
			}
		case len(problems) == 0:
			if err := c.write(out, q); err != nil {
				return err
			}
		}
	}
	problems = append(problems, fmt.Errorf("that are %d problems; what follows was not looked at", len(problems)))
	return c.misread(problems...)
}

// write writes a quad, without its graph where that is not wanted.
func (c *conversion) write(out quad.WriteCloser, q quad.Quad) error {
	if q.Label != nil && !c.to.Graphs {
		if !c.dropGraphs {
			return input("write N-Quads or TriG, or with --drop-graphs the triples alone", "%s: it has quads in graph %s, and %s has no graphs",
				c.from.name, q.Label, c.to.Name)
		}
		q.Label = nil
	}
	c.one[0] = q
	_, err := out.WriteQuads(c.one[:])
	return err
}

const checkEvery = 4096 // quads between looks at the context

// goesOn reports whether a reader goes on behind an error, at the next line.
func (c *conversion) goesOn(err error) bool {
	var syntax *format.SyntaxError
	return errors.As(err, &syntax) && !errors.Is(err, format.ErrTooLong) && c.from.format.Scanner != nil
}

// writer returns a writer of the format, with the prefixes of the file and of the command line.
func (c *conversion) writer(w io.Writer, in quad.Reader) quad.WriteCloser {
	if c.to.Short == nil {
		return c.to.Writer(w)
	}
	names := format.Names{Prefixes: vocab.Prefixes}
	if t, ok := in.(interface{ Names() format.Names }); ok {
		names = t.Names()
	}
	names.Prefixes = slices.DeleteFunc(slices.Clone(names.Prefixes), func(p vocab.Prefix) bool {
		return slices.ContainsFunc(c.prefixes, func(q vocab.Prefix) bool { return q.Name == p.Name })
	})
	names.Prefixes = append(names.Prefixes, c.prefixes...)
	return c.to.Short(w, &names)
}

// misread is the error for what is wrong with the file that is read: its own fault or that of reading it.
func (c *conversion) misread(problems ...error) error {
	first := problems[0]
	var syntax *format.SyntaxError
	if errors.As(first, &syntax) {
		f := failed(problems)
		if errors.Is(first, format.ErrRelative) {
			f.hint = hintBase
		}
		return f
	}
	first = about(c.from.name, first)
	if errors.Is(first, format.ErrCompressed) || errors.Is(first, fs.ErrPermission) {
		return failed([]error{first})
	}
	return first
}
