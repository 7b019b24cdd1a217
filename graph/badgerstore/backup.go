package badgerstore

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"concord/graph"
)

// A backup is a tar file of what makes up one state, in this order:
//
//	CURRENT               what holds: it names the generation, its seal and how much of the log belongs to it
//	gen-00000007/SEAL     names the generation's files with their sizes and checksums
//	gen-00000007/…        these files, in the order of SEAL
//	log-00000007          the log, up to the length that CURRENT tells
//
// So it needs no checksums beside those that the store has anyway: CURRENT has one of itself and one of SEAL, SEAL
// has one of each file, the log has its chain. Times and owners are not kept: one state has one archive.

// Backup writes the latest state to w as an archive that Restore reads. It takes the state once, waits for nobody
// and keeps nobody waiting: updates that commit meanwhile are not in it. Every file is checked while it is read; an
// error Is graph.ErrDamaged when one is not what was sealed, and what was written is then of no use. progress, unless
// nil, is told how many of how many bytes were written.
func (s *Store) Backup(ctx context.Context, w io.Writer, progress func(done, total int64)) error {
	now, err := s.acquire() // as long as it is held no writer removes its files
	if err != nil {
		return err
	}
	defer now.release()
	if now.generation == 0 {
		return fmt.Errorf("back up %s: %w: nothing was written to it yet", s.dir, graph.ErrNotFound)
	}
	a := &archiver{ctx: ctx, dir: s.dir, tar: tar.NewWriter(w), progress: progress}
	if err := a.state(now.current); err != nil {
		return fmt.Errorf("back up %s: %w", s.dir, err)
	}
	return a.tar.Close()
}

// archiver writes the files of a state.
type archiver struct {
	ctx         context.Context
	dir         string
	tar         *tar.Writer
	progress    func(done, total int64)
	done, total int64
}

func (a *archiver) state(c current) error {
	if err := a.text(currentName, c.encode()); err != nil {
		return err
	}
	if c.quads > 0 {
		if err := a.generation(c); err != nil {
			return err
		}
	}
	if c.log > 0 {
		return a.log(c)
	}
	return nil
}

func (a *archiver) generation(c current) error {
	text, err := os.ReadFile(filepath.Join(a.dir, c.folder(), sealName))
	if err != nil {
		return err
	}
	files, err := parseSeal(text)
	if err != nil {
		return err
	}
	a.total += int64(c.log)
	for _, f := range files {
		a.total += f.size
	}
	if err := a.text(c.folder()+"/"+sealName, text); err != nil {
		return err
	}
	for _, f := range files {
		if err := a.file(c.folder(), f); err != nil {
			return err
		}
	}
	return nil
}

// log adds what holds of the log, and tests that it leads to where CURRENT says.
func (a *archiver) log(c current) error {
	path := filepath.Join(a.dir, c.logName())
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	text := make([]byte, c.log)
	if _, err := io.ReadFull(f, text); err != nil {
		return fmt.Errorf("%s: %w: %w", path, graph.ErrDamaged, err)
	}
	if _, chain, err := parseFrames(text, none); err != nil || chain != c.chain {
		return fmt.Errorf("%s: %w", path, errors.Join(graph.ErrDamaged, err))
	}
	if err := a.header(c.logName(), int64(len(text))); err != nil {
		return err
	}
	_, err = a.Write(text)
	return err
}

// text adds a small file.
func (a *archiver) text(name string, text []byte) error {
	if err := a.header(name, int64(len(text))); err != nil {
		return err
	}
	_, err := a.tar.Write(text)
	return err
}

func (a *archiver) header(name string, size int64) error {
	return a.tar.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o644, Size: size})
}

// file adds a sealed file, and tests that it is what was sealed.
func (a *archiver) file(folder string, want sealed) error {
	path := filepath.Join(a.dir, folder, want.name)
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := a.header(folder+"/"+want.name, want.size); err != nil {
		return err
	}
	sum := crc32.New(castagnoli)
	n, err := io.Copy(io.MultiWriter(a, sum), io.LimitReader(f, want.size))
	if err != nil {
		return err
	}
	if n != want.size || sum.Sum32() != want.sum {
		return fmt.Errorf("%s: %w: its size or checksum is not what was sealed", path, graph.ErrDamaged)
	}
	return nil
}

// Write adds to the file that was begun.
func (a *archiver) Write(p []byte) (int, error) {
	if err := a.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := a.tar.Write(p)
	a.done += int64(n)
	if a.progress != nil {
		a.progress(a.done, a.total)
	}
	return n, err
}

// parseSeal reads SEAL.
func parseSeal(text []byte) ([]sealed, error) {
	var files []sealed
	for rest := string(text); rest != ""; {
		var f sealed
		n, err := fmt.Sscanf(rest, "file %s %d %x\n", &f.name, &f.size, &f.sum)
		line := fmt.Sprintf("file %s %d %08x\n", f.name, f.size, f.sum)
		if err != nil || n != 3 || len(line) > len(rest) || rest[:len(line)] != line || f.size < 0 || filepath.Base(f.name) != f.name {
			return nil, fmt.Errorf("%s: %w", sealName, errors.Join(graph.ErrDamaged, err))
		}
		files, rest = append(files, f), rest[len(line):]
	}
	return files, nil
}
