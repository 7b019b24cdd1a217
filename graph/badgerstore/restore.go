package badgerstore

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"concord/graph"
)

// Errors of Restore that a caller may test for with errors.Is.
var (
	// ErrBackup is returned for what is not an archive that Backup wrote, or not the whole of one.
	ErrBackup = errors.New("not a whole backup")
	// ErrExists is returned when the folder has a store to which something was committed.
	ErrExists = errors.New("there is a store already")
)

// The steps of a Restore beside those of an Update.
const (
	stepFileRestored = "file restored"
	stepRestored     = "restored files checked"
)

// Restore makes a store of an archive that Backup wrote. The folder must be one in which Open with Options.Create
// finds an empty store, else the error Is ErrExists. All is checked before it becomes the state that holds: whatever
// is wrong with the archive, which is ErrBackup or graph.ErrDamaged, and wherever the process is killed, the store is
// as empty as it was. progress, unless nil, is told how many of how many bytes were restored.
func Restore(ctx context.Context, dir string, r io.Reader, opt *Options, progress func(done, total int64)) (err error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	o.Create = true
	s, err := Open(dir, &o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.isNew(); err != nil {
		return err
	}
	unlock, err := s.begin()
	if err != nil {
		return err
	}
	defer unlock()
	s.removeOld() // what a killed Restore left
	if err := s.isNew(); err != nil {
		return err
	}
	x := &extractor{ctx: ctx, s: s, progress: progress, archive: &ending{r: r}}
	if err := x.extract(); err != nil {
		return fmt.Errorf("restore %s: %w", dir, err)
	}
	return nil
}

// isNew is an error when something was ever committed to the store.
func (s *Store) isNew() error {
	c, err := s.readCurrent()
	if err == nil && c.generation > 0 {
		err = fmt.Errorf("restore %s: %w", s.dir, ErrExists)
	}
	return err
}

// extractor reads an archive into the folder of a store, whose lock it has.
type extractor struct {
	ctx         context.Context
	s           *Store
	archive     *ending
	tar         *tar.Reader
	progress    func(done, total int64)
	done, total int64
}

func (x *extractor) extract() error {
	x.tar = tar.NewReader(x.archive)
	text, err := x.small(currentName)
	if err != nil {
		return err
	}
	c, err := parseCurrent(text)
	if errors.Is(err, graph.ErrForeign) {
		return fmt.Errorf("%w: its %s is not one of concord", ErrBackup, currentName)
	}
	if err != nil {
		return fmt.Errorf("%s in the backup: %w", currentName, err)
	}
	if c.generation == 0 {
		return fmt.Errorf("%w: it has no generation", ErrBackup)
	}
	if c.quads > 0 {
		if err := x.generation(c); err != nil {
			return err
		}
	}
	if c.log > 0 {
		if err := x.file(c.logName(), int64(c.log)); err != nil {
			return err
		}
	}
	if err := x.end(); err != nil {
		return err
	}
	now, err := openState(x.s.dir, c, nil, x.s.opt.Logger) // reads everything again, as it is now on the disk
	if err != nil {
		return err
	}
	if err := errors.Join(now.release(), syncDir(x.s.dir)); err != nil {
		return err
	}
	x.s.opt.step(stepRestored)
	return writeCurrent(x.s.dir, c, x.s.opt.step)
}

// generation restores the folder of a generation.
func (x *extractor) generation(c current) error {
	text, err := x.small(c.folder() + "/" + sealName)
	if err != nil {
		return err
	}
	if digestOf(text) != c.seal {
		return fmt.Errorf("%s in the backup: %w: it is not the seal that %s names", sealName, graph.ErrDamaged, currentName)
	}
	files, err := parseSeal(text)
	if err != nil {
		return err
	}
	x.total = int64(c.log)
	for _, f := range files {
		x.total += f.size
	}
	if err := checkSpace(x.s.opt, x.s.dir, uint64(x.total)+slack); err != nil {
		return err
	}
	gen := filepath.Join(x.s.dir, c.folder())
	if err := os.Mkdir(gen, 0o777); err != nil {
		return err
	}
	x.s.opt.step(stepGenerationMade)
	for _, f := range files {
		if err := x.file(c.folder()+"/"+f.name, f.size); err != nil {
			return err
		}
	}
	return errors.Join(writeFile(filepath.Join(gen, readersName), nil), writeFile(filepath.Join(gen, sealName), text), syncDir(gen))
}

// small returns the next file of the archive, which has a name and little in it.
func (x *extractor) small(name string) ([]byte, error) {
	const most = 16 << 20
	if err := x.next(name, -1); err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(x.tar, most))
	if err != nil || len(text) == most {
		return nil, fmt.Errorf("%w: %s: %w", ErrBackup, name, errors.Join(err, x.archive.err))
	}
	return text, nil
}

// next goes to the next file of the archive, which must have that name and size; -1 is any size.
func (x *extractor) next(name string, size int64) error {
	h, err := x.tar.Next()
	switch {
	case x.archive.err != nil:
		return x.archive.err
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%w: it ends before %s", ErrBackup, name)
	case err != nil:
		return fmt.Errorf("%w: %s: %w", ErrBackup, name, err)
	case h.Typeflag != tar.TypeReg || h.Name != name:
		return fmt.Errorf("%w: it has %.80q in the place of %s", ErrBackup, h.Name, name)
	case size >= 0 && h.Size != size:
		return fmt.Errorf("%w: %s has %d bytes, not %d", ErrBackup, name, h.Size, size)
	}
	return nil
}

// file restores the next file of the archive, durably.
func (x *extractor) file(name string, size int64) error {
	if err := x.next(name, size); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(x.s.dir, filepath.FromSlash(name)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.MultiWriter(f, x), x.tar)
	if errors.Is(err, io.ErrUnexpectedEOF) && x.archive.err == nil {
		err = fmt.Errorf("%w: it ends in %s", ErrBackup, name)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		x.s.opt.step(stepFileRestored)
	}
	return err
}

// Write counts what was written.
func (x *extractor) Write(p []byte) (int, error) {
	x.done += int64(len(p))
	if x.progress != nil {
		x.progress(x.done, x.total)
	}
	return len(p), x.ctx.Err()
}

// end tests that the archive ends behind the last file, with the two blocks of zeros that end every tar file.
func (x *extractor) end() error {
	if h, err := x.tar.Next(); err == nil {
		return fmt.Errorf("%w: %.80q does not belong to it", ErrBackup, h.Name)
	} else if !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: its end: %w", ErrBackup, err)
	}
	if _, err := io.Copy(io.Discard, x.archive); err != nil {
		return err
	}
	if x.archive.zeros < 2*tarBlock {
		return fmt.Errorf("%w: its end is missing", ErrBackup)
	}
	return nil
}

const tarBlock = 512

// ending is a reader that knows how many zeros end what was read, and what ended it early.
type ending struct {
	r     io.Reader
	zeros int
	err   error
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	kept := len(bytes.TrimRight(p[:n], "\x00"))
	if kept > 0 {
		e.zeros = 0
	}
	e.zeros += n - kept
	if err != nil && !errors.Is(err, io.EOF) {
		e.err = err
	}
	return n, err
}
