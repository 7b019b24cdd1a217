package entity

import (
	"strconv"
	"strings"

	"concord/loaders/document"
	"concord/loaders/mention"
)

// dates gives dates that name no year that of their neighbours, and finds the year of the declaration.
func (r *resolver) dates() {
	r.year = r.declared()
	for i := range r.ms {
		if m := &r.ms[i]; m.Type == "Date" && m.Key == "" {
			m.Key = mention.DateKey(m.Surface, r.yearNear(i), r.lex)
		}
	}
	if r.year == 0 {
		r.year = r.declared()
	}
}

// yearNear returns the year that a day named without one belongs to: that of the last day or resolution before
// it in its block, else of the next one there, else of the declaration, else of the nearest date at all.
func (r *resolver) yearNear(i int) int {
	block := r.ms[i].Block
	for j := i - 1; j >= 0 && r.ms[j].Block == block; j-- {
		if y := yearOf(&r.ms[j]); y > 0 && !bareYear(&r.ms[j]) {
			return y
		}
	}
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == block; j++ {
		if y := yearOf(&r.ms[j]); y > 0 && !bareYear(&r.ms[j]) {
			return y
		}
	}
	if r.year > 0 {
		return r.year
	}
	for j := range min(len(r.ms), farthest) {
		if y := yearOf(&r.ms[max(i-j, 0)]); y > 0 {
			return y
		}
		if y := yearOf(&r.ms[min(i+j, len(r.ms)-1)]); y > 0 {
			return y
		}
	}
	return 0
}

// bareYear reports whether a date names a year and no more.
func bareYear(m *mention.Mention) bool { return m.Type == "Date" && len(tail(m.Key)) == len("2018") }

// yearOf returns the year in which a date, or a resolution that bears one, begins; 0 for none.
func yearOf(m *mention.Mention) int {
	if rest, ok := strings.CutPrefix(m.Key, "date/"); ok && len(rest) >= 4 {
		y, _ := strconv.Atoi(rest[:4])
		return y
	}
	if rest, ok := strings.CutPrefix(m.Key, "res/s-res-"); ok {
		_, year, _ := strings.Cut(rest, "-")
		y, _ := strconv.Atoi(year)
		return y
	}
	return 0
}

// declared returns the year of the declaration: of the first date before its body, of those of the text of
// the declaration itself first, then of those of the page that carries it.
func (r *resolver) declared() int {
	for _, boilerplate := range []bool{false, true} {
		if y := r.firstYear(boilerplate); y > 0 {
			return y
		}
	}
	return 0
}

func (r *resolver) firstYear(boilerplate bool) int {
	for _, part := range []document.Part{document.Declaration, document.Letter, document.Cover} {
		for i := range r.ms {
			m := &r.ms[i]
			b := r.block(m)
			if b.Container != part || m.Boilerplate != boilerplate || b.Role == document.Preambular || b.Role == document.Operative {
				continue
			}
			if y := yearOf(m); y > 0 && m.Type == "Date" && (!bareYear(m) || r.isHead(m)) {
				return y // "signatories of the Treaty of 1922" tells nothing of the text
			}
		}
	}
	return 0
}

// masthead finds the organ whose document the file is, and its session.
func (r *resolver) masthead() {
	for i := range r.ms {
		m := &r.ms[i]
		if !r.isHead(m) {
			continue
		}
		if r.body == "" && m.Type == "Organ" && m.Key != "" && (len(m.Surface) == len(r.block(m).View.Text) || r.block(m).Container == document.Declaration) {
			r.body = m.Key
		}
		if r.session == 0 && m.Type == "Event" && m.Key == "" {
			r.session = mention.OrdinalValue(m.Surface, r.lex)
		}
	}
	if r.body != "" {
		return
	}
	for i := range r.ms {
		if m := &r.ms[i]; r.block(m).Class == document.Chapeau && m.Type == "Organ" && m.Key != "" {
			r.body = m.Key
			return
		}
	}
}

// isHead reports whether m stands in the masthead or heading of the file.
func (r *resolver) isHead(m *mention.Mention) bool {
	b := r.block(m)
	switch b.Class {
	case document.FrontMatter:
		return true
	case document.Introductory:
		return len(b.View.Text) < longestHeading
	case document.Title:
		return b.Kind != "section-heading"
	}
	return false
}

// longestHeading is the length of the longest passage taken for a line of a masthead. The mastheads of the
// 537 resolutions of sessions 78 and 79 whose lines run together are 100 to 170 bytes long.
const longestHeading = 200

