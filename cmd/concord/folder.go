package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"concord/graph/vocab"
	"concord/loaders/source"
)

// folder is what walking a folder came to.
type folder struct {
	files    []file
	skipped  map[string]int // files that are not read, by extension, and what is hidden as "hidden"
	problems []error        // of what cannot be looked at
}

// walk finds the texts below a folder in the order of their paths, byte by byte: files whose extension is that
// of a format that is read. Hidden files and folders are passed over; links to folders are not followed.
func walk(ctx context.Context, dir string) (*folder, error) {
	f := &folder{skipped: map[string]int{}}
	err := fs.WalkDir(os.DirFS(dir), ".", func(rel string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		path := filepath.Join(dir, filepath.FromSlash(rel))
		switch {
		case err != nil:
			f.problems = append(f.problems, about(path, err))
			return nil
		case rel == ".":
			return nil
		case strings.HasPrefix(d.Name(), "."):
			f.skipped["hidden"]++
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		if !source.Reads(d.Name()) || !regular(path, d) {
			f.skipped[strings.ToLower(filepath.Ext(d.Name()))]++
			return nil
		}
		f.files = append(f.files, file{name: source.VersionName(path), path: path, found: true})
		return nil
	})
	return f, err
}

// regular reports whether there is a file of that name, be it by a link.
func regular(path string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// kinds says how many files of which kinds were passed over, the most frequent first.
func kinds(skipped map[string]int) string {
	var words []string
	for _, ext := range slices.SortedFunc(maps.Keys(skipped), func(a, b string) int {
		return cmp.Or(cmp.Compare(skipped[b], skipped[a]), cmp.Compare(a, b))
	}) {
		name := ext
		if ext == "" {
			name = "without extension"
		}
		words = append(words, fmt.Sprintf("%d %s", skipped[ext], name))
	}
	return strings.Join(words, ", ")
}

// chosen is what build is to read.
type chosen struct {
	files    []file
	folders  bool    // whether a folder is among the arguments
	problems []error // of files in folders, which the others need not wait for
}

// choose tells files from folders among the arguments. What is wrong with an argument is an error; what is
// wrong with a file found in a folder is a problem of that file.
func (p *program) choose(ctx context.Context, args []string, as string) (*chosen, error) {
	var files, dirs []string
	for _, arg := range args {
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			dirs = append(dirs, arg)
			continue
		}
		files = append(files, arg)
	}
	if as != "" && len(dirs) > 0 {
		return nil, usage("--as names one version, and %s is a folder", dirs[0])
	}
	named, err := named(files, as)
	if err != nil {
		return nil, err
	}
	c := &chosen{files: named, folders: len(dirs) > 0}
	at, given := map[string]string{}, map[string]bool{}
	for _, f := range named {
		at[f.name] = f.path
		given[absolute(f.path)] = true
	}
	skipped := map[string]int{}
	for _, dir := range dirs {
		found, err := walk(ctx, dir)
		if err != nil {
			return nil, err
		}
		c.problems = append(c.problems, found.problems...)
		for ext, n := range found.skipped {
			skipped[ext] += n
		}
		for _, f := range found.files {
			if given[absolute(f.path)] {
				continue // a name of its own, or a folder in a folder
			}
			given[absolute(f.path)] = true
			if err := nameable(f, at); err != nil {
				c.problems = append(c.problems, err)
				continue
			}
			at[f.name] = f.path
			c.files = append(c.files, f)
		}
	}
	if len(skipped) > 0 {
		p.note("passed over: %s", kinds(skipped))
	}
	if len(c.files)+len(c.problems) == 0 {
		return nil, input("build reads the files "+strings.Join(source.Extensions(), ", "), "%s: no text to read", strings.Join(dirs, ", "))
	}
	return c, nil
}

// nameable returns what keeps a file found in a folder from giving its name to a version.
func nameable(f file, at map[string]string) error {
	const hint = "give the version a name: NAME=FILE before the folder"
	switch other, taken := at[f.name]; {
	case taken:
		return &failure{exitInput, fmt.Errorf("%s: its name, %q, is that of %s", f.path, f.name, other), hint}
	case vocab.Reserved(f.name):
		return &failure{exitInput, fmt.Errorf("%s: the name %q is reserved", f.path, f.name), hint}
	}
	return nil
}

// failed is the end of a build that some texts did not let happen: every problem, and every hint once.
func failed(problems []error) *failure {
	var hints []string
	for _, err := range problems {
		hint := hintOf(err)
		if e := (*source.Error)(nil); errors.As(err, &e) {
			hint = e.Hint
		}
		if hint != "" && !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	return &failure{exitInput, errors.Join(problems...), strings.Join(hints, "\n")}
}

// passed is the end of a build that went on without some texts.
func passed(problems []error) error {
	if len(problems) == 0 {
		return nil
	}
	f := failed(problems)
	were := "texts were"
	if len(problems) == 1 {
		were = "text was"
	}
	f.err = fmt.Errorf("%d %s not built:\n%w", len(problems), were, f.err)
	return f
}
