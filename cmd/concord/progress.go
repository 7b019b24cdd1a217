package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
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
		return progressbar.DefaultSilent(n)
	}
	return progressbar.NewOptions64(n, append(how,
		progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("concord: "+doing),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))...)
}
