package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// seen tells where the file of each version was when it was last built. It lies beside the quads, is used
// only to print positions a reader can open, and may be missing.
type seen map[string]seenFile

type seenFile struct {
	Path   string `json:"path"` // absolute
	SHA256 string `json:"sha256"`
}

func seenName(store string) string { return filepath.Join(store, "sources.json") }

// readSeen never fails: without the record positions are printed "as built".
func readSeen(store string) seen {
	s := seen{}
	if data, err := os.ReadFile(seenName(store)); err == nil && json.Unmarshal(data, &s) != nil {
		s = seen{}
	}
	return s
}

func (s seen) write(store string) error {
	return writeFile(seenName(store), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", " ")
		e.SetEscapeHTML(false)
		return e.Encode(s)
	})
}

// moved changes the record. A store without it is whole.
func (p *program) moved(change func(seen)) {
	s := readSeen(p.store)
	change(s)
	if err := s.write(p.store); err != nil {
		p.warn("where the files are is not remembered: %v", err)
	}
}

// place returns the path to print for a version and whether the file there still is what was built, having
// sha256 for its hash. Without it the base name has to do.
func (s seen) place(version, base, sha string) (path string, same bool) {
	f, ok := s[version]
	if !ok {
		return base, false
	}
	data, err := os.ReadFile(f.Path)
	if err != nil {
		return base, false
	}
	sum := sha256.Sum256(data)
	return shortest(f.Path), hex.EncodeToString(sum[:]) == sha
}

// shortest returns an absolute path relative to the working folder when it lies below it.
func shortest(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}