// mintWork finds the work: what a symbol or number in the heading says, else the title with place, kind and year.
func (r *resolver) mintWork() {
	title := r.titleMention()
	if title != nil {
		r.title = title.Surface
	} else {
		for i := range r.d.Blocks {
			if b := &r.d.Blocks[i]; b.Class == document.Title && b.Kind != "section-heading" {
				r.title = b.View.Text
				break
			}
		}
	}
	if !r.has(document.Letter) {
		if own := r.ownSymbol(); own != nil {
			r.work, r.numbered = own.Key, true
			return
		}
		if key := r.ownNumber(); key != "" {
			r.work, r.numbered = key, true
			return
		}
	}
	if r.title == "" {
		if r.hasBody() {
			r.work = "doc/" + join("declaration", r.yearText(), r.d.Text.Name)
		}
		return
	}
	r.work = "doc/" + r.titleSlug(title)
	r.headed()
}

// headed gives the work to the name that its title begins with, "Joint Statement of the Leaders of India" where
// more States follow.
func (r *resolver) headed() {
	for i := range r.ms {
		m := &r.ms[i]
		b := r.block(m)
		if m.Type == "Document" && m.Form == mention.Name && m.Key == "" && b.Class == document.Title && b.Container == document.Declaration &&
			b.Kind != "section-heading" && m.Span.Start <= longestAside {
			m.Key = r.work
			return
		}
	}
}

// has reports whether the file holds a part.
func (r *resolver) has(part document.Part) bool {
	for i := range r.d.Blocks {
		if b := &r.d.Blocks[i]; b.Container == part && b.Class != document.Boilerplate {
			return true
		}
	}
	return false
}

// longestAside is how many bytes of a title may stand outside the name in it: an article, quotes.
const longestAside = 6

func (r *resolver) hasBody() bool {
	for i := range r.d.Blocks {
		if c := r.d.Blocks[i].Class; c == document.Preambular || c == document.Operative {
			return true
		}
	}
	return false
}

// titleMention returns the mention of a document that the title of the declaration is, nil when it names none.
func (r *resolver) titleMention() *mention.Mention {
	for i := range r.ms {
		m := &r.ms[i]
		b := r.block(m)
		if m.Type == "Document" && m.Form == mention.Name && b.Class == document.Title && b.Container == document.Declaration && b.Kind != "section-heading" && m.Key == "" {
			if m.Span.Len()+longestAside < len(b.View.Text) {
				return nil // a title that only begins like the name of a document
			}
			return m
		}
	}
	return nil
}

// ownSymbol returns the mention by which the text gives its own symbol or number, nil when it gives none.
func (r *resolver) ownSymbol() *mention.Mention {
	var document *mention.Mention
	for i := range r.ms {
		m := &r.ms[i]
		if !r.isHead(m) || m.Key == "" {
			continue
		}
		if m.Type == "Resolution" && len(strings.Fields(r.before(m))) <= 1 { // not "Implementation of resolution 2719 (2023)"
			return m
		}
		if document == nil && m.Type == "Document" && strings.Contains(m.Surface, "/") && strings.HasPrefix(m.Key, "doc/") && !strings.Contains(m.Surface, " ") && !bracketed(r.before(m)) {
			document = m
		}
	}
	return document
}

// ownNumber returns the key of a Security Council resolution whose heading gives its number and its day but not
// the year behind the number, "Resolution 290 of 8 December 1970"; "" for another text.
func (r *resolver) ownNumber() string {
	number := r.lex.NumberedResolution(r.title)
	if number == "" || r.year == 0 || r.body != "org/unsc" {
		return ""
	}
	return mention.ResolutionKey(number+" ("+r.yearText()+")", r.body, r.lex)
}

// bracketed reports whether text leaves a parenthesis open: "[on the report of the First Committee (".
func bracketed(text string) bool {
	return strings.LastIndexAny(text, "([") > strings.LastIndexAny(text, ")]")
}

// titleSlug returns place or body, kind and year of a title that says no more, "dushanbe-declaration-2018";
// of a longer one its words, since two declarations may share the rest.
func (r *resolver) titleSlug(title *mention.Mention) string {
	year := r.yearText()
	if title != nil {
		first := r.firstIn(title)
		kind := r.headOf(title.Surface)
		rest := len(r.lex.WithoutSmallWords(title.Surface)) - len(r.lex.WithoutSmallWords(kind))
		if first != nil {
			rest -= len(r.lex.WithoutSmallWords(first.Surface))
		}
		if first != nil && kind != "" && rest <= 1 {
			return join(tail(first.Key), mention.Slug(kind), year)
		}
	}
	slug := firstWords(mention.Slug(r.title), longestKey)
	switch {
	case strings.Contains("-"+slug+"-", "-"+year+"-"):
		year = ""
	case r.untold(title):
		year = r.day()
	}
	return join(slug, year)
}

