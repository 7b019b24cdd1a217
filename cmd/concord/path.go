package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries"
)

// pathReach is how many bytes of a sentence path shows on either side of the words a step rests on.
const pathReach = 60

func pathCommand(p *program) *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   "path A B",
		Short: "show how two things are connected, each step with its quote",
		Long: `path prints the shortest chain of statements between two things, given by key, name, symbol or
number: inside one text where there is such a chain. "^" marks a step from object to subject.
It exits with 1 when nothing connects them.`,
		Example: "  concord path Qatar 'resolution 1373 (2001)'",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				return p.path(cmd.Context(), s, args[0], args[1], all)
			})
		},
	}
	p.wordsFlag(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "print every chain that is as short")
	return cmd
}

func (p *program) path(ctx context.Context, s *state, from, to string, all bool) error {
	a, err := p.understand(ctx, s, from)
	if err != nil {
		return err
	}
	b, err := p.understand(ctx, s, to)
	if err != nil {
		return err
	}
	c, err := queries.Connect(ctx, s.Snapshot, s.base, a, b, &queries.ConnectOptions{All: all})
	if errors.Is(err, queries.ErrNotConnected) {
		return &failure{code: exitNo, err: err}
	} else if err != nil {
		return err
	}
	w := p.words(s)
	for i, chain := range c.Chains {
		if w.tabular {
			for j, l := range chain.Links {
				if err := w.tabled(ctx, i+1, j+1, l.Step, l.Grounds); err != nil {
					return err
				}
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(p.out)
		}
		if err := w.chain(ctx, a, chain); err != nil {
			return err
		}
	}
	if w.tabular {
		if err := w.printTable(); err != nil {
			return err
		}
	}
	if !all && c.Others > 0 {
		more := ""
		if c.More {
			more = "more than "
		}
		p.note("%s%s as short (--all)", more, counted(c.Others, "other chain"))
	}
	return nil
}

// chain prints the nodes and steps of a chain, each step with the words of one text that holds it.
func (w *words) chain(ctx context.Context, from quad.IRI, c queries.Chain) error {
	if err := w.node(ctx, "", from); err != nil {
		return err
	}
	for _, l := range c.Links {
		if err := w.step(ctx, l.Step); err != nil {
			return err
		}
		grounds := l.Grounds
		if len(c.Versions) > 0 && len(grounds) > 0 {
			grounds = grounds[:1]
		}
		for _, g := range grounds {
			if err := w.ground(ctx, g, pathReach); err != nil {
				return err
			}
		}
	}
	if len(c.Versions) > 1 {
		fmt.Fprintf(w.out, "%s holds all of it, and so does %s\n", c.Versions[0], strings.Join(c.Versions[1:], ", "))
	}
	return nil
}

// step prints a step and the node it reaches.
func (w *words) step(ctx context.Context, st queries.Step) error {
	arrow := ""
	if st.Inverse {
		arrow = "^"
	}
	return w.node(ctx, "  "+arrow+w.key(st.Predicate)+"  ", st.To())
}

// node prints a node after what leads to it, with its label.
func (w *words) node(ctx context.Context, before string, node quad.Value) error {
	label := ""
	if iri, ok := node.(quad.IRI); ok {
		texts, err := w.objects(ctx, iri, vocab.Label, w.base.Registry())
		if err != nil {
			return err
		}
		for _, t := range texts {
			text, _ := graph.Lexical(t)
			label = "  " + plain(text)
		}
	}
	fmt.Fprintf(w.out, "%s%s%s\n", before, plain(w.key(node)), label)
	return nil
}
