package main

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/source"
	"concord/queries"
)

// words shows what statements rest on. It keeps the texts and blocks it has read.
type words struct {
	*state
	out    *output
	seen   seen
	why    *queries.Grounds      // nil before the first
	texts  map[string]*shownText // by version
	blocks map[quad.IRI]block

	mentionsOf map[string]map[source.Span]mention // by version

	neighbours int // sentences shown before and after the one that holds the words

	tabular bool  // --format asks for rows
	table   []row // of groundColumns
}

// shownText is a version's text and the place to print before its lines.
type shownText struct {
	*source.Text
	place  string // with the line and column: "un.md:75:3 (as built)"
	note   string
	blocks []extent // nil before one was asked for
}

// block is a paragraph of a text as a reader knows it: "operative paragraph 5".
type block struct {
	name string
	span source.Span
}

func (p *program) words(s *state) *words {
	return &words{
		state: s, out: p.out, seen: readSeen(p.store), texts: map[string]*shownText{}, blocks: map[quad.IRI]block{},
		mentionsOf: map[string]map[source.Span]mention{}, tabular: p.tabular(),
	}
}

// grounds prints what a statement rests on: in one version, or without one in all and in the background.
func (w *words) grounds(ctx context.Context, st queries.Statement, version string) error {
	grounds, err := w.groundsOf(ctx, st)
	if err != nil {
		return err
	}
	if len(grounds) == 0 {
		return w.silent(ctx, st)
	}
	for _, g := range grounds {
		if version != "" && g.Version != version {
			continue
		}
		if err := w.ground(ctx, g, 0); err != nil {
			return err
		}
	}
	return nil
}

func (w *words) groundsOf(ctx context.Context, st queries.Statement) ([]queries.Ground, error) {
	if w.why == nil {
		var err error
		if w.why, err = queries.NewGrounds(ctx, w, w.base); err != nil {
			return nil, err
		}
	}
	return w.why.Of(ctx, st)
}

// ground prints where a version makes a statement: each sentence with its place, of which reach bytes on either
// side of the words are shown, 0 for all.
func (w *words) ground(ctx context.Context, g queries.Ground, reach int) error {
	if g.Version == "background" {
		fmt.Fprintf(w.out, "    background: %s\n", plain(g.Origin))
		return nil
	}
	how := string(g.Basis)
	if g.Rule != "" {
		how += ", rule " + g.Rule
	}
	quotes, err := w.quotes(ctx, g)
	if err != nil {
		return err
	}
	for _, q := range quotes {
		if q.antecedent {
			how = "antecedent"
		}
		fmt.Fprintf(w.out, "    %s  %s of %s  (%s)\n", q.places(), q.at[0].block.name, g.Version, how)
		if reach > 0 {
			q.passage = q.within(reach)
		}
		w.out.passage("      ", q.passage)
	}
	return nil
}

// silent prints which graphs state what no text does, such as the registry.
func (w *words) silent(ctx context.Context, st queries.Statement) error {
	names, err := w.graphsOf(ctx, st)
	if err == nil {
		fmt.Fprintf(w.out, "    %s\n", strings.Join(names, ", "))
	}
	return err
}

// graphsOf returns the names of the graphs that hold a statement.
func (s *state) graphsOf(ctx context.Context, st queries.Statement) ([]string, error) {
	ids, err := s.Lookup(ctx, []quad.Value{st.Subject, st.Predicate, st.Object})
	if err != nil {
		return nil, err
	}
	quads, err := s.quads(ctx, graph.Pattern{S: ids[0], P: ids[1], O: ids[2]})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, q := range quads {
		g, _ := q.Label.(quad.IRI)
		names = append(names, s.graphName(g))
	}
	slices.Sort(names)
	return names, nil
}

// position is where a span begins.
type position struct {
	text         *shownText
	block        block
	line, column int
}

