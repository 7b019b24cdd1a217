package source

import (
	"errors"
	"fmt"
)

// Reasons why a file is not read; Error wraps one of them.
var (
	ErrEmpty       = errors.New("no text")                  // nothing but white space
	ErrBinary      = errors.New("not text")                 // control characters, or the signature of an image, archive or program
	ErrUnsupported = errors.New("format not supported")     // a document format that is recognized and not read yet
	ErrTooLarge    = errors.New("file too large")           // more bytes than Options.MaxSize
	ErrEncoding    = errors.New("wrong character encoding") // bytes that are no text in the encoding, or an encoding nobody knows
)

// Error tells why a file is not read, where, and what to do next.
type Error struct {
	File         string
	Line, Column int // 1-based, the column in code points; 0 when the whole file is meant
	Message      string
	Hint         string // what to do next, "" when nothing is known
	Err          error  // one of the reasons above
}

// Error returns "file:line:col: message".
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }
