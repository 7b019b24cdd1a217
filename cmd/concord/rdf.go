package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"

	"concord/graph/canon"
	"concord/graph/format"
)

// rdf is a file of quads.
type rdf struct {
	name   string // as the user named it; "stdin" for "-"
	path   string // "" of standard input
	format format.Format
	size   int64 // bytes on the disk; -1 of what is no regular file
}

// rdfFiles looks at the files of a command line, whose format is named by a flag or that of their extensions. Every
// file that is not there is told.
func rdfFiles(args []string, flag, name string) ([]rdf, error) {
	var files []rdf
	stdin := 0
	for _, arg := range args {
		f, err := rdfFormat(arg, flag, name)
		if err != nil {
			return nil, err
		}
		if arg != "-" {
			files = append(files, rdf{name: arg, path: arg, format: f})
			continue
		}
		if stdin++; stdin > 1 {
			return nil, usage(`"-" is standard input, which can be read once`)
		}
		files = append(files, rdf{name: "stdin", format: f, size: -1})
	}
	var problems []error
	for i := range files {
		if err := files[i].look(); err != nil {
			problems = append(problems, err)
		}
	}
	if len(problems) > 0 {
		return nil, failed(problems)
	}
	return files, nil
}

// rdfFormat returns the format that a flag names, which "" is none, else that of the file's extension.
func rdfFormat(file, flag, name string) (format.Format, error) {
	for _, f := range format.Formats {
		if f.Name == name {
			return f, nil
		}
	}
	if name != "" {
		return format.Format{}, usage("%s %s: want %s", flag, name, strings.Join(rdfFormats(), ", "))
	}
	f, ok := format.ByExtension(format.Uncompressed(file))
	if !ok {
		hint := flag + " " + strings.Join(rdfFormats(), ", ")
		if flag == "" {
			hint = "name it as its format is: " + strings.Join(rdfExtensions(), ", ")
		}
		return f, &failure{exitUsage, fmt.Errorf("%s: its format cannot be told by its name", file), hint}
	}
	return f, nil
}

func rdfFormats() []string {
	var names []string
	for _, f := range format.Formats {
		names = append(names, f.Name)
	}
	return names
}

func rdfExtensions() []string {
	var extensions []string
	for _, f := range format.Formats {
		extensions = append(extensions, f.Extensions[0])
	}
	return extensions
}

// checkBase refuses a --base that no IRI can be relative to.
func checkBase(iri string) error {
	if _, problem := canon.CheckIRI(iri); problem != "" && iri != "" {
		return usage("--base %s: %s", iri, problem)
	}
	return nil
}

const hintBase = "name what relative IRIs are relative to with --base"

func (f *rdf) look() error {
	if f.path == "" {
		return nil
	}
	info, err := os.Stat(f.path)
	switch {
	case err != nil:
		return about(f.path, err)
	case info.IsDir():
		return about(f.path, errors.New("it is a folder, name the files in it"))
	case info.Mode().IsRegular():
		f.size = info.Size()
	default:
		f.size = -1
	}
	return nil
}

// source returns the file as format.Read takes it. bar shows what was read of it.
func (f rdf) source(ctx context.Context, bar *progressbar.ProgressBar) format.Source {
	return format.Source{Name: f.name, Format: f.format, Open: func() (io.ReadCloser, error) {
		file, err := f.open()
		if err != nil {
			return nil, err
		}
		return format.Decompress(f.name, &watched{ctx, file, bar})
	}}
}

func (f rdf) open() (*os.File, error) {
	if f.path == "" {
		return os.Stdin, nil
	}
	return os.Open(f.path)
}

// labels returns what comes before the labels of the blank nodes of the file, so that they do not meet those of
// other files: a hash of its bytes, or of the state of the store before what can be read only once.
func (f rdf) labels(ctx context.Context, stamp string) (string, error) {
	h := sha256.New()
	if f.size < 0 {
		fmt.Fprintf(h, "%s\n%s", f.name, stamp)
		return label(h), nil
	}
	file, err := f.open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	if _, err := io.Copy(h, &watched{ctx, file, nil}); err != nil {
		return "", err
	}
	return label(h), nil
}

func label(h hash.Hash) string { return fmt.Sprintf("f%x-", h.Sum(nil)[:6]) }

// watched is a file whose reading ends with a context and shows in a bar, which may be nil.
type watched struct {
	ctx context.Context
	*os.File
	bar *progressbar.ProgressBar
}

// Read reads from the file. It does not wait longer than the context lives.
func (w *watched) Read(p []byte) (int, error) {
	if err := wait(w.ctx, w.File); err != nil {
		return 0, err
	}
	n, err := w.File.Read(p)
	if w.bar != nil {
		w.bar.Add(n)
	}
	return n, err
}

// bytesOf returns how many bytes files have on the disk, -1 when that is not known.
func bytesOf(files []rdf) (n int64) {
	for _, f := range files {
		if f.size < 0 {
			return -1
		}
		n += f.size
	}
	return n
}