// at returns where a span begins, which must lie in its paragraph.
func (w *words) at(ctx context.Context, version string, span evidence.Span) (p position, err error) {
	if p.text, err = w.text(ctx, version); err != nil {
		return p, err
	}
	if p.block, err = w.block(ctx, version, span.Paragraph); err != nil {
		return p, err
	}
	if b := p.block.span; span.Start < b.Start || span.Start > span.End || span.End > b.End || b.End > len(p.text.Content) {
		return p, fmt.Errorf("%s: bytes %d to %d: %w", w.key(span.Paragraph), span.Start, span.End, graph.ErrDamaged)
	}
	p.line, p.column = p.text.Position(span.Start)
	return p, nil
}

// place returns where a span begins: "un.md:75:3  operative paragraph 5 of un".
func (w *words) place(ctx context.Context, version string, span evidence.Span) (string, error) {
	p, err := w.at(ctx, version, span)
	return fmt.Sprintf("%s  %s of %s", p, p.block.name, version), err
}

// String returns "un.md:75:3", and whether the file is no longer what was built.
func (p position) String() string {
	if p.text == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d%s", p.text.place, p.line, p.column, p.text.note)
}

// text returns what the store keeps of a version.
func (w *words) text(ctx context.Context, version string) (*shownText, error) {
	if t, ok := w.texts[version]; ok {
		return t, nil
	}
	t, err := w.sourceText(ctx, version)
	if err != nil {
		return nil, err
	}
	shown := &shownText{Text: t}
	var same bool
	if shown.place, same = w.seen.place(version, t.FileName, t.SHA256); !same {
		shown.note = " (as built)"
	}
	shown.place = visible(shown.place)
	w.texts[version] = shown
	return shown, nil
}

// sourceText reads the text of a version from its evidence graph.
func (s *state) sourceText(ctx context.Context, version string) (*source.Text, error) {
	g := s.base.EvidenceGraph(version)
	ids, err := s.Lookup(ctx, []quad.Value{vocab.SourceText, g})
	if err != nil {
		return nil, err
	}
	property := map[quad.Value]string{}
	for q, err := range graph.All(s.Scan(ctx, graph.Pattern{P: ids[0], G: ids[1]}, graph.AnyOrder)) {
		if err != nil {
			return nil, err
		}
		if property, err = s.literals(ctx, graph.Pattern{S: q.S, G: q.G}); err != nil {
			return nil, err
		}
	}
	content, ok := property[vocab.SourceText]
	if !ok {
		return nil, fmt.Errorf("text of version %s: %w: it is not there", version, graph.ErrDamaged)
	}
	return source.Restore(version, property[vocab.FileName], property[vocab.MediaType], property[vocab.SHA256], content, property[vocab.Encoding])
}

// block returns the name and the extent of a paragraph.
func (w *words) block(ctx context.Context, version string, paragraph quad.IRI) (block, error) {
	if b, ok := w.blocks[paragraph]; ok {
		return b, nil
	}
	ids, err := w.Lookup(ctx, []quad.Value{paragraph, w.base.Graph(version)})
	if err != nil {
		return block{}, err
	}
	property, err := w.literals(ctx, graph.Pattern{S: ids[0], G: ids[1]})
	if err != nil {
		return block{}, err
	}
	span, ok := spanOf(quad.String(property[vocab.Start]), quad.String(property[vocab.End]))
	if !ok {
		return block{}, fmt.Errorf("%s: %w: it has no place in the text", w.key(paragraph), graph.ErrDamaged)
	}
	b := block{name: blockName(w.key(paragraph), property), span: span}
	t, err := w.text(ctx, version)
	if err != nil {
		return block{}, err
	}
	if t.blocks == nil {
		if t.blocks, err = w.extents(ctx, version); err != nil {
			return block{}, err
		}
	}
	w.blocks[paragraph] = b
	return b, nil
}

// view returns the readable text of a block.
func (t *shownText) view(block source.Span) source.View {
	// The title in the metadata of a Markdown file stands in the quotes of YAML.
	if s := t.Content; t.Markdown() && block.Start > 0 && block.End < len(s) && s[block.Start-1] == '"' && s[block.End] == '"' {
		return source.NewQuoted(s, block)
	}
	if t.Markdown() {
		block.Start += len(headingMarks.FindString(t.Content[block.Start:block.End]))
	}
	return source.NewView(t.Content, t.without(block), t.Markdown())
}

