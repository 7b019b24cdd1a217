//go:build unix

package main

import (
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"syscall"
	"time"
)

// meter begins to watch what this process uses, and returns what ends it and tells the seconds of CPU and the most
// bytes of anonymous memory since; 0 for what this system does not tell.
func meter() func() (cpu, anonymous float64) {
	before := cpuSeconds()
	end, most := make(chan struct{}), make(chan float64)
	go func() {
		peak := anonymousBytes()
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				peak = max(peak, anonymousBytes())
			case <-end:
				most <- max(peak, anonymousBytes())
				return
			}
		}
	}()
	return func() (cpu, anonymous float64) {
		close(end)
		return cpuSeconds() - before, <-most
	}
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

var rssAnon = regexp.MustCompile(`RssAnon:\s+(\d+) kB`)

// anonymousBytes is the process's memory that no file is behind.
func anonymousBytes() float64 {
	text, err := os.ReadFile("/proc/self/status")
	m := rssAnon.FindSubmatch(text)
	if err != nil || m == nil {
		return 0
	}
	kilobytes, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil {
		return 0
	}
	return kilobytes * 1024
}

// allocated returns the bytes that a file takes on the disk.
func allocated(info fs.FileInfo) float64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return float64(st.Blocks) * 512
	}
	return float64(info.Size())
}
