package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"concord/graph/vocab"
	"concord/loaders"
	"concord/loaders/source"
)

// buildFlags are the flags of build.
type buildFlags struct {
	as          string
	replace     bool
	encoding    string
	maxSize     int64
	base        string
	annotations string
	report      bool
}

func buildCommand(p *program) *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build [NAME=]FILE|DIR...",
		Short: "read texts into the store",
		Long: `build reads declarations as versions of their works, plain text or Markdown, and tells what it
found and what it did not understand. A version is named after its file, or by NAME=FILE. When a
FILE cannot be read nothing is built.

Of a folder DIR all texts in it and below are read, in the order of their paths; hidden files and
kinds that are not read are passed over and counted. There no text waits for another: what cannot
be read, or has a name that another text of the call or another work has already, is told at the
end, the rest is built, and the exit code is 3.

Of the content words in the body build counts as understood those on which a statement, a known
name or a performative rests. --report lists the others instead of the summary, the most frequent
first, with the place where they stand first: "unread" words of which nothing is known,
"undertaking" words that are part of an undertaking but of nothing it is known to say, and the
"name" of something nobody knows. A table shows the first 100.`,
		Example: `  concord build docs/dushanbe/mia.txt docs/dushanbe/un.md
  concord build ministry=docs/dushanbe/mia.txt
  concord build --report docs/dushanbe`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.build(cmd.Context(), args, f)
		},
	}
	cmd.Flags().StringVar(&f.as, "as", "", "name of the version, for one FILE")
	cmd.Flags().BoolVar(&f.replace, "replace", false, "replace a version of that name even when it is of another work")
	cmd.Flags().StringVar(&f.encoding, "encoding", "", "character encoding of the files, such as windows-1252 (default UTF-8, or UTF-16 by its byte order mark)")
	cmd.Flags().Int64Var(&f.maxSize, "max-size", source.MaxSize, "largest size of a file, in bytes")
	cmd.Flags().StringVar(&f.base, "base", "", "what stands before the keys in IRIs, for a new store (default "+string(vocab.DefaultBase)+")")
	cmd.Flags().StringVar(&f.annotations, "annotations", "", "write what was read as JSON Lines into folder `DIR`")
	cmd.Flags().BoolVar(&f.report, "report", false, "list the words of the texts that were not understood instead of the summary")
	p.formatFlag(cmd)
	cmd.Flags().Lookup("format").Usage = "with --report: " + cmd.Flags().Lookup("format").Usage
	cmd.Flags().BoolVar(&p.quiet, "quiet", false, "print no summary")
	return cmd
}

// file is a file to be read as a version.
type file struct {
	name  string // of the version
	path  string
	found bool // in a folder
}

func (p *program) build(ctx context.Context, args []string, f buildFlags) error {
	if f.maxSize <= 0 {
		return usage("--max-size %d: want a number of bytes above 0", f.maxSize)
	}
	if p.format != "" && !f.report {
		return usage("--format is of the list that --report prints")
	}
	base, err := newBase(f.base)
	if err != nil {
		return err
	}
	chosen, err := p.choose(ctx, args, f.as)
	if err != nil {
		return err
	}
	texts, err := p.decode(ctx, chosen, f)
	if err != nil {
		return err
	}
	c := change{Change: loaders.Change{Add: texts, Replace: f.replace}, base: base, found: map[string]bool{}}
	for _, file := range chosen.files {
		c.found[file.name] = file.found
	}
	done, err := p.apply(ctx, c)
	if err != nil {
		return err
	}
	places := chosen.places(done.added)
	p.see(places, done.added)
	p.warnings(done)
	r := done.result
	if r == nil && (f.annotations != "" || f.report) { // there was nothing new to do
		if r, err = p.readTexts(ctx, done); err != nil {
			return err
		}
	}
	if f.annotations != "" {
		if err := loaders.WriteAnnotations(f.annotations, r); err != nil {
			return err
		}
	}
	if f.report {
		err = p.listPhrases(places, r)
	} else {
		p.summarize(done, chosen.folders)
	}
	return errors.Join(err, passed(append(chosen.problems, done.refused...)))
}