// headingMarks are the signs before a heading of Markdown.
var headingMarks = regexp.MustCompile(`^#{1,6}[ \t]+`)

// without returns the parts of a paragraph that page furniture leaves of it.
func (t *shownText) without(paragraph source.Span) []source.Span {
	var out []source.Span
	from := paragraph.Start
	for _, f := range t.blocks {
		if f.furniture && from <= f.Start && f.End < paragraph.End && f.Start > paragraph.Start {
			out = append(out, source.Span{Start: from, End: f.Start})
			from = f.End
		}
	}
	return append(out, source.Span{Start: from, End: paragraph.End})
}

// extent is where a block of a text stands, and whether it is a footnote, a page number or what else is none of
// its paragraphs.
type extent struct {
	paragraph quad.IRI
	source.Span
	furniture bool
}

// extents returns the blocks of a version in the order of its text.
func (w *words) extents(ctx context.Context, version string) ([]extent, error) {
	ids, err := w.Lookup(ctx, []quad.Value{
		vocab.Start, vocab.End, vocab.Class, quad.String(document.Boilerplate.String()), w.base.Graph(version),
	})
	if err != nil {
		return nil, err
	}
	var found [3]map[graph.ID]graph.ID // object by subject
	var terms []graph.ID
	for i, p := range []graph.Pattern{{P: ids[0], G: ids[4]}, {P: ids[1], G: ids[4]}, {P: ids[2], O: ids[3], G: ids[4]}} {
		found[i] = map[graph.ID]graph.ID{}
		for q, err := range graph.All(w.Scan(ctx, p, graph.AnyOrder)) {
			if err != nil {
				return nil, err
			}
			found[i][q.S] = q.O
			terms = append(terms, q.S, q.O)
		}
	}
	values, err := w.Resolve(ctx, terms)
	if err != nil {
		return nil, err
	}
	text := map[graph.ID]quad.Value{}
	for i, id := range terms {
		text[id] = values[i]
	}
	out := []extent{}
	for s, start := range found[0] {
		paragraph, _ := text[s].(quad.IRI)
		span, ok := spanOf(text[start], text[found[1][s]])
		if _, furniture := found[2][s]; ok && paragraph != "" {
			out = append(out, extent{paragraph, span, furniture})
		}
	}
	slices.SortFunc(out, func(a, b extent) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.paragraph, b.paragraph))
	})
	return out, nil
}

// spanOf reads where a piece of a text begins and ends.
func spanOf(start, end quad.Value) (source.Span, bool) {
	from, err1 := strconv.Atoi(first([]quad.Value{start}))
	to, err2 := strconv.Atoi(first([]quad.Value{end}))
	return source.Span{Start: from, End: to}, err1 == nil && err2 == nil && from >= 0 && from <= to
}

// blockName names a paragraph by its key and what is said of it: "operative paragraph 3 (a)", "title".
func blockName(key string, property map[quad.Value]string) string {
	number := property[vocab.Number]
	switch {
	case number == "" && property[vocab.Class] == "introductory":
		return "introductory paragraph"
	case number == "":
		return strings.ReplaceAll(cmp.Or(property[vocab.Kind], property[vocab.Class]), "-", " ")
	}
	name := property[vocab.Class] + " paragraph " + number
	id := key[strings.LastIndexByte(key, '/')+1:] // "O3-a-i", in the second annex "A2-O3-a-i"
	if annex, rest, ok := strings.Cut(id, "-"); ok && strings.HasPrefix(annex, "A") {
		id, name = rest, name+" of annex "+annex[1:]
	}
	_, parts, _ := strings.Cut(id, "-")
	for part := range strings.SplitSeq(parts, "-") {
		if part != "" {
			name += " (" + part + ")"
		}
	}
	return name
}
