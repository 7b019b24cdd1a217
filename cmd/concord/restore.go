package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/badgerstore"
)

func restoreCommand(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE|-",
		Short: "make a store from a file that backup wrote",
		Long: `restore makes the store that --store names, which must not be there yet, from an archive that backup
wrote, compressed or not; "-" is standard input. All is checked before the store holds: an archive
that is damaged or cut leaves nothing behind.`,
		Example: "  concord backup monday.tar.zst\n  concord restore --store monday.db monday.tar.zst",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.restore(cmd.Context(), args[0]) },
	}
}

func (p *program) restore(ctx context.Context, file string) error {
	if err := p.named(); err != nil {
		return err
	}
	name, r := "standard input", io.Reader(os.Stdin)
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return input("", "%w", about(file, err))
		}
		defer f.Close()
		name, r = file, f
	}
	r, end, err := decompressed(r)
	if err != nil {
		return bad(name, err)
	}
	defer end()
	progress, ended := p.transfer("restoring")
	defer ended()
	err = stores[0].restore(ctx, p.store, r, progress)
	switch {
	case errors.Is(err, badgerstore.ErrExists):
		return &failure{exitStore, err, "name another folder with --store"}
	case errors.Is(err, badgerstore.ErrBackup), errors.Is(err, graph.ErrDamaged), errors.Is(err, graph.ErrVersion):
		return bad(name, err)
	}
	return err
}

// bad is an archive that cannot be restored.
func bad(name string, err error) error {
	hint := "take another backup; nothing was restored"
	if errors.Is(err, graph.ErrVersion) {
		hint = "restore it with the concord that wrote it"
	}
	return input(hint, "%s: %w", name, err)
}

// decompressed returns what r reads, decompressed when it is compressed. end releases what that takes.
func decompressed(r io.Reader) (plain io.Reader, end func(), err error) {
	b := bufio.NewReaderSize(r, 1<<16)
	begin, err := b.Peek(len(zstdMagic))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	if !bytes.Equal(begin, zstdMagic) {
		return b, func() {}, nil
	}
	z, err := zstd.NewReader(b, zstd.WithDecoderMaxWindow(128<<20))
	if err != nil {
		return nil, nil, err
	}
	return zstdReader{z}, z.Close, nil
}

// zstdMagic begins every zstd file (RFC 8878, 3.1.1).
var zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}

// zstdReader tells damage from errors of the file below.
type zstdReader struct{ z *zstd.Decoder }

func (r zstdReader) Read(p []byte) (int, error) {
	n, err := r.z.Read(p)
	var file *fs.PathError
	if err != nil && !errors.Is(err, io.EOF) && !errors.As(err, &file) {
		err = fmt.Errorf("%w: %w", badgerstore.ErrBackup, err)
	}
	return n, err
}
