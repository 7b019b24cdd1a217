package main

import (
	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"concord/loaders"
)

func dropCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "drop NAME...",
		Short:   "take versions out of the store",
		Long:    "drop takes versions out of the store, which is then as if they had never been built.",
		Example: "  concord drop mia",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for i := range args {
				args[i] = norm.NFC.String(args[i]) // as build names versions
			}
			done, err := p.apply(cmd.Context(), change{Change: loaders.Change{Drop: args}})
			if err != nil {
				return err
			}
			p.moved(func(s seen) {
				for _, name := range args {
					delete(s, name)
				}
			})
			p.warnings(done)
			p.summarize(done, false)
			return nil
		},
	}
}
