//go:build !unix

package main

import (
	"context"
	"os"
)

// wait cannot tell whether a file has something to read.
func wait(ctx context.Context, _ *os.File) error { return ctx.Err() }
