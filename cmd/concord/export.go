package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph/canon"
	"concord/graph/format"
)

func exportCommand(p *program) *cobra.Command {
	var name string
	var graphs []string
	var canonical bool
	cmd := &cobra.Command{
		Use:   "export FILE|-",
		Short: "write the graph to a file, for other programs",
		Long: `export writes the quads of the store, sorted, or a picture of its entities, undertakings and
relations for graph tools. The format is that of the file's extension; "-" is standard output. A
file is written whole or stays as it was. N-Triples and Turtle leave out which graph states a triple.

Stores with the same quads give the same bytes where no blank node is among them. With --canonical
blank nodes have the labels of RDFC-1.0, the W3C's RDF Dataset Canonicalization, and the bytes are
the same whatever the labels in the store are.`,
		Example: "  concord export all.nq\n  concord export all.trig\n  concord export graph.gexf\n  concord export - --graph un > un.nq",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := exporterFor(args[0], name)
			if err != nil {
				return err
			}
			if canonical {
				if e.write = e.canonical; e.write == nil {
					return usage("--canonical: %s has no canonical form, nquads and ntriples have", e.name)
				}
			}
			return p.read(cmd.Context(), func(s *state) error {
				return p.export(cmd.Context(), s, args[0], e, graphs)
			})
		},
	}
	cmd.Flags().BoolVar(&canonical, "canonical", false, "label blank nodes by RDFC-1.0 (nquads and ntriples)")
	cmd.Flags().StringVar(&name, "format", "", strings.Join(exporterNames(), ", ")+" (default by the extension)")
	cmd.Flags().StringArrayVar(&graphs, "graph", nil, "only this graph: a version such as un, un/evidence, registry, background, default; may be repeated")
	return cmd
}

func (p *program) export(ctx context.Context, s *state, file string, e exporter, names []string) error {
	graphs, err := s.graphNames(ctx, names)
	if err != nil {
		return err
	}
	replaced := 0
	fill := func(w io.Writer) (err error) {
		replaced, err = e.write(ctx, w, s, graphs)
		return err
	}
	if file == "-" {
		err = fill(p.out)
	} else {
		err = writeFile(file, fill)
	}
	if err == nil && replaced > 0 {
		p.warn("%s that %s cannot hold replaced by U+FFFD", counted(replaced, "character"), e.name)
	}
	return err
}

// exporter is a format that the store is written in.
type exporter struct {
	name       string
	extensions []string
	write      writer
	canonical  writer // nil: the format has no canonical form
}

// writer writes graphs, without any all, and returns how many characters its format could not hold.
type writer func(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error)

// exporters returns the formats of export: those of quads, the first that of "-" and of devices, and those
// of pictures.
func exporters() []exporter {
	all := []exporter{
		{"nquads", []string{".nq"}, writeNQuads, canonicalWriter(false)},
		{"ntriples", []string{".nt"}, writeNTriples, canonicalWriter(true)},
		{"turtle", []string{".ttl"}, writeTurtle, nil},
		{"trig", []string{".trig"}, writeTriG, nil},
		{"jsonld", []string{".jsonld"}, writeJSONLD, nil},
	}
	for _, d := range format.Drawings {
		all = append(all, exporter{name: d.Name, extensions: d.Extensions, write: func(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
			return draw(ctx, w, s, d, graphs)
		}})
	}
	return all
}

func exporterNames() []string {
	var names []string
	for _, e := range exporters() {
		names = append(names, e.name)
	}
	return names
}

// exporterFor returns the format that is named, else that of the file's extension.
func exporterFor(file, name string) (exporter, error) {
	all := exporters()
	i := slices.IndexFunc(all, func(e exporter) bool {
		if name != "" {
			return e.name == name
		}
		return slices.ContainsFunc(e.extensions, func(x string) bool { return strings.HasSuffix(strings.ToLower(file), x) })
	})
	switch {
	case i >= 0:
		return all[i], nil
	case name != "":
		return exporter{}, usage("--format %s: want %s", name, strings.Join(exporterNames(), ", "))
	case file == "-" || device(file):
		return all[0], nil
	}
	return exporter{}, &failure{exitUsage, fmt.Errorf("%s: its extension is of no format", file), "--format " + strings.Join(exporterNames(), ", ")}
}

func writeNQuads(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
	_, err := canon.Write(ctx, w, s.Snapshot, graphs...)
	return 0, err
}

// writeNTriples leaves out which graph states a triple: the format has no place for it.
func writeNTriples(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
	_, err := canon.WriteTriples(ctx, w, s.Snapshot, graphs...)
	return 0, err
}

// canonicalWriter returns what writes quads, or triples, with the labels of RDFC-1.0.
func canonicalWriter(triples bool) writer {
	return func(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
		r, err := canon.Relabel(ctx, s.Snapshot, &canon.Options{Triples: triples}, graphs...)
		if err != nil {
			return 0, err
		}
		_, err = r.Write(ctx, w)
		return 0, err
	}
}

// draw writes the picture of what versions say.
func draw(ctx context.Context, w io.Writer, s *state, d format.Drawing, graphs []quad.Value) (int, error) {
	var versions []string
	for _, g := range graphs {
		iri, _ := g.(quad.IRI)
		version, ok := s.base.VersionOf(iri)
		if !ok {
			return 0, usage("--graph %s: %s draws versions only", s.graphName(iri), d.Name)
		}
		versions = append(versions, version)
	}
	if len(versions) == 0 {
		if any, err := s.hasVersion(ctx); err != nil || !any {
			return 0, cmp.Or(err, input("export FILE.nq writes the quads", "%s draws versions of texts, and the store has none", d.Name))
		}
	}
	picture, err := format.Overview(ctx, s, s.base, versions...)
	if err != nil {
		return 0, err
	}
	r, err := d.Draw(w, picture)
	return r.Replaced, err
}

func (s *state) hasVersion(ctx context.Context) (bool, error) {
	graphs, err := s.graphs(ctx)
	return slices.ContainsFunc(graphs, func(g quad.IRI) bool {
		_, ok := s.base.VersionOf(g)
		return ok
	}), err
}

// graphNames returns the graphs that a user means.
func (s *state) graphNames(ctx context.Context, names []string) ([]quad.Value, error) {
	all, err := s.graphs(ctx)
	if err != nil {
		return nil, err
	}
	var graphs []quad.Value
	for _, name := range names {
		if name == "default" {
			graphs = append(graphs, nil)
			continue
		}
		g := s.base.IRI("graph/" + strings.TrimPrefix(name, "graph/"))
		if strings.Contains(name, ":") {
			g = quad.IRI(strings.Trim(name, "<>"))
		}
		if !slices.Contains(all, g) {
			var known []string
			for _, k := range all {
				known = append(known, s.graphName(k))
			}
			return nil, input("the store has "+strings.Join(known, ", "), "--graph %s: no such graph", name)
		}
		graphs = append(graphs, g)
	}
	return graphs, nil
}
