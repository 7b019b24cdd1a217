package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"concord/loaders"
)

func verifyCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "read everything in the store and check that it agrees",
		Long: `verify reads every file and every block of the store against their checksums, checks that terms and
quads are in order and the same in every index, counts them again, and reads the words of every
quote and every mention again in the text that the store keeps. It prints what it read, and every
problem with its file or its place in the text. The exit code is 0 when all is sound, 1 when a text
does not say what is quoted, and 4 when the store is damaged.`,
		Example: "  concord verify",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.verify(cmd.Context()) },
	}
	p.formatFlag(cmd)
	return cmd
}

func (p *program) verify(ctx context.Context) error {
	if err := p.named(); err != nil {
		return err
	}
	progress, end := p.counting("verifying")
	rows, err := stores[0].verify(ctx, p.store, progress)
	end()
	if err != nil {
		return err
	}
	var again *loaders.Rechecked
	err = p.read(ctx, func(s *state) (err error) {
		opts, end := p.watching(&loaders.Options{})
		defer end()
		again, err = loaders.Recheck(ctx, s, s.base, opts)
		return err
	})
	if err != nil {
		return err
	}
	rows = append(rows, row{"texts", again.Texts}, row{"statements with evidence", again.Statements}, row{"quotes", again.Quotes},
		row{"mentions", again.Mentions}, row{"paragraphs", again.Paragraphs}, row{"problems", len(again.Faults)})
	if err := p.out.rows([]string{"what", "count"}, rows); err != nil {
		return err
	}
	return wrong(again.Faults)
}

// wrong is the answer of a store that is not damaged and says what does not hold.
func wrong(faults []error) error {
	const most = 100
	if len(faults) == 0 {
		return nil
	}
	told := faults[:min(most, len(faults))]
	if more := len(faults) - len(told); more > 0 {
		told = append(told, fmt.Errorf("and %d more", more))
	}
	return &failure{exitNo, errors.Join(told...), "build the texts again into a new store"}
}
