package loaders

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// The rules that read a text are these packages and the lexicon's data.
//
//go:embed *.go source/*.go automaton/*.go document/*.go lexicon/*.go lexicon/en mention/*.go entity/*.go assertion/*.go align/*.go
var reader embed.FS

// quadForm is to be raised when the same reading gives other quads: when package evidence or the names in
// package vocab change.
const quadForm = 1

// Version returns the version of the reader: a hash over its rules and its lexicon. A text that was read
// by another version may say something else when it is read again.
func Version() string { return version() }

var version = sync.OnceValue(func() string {
	h := sha256.New()
	fmt.Fprintf(h, "quads %d\n", quadForm)
	err := fs.WalkDir(reader, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := reader.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n%s", path, len(data), data)
		return nil
	})
	if err != nil {
		panic(fmt.Sprintf("reader version: %v", err)) // embedded files can be read
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
})
