package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"concord/graph"
	"concord/graph/canon"
)

// The exit codes of every command.
const (
	exitYes         = 0   // done, or the answer is yes
	exitNo          = 1   // the answer is empty
	exitUsage       = 2   // the command line or the syntax of a query is wrong
	exitInput       = 3   // a text cannot be read, or a name is not known
	exitStore       = 4   // the store is missing, locked, damaged or of an unknown version
	exitBudget      = 5   // a budget or a time limit was reached
	exitOutput      = 6   // reading or writing failed, or the disk is full
	exitInterrupted = 130 // a signal ended the run; the store is as it was
)

// failure is an error that knows how the program ends and what its user can do next.
type failure struct {
	code int
	err  error  // nil: nothing is said, as for an empty answer
	hint string // "" for none
}

func (f *failure) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// usage is a mistake in the command line.
func usage(format string, args ...any) error {
	return &failure{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// input is a mistake in what the program was given to read.
func input(hint, format string, args ...any) error {
	return &failure{code: exitInput, err: fmt.Errorf(format, args...), hint: hint}
}

// no is the answer no: exit code 1 without a message.
var no = &failure{code: exitNo}

// codeOf returns the exit code for what a verb returned.
func codeOf(err error) int {
	var f *failure
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE): // who reads us has seen enough
		return exitYes
	case errors.Is(err, context.Canceled): // only a signal cancels
		return exitInterrupted
	case errors.As(err, &f):
		return f.code
	case errors.Is(err, canon.ErrTooComplex):
		return exitBudget
	}
	for _, sentinel := range []error{graph.ErrNotFound, graph.ErrLocked, graph.ErrForeign, graph.ErrVersion, graph.ErrDamaged} {
		if errors.Is(err, sentinel) {
			return exitStore
		}
	}
	return exitOutput
}

// hintOf returns what the user can do about err, or "".
func hintOf(err error) string {
	var f *failure
	switch {
	case errors.As(err, &f) && f.hint != "":
		return f.hint
	case errors.Is(err, graph.ErrNotFound):
		return `run "concord build FILE" or "concord load FILE" first, or name the store with --store`
	case errors.Is(err, graph.ErrLocked):
		return "wait until the other process has ended and try again"
	case errors.Is(err, graph.ErrForeign):
		return "choose another folder with --store"
	case errors.Is(err, graph.ErrVersion):
		return "use the concord that wrote the store, or build the texts into a new one"
	case errors.Is(err, graph.ErrDamaged):
		return "restore a backup, or build the texts, into a new store"
	case errors.Is(err, canon.ErrTooComplex):
		return "export without --canonical: blank nodes then have the labels they have in the store"
	case errors.Is(err, syscall.ENOSPC):
		return "make room on the disk"
	case errors.Is(err, fs.ErrPermission):
		return "check who may read and write there"
	}
	return ""
}

// report says on w why the program ends, a line for each problem, and returns the exit code.
func report(w io.Writer, err error) int {
	code := codeOf(err)
	switch {
	case code == exitYes:
		return code
	case code == exitInterrupted:
		fmt.Fprintln(w, "concord: interrupted; the store is as it was")
		return code
	}
	if text := err.Error(); text != "" {
		for line := range strings.SplitSeq(text, "\n") {
			fmt.Fprintln(w, "concord: "+strings.TrimRight(visible(line), " "))
		}
	}
	if hint := hintOf(err); hint != "" {
		for line := range strings.SplitSeq(hint, "\n") {
			fmt.Fprintln(w, "concord: hint: "+visible(line))
		}
	}
	return code
}
