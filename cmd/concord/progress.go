package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress returns a bar of n texts on standard error. It shows only on a terminal and leaves nothing behind.
func (p *program) progress(doing string, n int) *progressbar.ProgressBar {
	f, ok := p.stderr.(*os.File)
	if !ok || p.quiet || !term.IsTerminal(int(f.Fd())) {
		return progressbar.DefaultSilent(int64(n))
	}
	return progressbar.NewOptions(n,
		progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("concord: "+doing),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("texts"), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
}
