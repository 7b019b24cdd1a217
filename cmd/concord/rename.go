package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"concord/graph/vocab"
	"concord/loaders"
	"concord/loaders/source"
)

func renameCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "rename OLD NEW",
		Short:   "give a version another name",
		Long:    "rename gives a version another name. The store is then as if it had been built under that name.",
		Example: "  concord rename mia ministry",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			from, to := norm.NFC.String(args[0]), norm.NFC.String(args[1])
			if vocab.Reserved(to) {
				return usage("the name %q is reserved", to)
			}
			if to != source.VersionName(to+".txt") {
				return usage("%q cannot name a version: letters, digits, _ . and - can", to)
			}
			_, err := p.apply(cmd.Context(), change{Change: loaders.Change{Rename: map[string]string{from: to}}})
			if err != nil {
				return err
			}
			p.moved(func(s seen) {
				if f, ok := s[from]; ok {
					delete(s, from)
					s[to] = f
				}
			})
			fmt.Fprintf(p.out, "%s  renamed %s\n", from, to)
			return nil
		},
	}
}
