package badgerstore

import (
	"context"
	"os"
	"path/filepath"
)

// writeGeneration writes the quads of runs, the oldest first, to a new folder, durably. It returns what the generation
// holds and the digest of its seal. Of a generation without quads, as after an error, no folder is left.
func (s *Store) writeGeneration(ctx context.Context, gen string, runs []run) (_ content, sum string, err error) {
	if err := os.Mkdir(gen, 0o777); err != nil {
		return content{}, "", err
	}
	s.opt.step(stepGenerationMade)
	c, err := s.fill(ctx, gen, runs)
	if err != nil || c.quads == 0 {
		_ = os.RemoveAll(gen) // what stays is removed by the next writer
		return c, none, err
	}
	s.opt.step(stepBadgerClosed)
	if sum, err = s.sealGeneration(gen); err != nil {
		_ = os.RemoveAll(gen)
	}
	return c, sum, err
}

// fill writes the Badger of a generation.
func (s *Store) fill(ctx context.Context, gen string, runs []run) (content, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	expect := uint64(0)
	for _, r := range runs {
		expect += r.bytes()
	}
	b, err := newBuilder(ctx, gen, s.opt, expect)
	if err != nil {
		return content{}, err
	}
	c, err := b.mergeRuns(runs, s.opt.step)
	if e := b.close(err != nil); err == nil {
		err = e
	}
	return c, err
}

// sealGeneration writes what a generation's folder has beside Badger's files, and makes all of it durable.
func (s *Store) sealGeneration(gen string) (sum string, err error) {
	text, _, err := seal(gen, true)
	if err != nil {
		return "", err
	}
	if err := writeFile(filepath.Join(gen, readersName), nil); err != nil {
		return "", err
	}
	if err := writeFile(filepath.Join(gen, sealName), text); err != nil {
		return "", err
	}
	if err := syncDir(gen); err != nil {
		return "", err
	}
	s.opt.step(stepSealed)
	return digestOf(text), syncDir(s.dir)
}
