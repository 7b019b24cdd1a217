package path

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// SyntaxError tells where a query stops being one, and what was expected there.
type SyntaxError struct {
	Pos     Pos
	Message string // `expected ")" to close the group opened at 1:9`
	Hint    string // what to write instead; or ""
}

// Error returns "query:line:column: message", with the hint behind when there is one.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("query:%s: %s", e.Pos, e.Message)
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// String returns "line:column".
func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// position returns the place of a byte offset of text.
func position(text string, offset int) Pos {
	before := text[:offset]
	line := strings.LastIndexByte(before, '\n') + 1
	return Pos{Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(before[line:])}
}
