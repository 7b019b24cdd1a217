package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"
)

func compactCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "write the store anew, so that it takes the least space",
		Long: `compact writes what the store holds anew, without the log of the changes since it was last written:
it then takes the least space and is read fastest. Builds do the same now and then by themselves.
Who reads the store meanwhile is not disturbed.`,
		Example: "  concord compact",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.compact(cmd.Context()) },
	}
}

// compacter is a store that can be written anew.
type compacter interface {
	Compact(ctx context.Context) error
}

func (p *program) compact(ctx context.Context) (err error) {
	store, err := p.open(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	c, ok := store.(compacter)
	if !ok {
		return &failure{exitStore, fmt.Errorf("compact %s: stores of its kind are always compact", p.store), ""}
	}
	before, err := onDisk(p.store)
	if err != nil {
		return err
	}
	if err := c.Compact(ctx); err != nil {
		return err
	}
	after, err := onDisk(p.store)
	if err != nil {
		return err
	}
	if after == before {
		p.note("nothing to compact: the store takes %s", megabytes(after))
		return nil
	}
	p.note("the store takes %s, and took %s", megabytes(after), megabytes(before))
	return nil
}

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/1e6) }

// onDisk returns the bytes that a folder's files take on the disk.
func onDisk(dir string) (bytes float64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			bytes += allocated(info)
		}
		return err
	})
	return bytes, err
}
