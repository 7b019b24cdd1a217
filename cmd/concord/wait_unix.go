//go:build unix

package main

import (
	"context"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// wait waits until a file has something to read, which a pipe or a terminal may not have for long, or ctx ends.
func wait(ctx context.Context, file *os.File) error {
	const look = 50 * time.Millisecond // at the context
	for ctx.Err() == nil {
		ready := []unix.PollFd{{Fd: int32(file.Fd()), Events: unix.POLLIN}}
		if n, err := unix.Poll(ready, int(look.Milliseconds())); n > 0 || err != nil && err != unix.EINTR {
			return nil // Read tells what is wrong
		}
	}
	return ctx.Err()
}
