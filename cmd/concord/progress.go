package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"concord/loaders"
)

// progress returns a bar of n texts on standard error. It shows only on a terminal and leaves nothing behind.
func (p *program) progress(doing string, n int) *progressbar.ProgressBar {
	return p.bar(doing, int64(n), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("texts"))
}

// progressBytes is progress for n bytes; -1 where it is not known how many there are.
func (p *program) progressBytes(doing string, n int64) *progressbar.ProgressBar {
	return p.bar(doing, n, progressbar.OptionShowBytes(true), progressbar.OptionShowTotalBytes(true))
}

func (p *program) bar(doing string, n int64, how ...progressbar.Option) *progressbar.ProgressBar {
	f, ok := p.stderr.(*os.File)
	if !ok || p.quiet || !term.IsTerminal(int(f.Fd())) {
		return silent(n)
	}
	return progressbar.NewOptions64(n, append(how, progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("concord: "+doing),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))...)
}

// silent returns a bar that does not show. A bar of unknown length that might show would be drawn by a goroutine of
// its own, which reads it without its lock.
func silent(n int64) *progressbar.ProgressBar {
	return progressbar.NewOptions64(n, progressbar.OptionSetVisibility(false), progressbar.OptionSetWriter(io.Discard))
}

// transfer returns what moves a bar of bytes like that of progress, and what ends it.
func (p *program) transfer(doing string) (progress func(done, total int64), end func()) {
	return moving(func(total int64) *progressbar.ProgressBar { return p.progressBytes(doing, total) })
}

// counting is transfer for terms and quads.
func (p *program) counting(doing string) (progress func(done, total int64), end func()) {
	return moving(func(total int64) *progressbar.ProgressBar { return p.bar(doing, total, progressbar.OptionShowIts()) })
}

func moving(begin func(total int64) *progressbar.ProgressBar) (progress func(done, total int64), end func()) {
	var bar *progressbar.ProgressBar
	progress = func(done, total int64) {
		if bar == nil {
			bar = begin(total)
		}
		bar.Set64(done)
	}
	return progress, func() {
		if bar != nil {
			bar.Finish()
		}
	}
}

// watching returns options that show a bar for each pass over texts, and what ends the last.
func (p *program) watching(o *loaders.Options) (opts *loaders.Options, end func()) {
	bar := silent(0)
	watched := *o
	watched.Progress = func(doing string, texts int) func() {
		bar.Finish()
		pass := p.progress(doing, texts)
		bar = pass
		return func() { pass.Add(1) }
	}
	return &watched, func() { bar.Finish() }
}