// named gives every file the name of its version.
func named(args []string, as string) ([]file, error) {
	if as != "" && len(args) > 1 {
		return nil, usage("--as names one version, and there are %d files", len(args))
	}
	const hint = "give the version a name: NAME=FILE, or --as NAME for one file"
	var files []file
	at := map[string]string{}
	for _, arg := range args {
		f := file{path: arg}
		if name, path, ok := strings.Cut(arg, "="); ok && !exists(arg) {
			f = file{name: name, path: path}
		}
		if f.path == "" {
			return nil, usage("%q names no file", arg)
		}
		f.name = norm.NFC.String(f.name)
		switch {
		case as != "":
			f.name = norm.NFC.String(as)
		case f.name == "":
			f.name = source.VersionName(f.path)
		}
		if f.name == "" || f.name != source.VersionName(f.name+".txt") {
			return nil, &failure{exitUsage, fmt.Errorf("%s: %q cannot name a version: letters, digits, _ . and - can", f.path, f.name), hint}
		}
		if vocab.Reserved(f.name) {
			return nil, &failure{exitUsage, fmt.Errorf("%s: the name %q is reserved", f.path, f.name), hint}
		}
		if other, ok := at[f.name]; ok {
			return nil, &failure{exitUsage, fmt.Errorf("%s and %s have one name, %q; nothing was built", other, f.path, f.name), hint}
		}
		at[f.name] = f.path
		files = append(files, f)
	}
	return files, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// newBase checks what --base says.
func newBase(base string) (vocab.Base, error) {
	if base == "" {
		return "", nil
	}
	u, err := url.Parse(base)
	if err != nil || !u.IsAbs() || u.Host == "" || !strings.HasSuffix(base, "/") || strings.ContainsAny(base, "<>\"{}|^` \\") {
		return "", &failure{exitUsage, fmt.Errorf("--base %s is no base", base), `want an absolute IRI that ends in "/"`}
	}
	return vocab.Base(base), nil
}

// decode reads every file. The problems of all are told: those of files that were named are an error, those of
// files found in folders join the others of their kind.
func (p *program) decode(ctx context.Context, c *chosen, f buildFlags) ([]*source.Text, error) {
	bar := p.progress("opening", len(c.files))
	defer bar.Finish()
	var texts []*source.Text
	var problems []error
	for _, file := range c.files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t, err := decodeFile(file, f)
		switch {
		case err == nil:
			texts = append(texts, t)
		case file.found:
			c.problems = append(c.problems, err)
		default:
			problems = append(problems, err)
		}
		bar.Add(1)
	}
	if len(problems) > 0 {
		return nil, failed(problems)
	}
	if len(texts) == 0 {
		return nil, failed(c.problems)
	}
	return texts, nil
}

// decodeFile reads one file. Its errors name the file as the user did.
func decodeFile(file file, f buildFlags) (*source.Text, error) {
	data, err := readFile(file.path, f.maxSize)
	if err != nil {
		return nil, err
	}
	name := strings.ToValidUTF8(file.path, "\ufffd") // the store keeps it, and a literal is UTF-8
	t, err := source.Decode(file.name, name, data, &source.Options{Encoding: f.encoding, MaxSize: f.maxSize})
	if e := (*source.Error)(nil); errors.As(err, &e) {
		e.File = file.path
	}
	return t, err
}

// places returns where the texts of versions are, by name.
func (c *chosen) places(texts []*source.Text) map[string]string {
	built := map[string]bool{}
	for _, t := range texts {
		built[t.Name] = true
	}
	path := map[string]string{}
	for _, f := range c.files {
		if built[f.name] {
			path[f.name] = f.path
		}
	}
	return path
}

// see keeps where the texts are, for "why" to name them.
func (p *program) see(places map[string]string, texts []*source.Text) {
	p.moved(func(s seen) {
		for _, t := range texts {
			s[t.Name] = seenFile{absolute(places[t.Name]), t.SHA256}
		}
	})
}

// readTexts reads the texts that the store shall hold.
func (p *program) readTexts(ctx context.Context, done changed) (*loaders.Result, error) {
	opts, end := p.watching(done.options)
	defer end()
	return loaders.Build(ctx, done.planned.Texts, opts)
}

// readFile reads the bytes of a text. A file of more than limit bytes is not read.
func readFile(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, about(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, about(name, err)
	}
	if info.IsDir() {
		return nil, about(name, errors.New("it is a folder"))
	}
	var data []byte
	size := info.Size() // of a pipe 0
	if size <= limit {
		if data, err = io.ReadAll(io.LimitReader(f, limit+1)); err != nil {
			return nil, about(name, err)
		}
		size = int64(len(data))
	}
	if size > limit {
		return nil, &source.Error{
			File: name, Message: fmt.Sprintf("more than the %d bytes that are read", limit), Hint: "--max-size", Err: source.ErrTooLarge,
		}
	}
	return data, nil
}
