package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"
)

func backupCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE|-",
		Short: "write the whole store to one file, also while others use it",
		Long: `backup writes the state of the store to one archive, from which restore makes a store that is the
same byte for byte. It neither waits for a build nor keeps one waiting: what is committed meanwhile
is not in the archive. All is checked while it is read. The archive is a tar file, compressed with
zstd when FILE ends in .zst; "-" is standard output. FILE is written whole or stays as it was.`,
		Example: "  concord backup monday.tar.zst",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.backup(cmd.Context(), args[0]) },
	}
}

// backer is a store that can be backed up.
type backer interface {
	Backup(ctx context.Context, w io.Writer, progress func(done, total int64)) error
}

func (p *program) backup(ctx context.Context, file string) (err error) {
	store, err := p.open(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	b, ok := store.(backer)
	if !ok {
		return fmt.Errorf("back up %s: stores of its kind cannot be backed up", p.store)
	}
	fill := func(w io.Writer) error {
		progress, end := p.transfer("backing up")
		defer end()
		return b.Backup(ctx, w, progress)
	}
	switch {
	case file == "-":
		return fill(p.out)
	case strings.HasSuffix(file, ".zst"):
		return writeFile(file, func(w io.Writer) error { return compressed(w, fill) })
	}
	return writeFile(file, fill)
}

// compressed fills w with what fill writes, compressed. The zstd frame has a checksum of its own.
func compressed(w io.Writer, fill func(io.Writer) error) error {
	z, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	if err := fill(z); err != nil {
		z.Reset(io.Discard) // not the end of a frame: nothing half may look whole
		return errors.Join(err, z.Close())
	}
	return z.Close()
}