// untold reports whether a title says no more than whose text it is, "G7 Leaders' Statement": a body issues
// several of them a year. That of a meeting at a place is one.
func (r *resolver) untold(title *mention.Mention) bool {
	if title == nil || len(r.lex.WithoutSmallWords(title.Surface)) > longestBareTitle {
		return false
	}
	first := r.firstIn(title)
	return first != nil && first.Type != "Place" && first.Span.Start == title.Span.Start
}

// longestBareTitle is how many words a title has at most that says no more than whose text it is: "U.S.-EU
// Joint Leaders' Statement".
const longestBareTitle = 5

// day returns the day of the declaration, its year where the heading tells no day.
func (r *resolver) day() string {
	for i := range r.ms {
		m := &r.ms[i]
		c := r.block(m).Role
		if m.Type == "Date" && yearOf(m) == r.year && len(tail(m.Key)) == len("2018-05-04") && c != document.Preambular && c != document.Operative {
			return tail(m.Key)
		}
	}
	return r.yearText()
}

// firstIn returns the first place or body named in m, nil for none.
func (r *resolver) firstIn(m *mention.Mention) *mention.Mention {
	for i := range r.ms {
		in := &r.ms[i]
		if in.Block == m.Block && in.Key != "" && in != m && m.Span.Contains(in.Span) {
			switch in.Type {
			case "Place", "State", "Organization", "Organ":
				return in
			}
		}
	}
	return nil
}

func (r *resolver) yearText() string {
	if r.year == 0 {
		return ""
	}
	return strconv.Itoa(r.year)
}

// mintCovers finds the letter that transmits the declaration and the document or page that carries it.
func (r *resolver) mintCovers() {
	if r.has(document.Letter) {
		for i := range r.ms {
			m := &r.ms[i]
			if m.Type == "Document" && m.Key == "" && m.Form == mention.Name && r.isLetter(m) && (r.block(m).Container == document.Letter || r.letter == "") {
				r.letter = r.letterKey(i)
				break
			}
		}
		if r.letter == "" {
			r.letter = "doc/" + join("letter", r.yearText(), r.d.Text.Name)
		}
	}
	if r.has(document.Cover) || r.has(document.Letter) {
		r.cover = r.coverKey()
	} else if r.carried() {
		r.cover = "doc/" + mention.Slug(r.d.Text.Name) + "-page"
	}
}

// carried reports whether something around the declaration says that a page carries it. What stands around a
// declaration with a masthead of its own is its own page furniture.
func (r *resolver) carried() bool {
	carried := false
	for i := range r.d.Blocks {
		b := &r.d.Blocks[i]
		if b.Class == document.FrontMatter && b.Container == document.Declaration {
			return false
		}
		carried = carried || b.Container == document.Cover
	}
	return carried
}

// coverKey returns the key of the document in whose masthead the file begins.
func (r *resolver) coverKey() string {
	date := ""
	for i := range r.ms {
		m := &r.ms[i]
		if r.block(m).Container != document.Cover || m.Boilerplate {
			continue
		}
		if m.Type == "Document" && strings.Contains(m.Surface, "/") && m.Key != "" {
			return m.Key
		}
		if m.Type == "Date" && date == "" && r.block(m).Class == document.FrontMatter {
			date = tail(m.Key)
		}
	}
	if r.body == "" && date == "" {
		return "doc/" + mention.Slug(r.d.Text.Name) + "-page"
	}
	return "doc/" + join("un-document", date)
}

// isLetter reports whether the name of a document is that of a letter.
func (r *resolver) isLetter(m *mention.Mention) bool {
	return r.lex.IsLetter(m.Surface)
}

// letterKey returns the key of the letter that the i-th mention names: its first state or body, and its date.
func (r *resolver) letterKey(i int) string {
	from, date := "", ""
	outer := r.ms[i]
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == outer.Block && outer.Span.Contains(r.ms[j].Span); j++ {
		m := &r.ms[j]
		switch {
		case m.Type == "State" && (from == "" || !strings.HasPrefix(from, "state/")):
			from = m.Key
		case from == "" && (m.Type == "Role" || m.Type == "Organ" || m.Type == "Organization") && m.Key != "":
			from = m.Key
		case m.Type == "Date" && date == "":
			date = tail(m.Key)
		}
	}
	return "doc/" + join("letter", tail(from), date)
}

// tail returns what follows the type in a key: "tj" for "state/tj".
func tail(key string) string {
	_, t, _ := strings.Cut(key, "/")
	return t
}

// join joins the parts of a key that are not empty.
func join(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "-")
}

// firstWords returns the first n words of a slug.
func firstWords(slug string, n int) string {
	words := strings.Split(slug, "-")
	return strings.Join(words[:min(n, len(words))], "-")
}
