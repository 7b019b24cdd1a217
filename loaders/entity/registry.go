package entity

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// entities returns what the registry says of everything with a key, by key.
func (r *resolver) entities() []Entity {
	typeOf := map[string]string{}
	for i := range r.ms {
		if m := &r.ms[i]; m.Key != "" {
			typeOf[m.Key] = r.typeOf(m)
		}
	}
	for _, key := range []string{r.work, r.version(), r.letter, r.cover, r.event} {
		if key != "" {
			typeOf[key] = typeByKey(key)
		}
	}
	byKey := map[string]Entity{}
	for key, typ := range typeOf {
		r.register(byKey, key, typ)
	}
	out := make([]Entity, 0, len(byKey))
	for _, e := range byKey {
		out = append(out, e)
	}
	return Merge(out)
}

// typeOf returns the class of what m names: that of its row, else what its key says, else the mention's.
func (r *resolver) typeOf(m *mention.Mention) string {
	if e := r.lex.Entry(m.Key); e != nil {
		return e.Type
	}
	if t := typeByKey(m.Key); t != "" {
		return t
	}
	return m.Type
}

// typeByKey returns the class that the first part of a key stands for, "" where several do.
func typeByKey(key string) string {
	kind, _, _ := strings.Cut(key, "/")
	return typeOfKind[kind]
}

var typeOfKind = map[string]string{
	"res": "Resolution", "dec": "Document", "doc": "Document", "docset": "DocumentGroup", "date": "Date", "event": "Event",
	"person": "Person", "role": "Role", "gov": "Government", "state": "State", "agenda": "AgendaItem", "lang": "Language",
	"place": "Place", "theme": "Theme", "norm": "Norm", "level": "Level", "scheme": "ConceptScheme",
}

// register adds the entity with a key and those that its normal forms name.
func (r *resolver) register(byKey map[string]Entity, key, typ string) {
	if _, ok := byKey[key]; ok {
		return
	}
	e := Known(key, r.lex)
	if e.Key == "" {
		e = Entity{Key: key, Type: typ, Label: r.nameOf(key)}
	}
	byKey[key] = e
	for _, p := range e.Properties {
		if p.Key != "" {
			r.register(byKey, p.Key, typeByKey(p.Key))
		}
	}
}

// nameOf returns the label of a minted entity.
func (r *resolver) nameOf(key string) string {
	if name, ok := r.names[key]; ok {
		return name
	}
	switch {
	case key == r.work && r.title != "":
		return r.title
	case key == r.version():
		return strings.TrimSpace(r.nameOf(r.work) + ", version " + r.d.Text.Name)
	}
	return strings.ReplaceAll(tail(key), "-", " ")
}

// Known returns the entity of a key as far as the key and the lexicon tell; its Key is "" where they say
// nothing: a name minted from a text has its label there.
func Known(key string, lex *lexicon.Lexicon) Entity {
	e := known(key, lex)
	e.sortProperties()
	return e
}

func known(key string, lex *lexicon.Lexicon) Entity {
	kind, rest, _ := strings.Cut(key, "/")
	if row := lex.Entry(key); row != nil {
		return fromRow(row)
	}
	switch kind {
	case "date":
		return fromDate(key, rest, lex)
	case "res", "dec":
		return fromSymbol(key, lex)
	case "gov":
		if s := lex.Entry("state/" + rest); s != nil {
			return Entity{Key: key, Type: "Government", Label: "Government of " + article(s.Label) + s.Label}
		}
	}
	return Entity{}
}

// article returns "the " before the name of a state that says what kind of state it is.
func article(name string) string {
	if strings.Contains(name, " of ") || strings.HasPrefix(name, "United ") || strings.HasSuffix(name, "Republic") || strings.HasSuffix(name, "Federation") {
		return "the "
	}
	return ""
}

func fromRow(row *lexicon.Entry) Entity {
	e := Entity{Key: row.Key, Type: row.Type, Label: row.Label}
	e.setAltLabels(slices.Clone(row.AltLabels))
	switch row.Type {
	case "State":
		e.text(vocab.ISO3166, row.Code)
	case "Language":
		e.text(vocab.BCP47, row.Code)
	}
	if row.Type == "Theme" {
		e.text(vocab.Origin, row.Origin)
		e.Properties = append(e.Properties, Property{Predicate: vocab.InScheme, Key: themeScheme})
	}
	for _, b := range row.Broader {
		e.Properties = append(e.Properties, Property{Predicate: vocab.Broader, Key: b})
	}
	return e
}

// themeScheme is the key of the SKOS scheme whose concepts are the themes.
const themeScheme = "scheme/themes"

// text adds a literal.
func (e *Entity) text(p quad.IRI, s string) {
	if s != "" {
		e.Properties = append(e.Properties, Property{Predicate: p, Literal: quad.String(s)})
	}
}

// dateForm is what follows the type in the key of a date.
var dateForm = regexp.MustCompile(`^\d{4}(-\d\d){0,2}(_\d{4}(-\d\d){0,2})?$`)

// fromDate reads "2018-05-03_2018-05-04", "2011-11-30", "2016-05" and "2016".
func fromDate(key, rest string, lex *lexicon.Lexicon) Entity {
	if !dateForm.MatchString(rest) {
		return Entity{}
	}
	from, to, interval := strings.Cut(rest, "_")
	if !interval {
		to = from
	}
	e := Entity{Key: key, Type: "Date", Label: dayLabel(from, lex)}
	iso := from
	if interval {
		iso = from + "/" + to
		e.Label = intervalLabel(from, to, lex)
	}
	e.text(vocab.ISO, iso)
	e.text(vocab.Begin, firstDay(from))
	e.text(vocab.End, lastDay(to))
	return e
}

// dayLabel writes a date as UN documents do: "30 November 2011".
func dayLabel(iso string, lex *lexicon.Lexicon) string {
	parts := strings.Split(iso, "-")
	if len(parts) == 1 || parts[0] == "" {
		return iso
	}
	month, _ := strconv.Atoi(parts[1])
	if month < 1 || month > 12 {
		return iso
	}
	label := lex.MonthName(month) + " " + parts[0]
	if len(parts) == 3 {
		day, _ := strconv.Atoi(parts[2])
		label = strconv.Itoa(day) + " " + label
	}
	return label
}

// intervalLabel writes an interval without repeating what its ends share: "3-4 May 2018".
func intervalLabel(from, to string, lex *lexicon.Lexicon) string {
	a, b := dayLabel(from, lex), dayLabel(to, lex)
	if day, rest, ok := strings.Cut(a, " "); ok && strings.HasSuffix(b, " "+rest) && len(from) == 10 {
		return day + "-" + b
	}
	return a + "-" + b
}

func firstDay(iso string) string {
	return iso + []string{"", "", "", "", "-01-01", "", "", "-01", "", "", ""}[min(len(iso), 10)]
}

func lastDay(iso string) string {
	switch len(iso) {
	case 4:
		return iso + "-12-31"
	case 7:
		first, err := time.Parse("2006-01-02", iso+"-01")
		if err != nil {
			return iso
		}
		return first.AddDate(0, 1, -1).Format("2006-01-02")
	}
	return iso
}

// fromSymbol reads the key of a resolution or decision: "res/s-res-1373-2001".
func fromSymbol(key string, lex *lexicon.Lexicon) Entity {
	s, ok := parseSymbol(key, lex)
	if !ok {
		return Entity{}
	}
	e := Entity{Key: key, Type: typeByKey(key), Label: s.label(lex)}
	e.text(vocab.Symbol, s.text)
	if s.number > 0 {
		e.Properties = append(e.Properties, Property{Predicate: vocab.Number, Literal: vocab.Integer(s.number)})
	}
	if s.year > 0 {
		e.Properties = append(e.Properties, Property{Predicate: vocab.Year, Literal: vocab.Integer(s.year)})
	}
	e.Properties = append(e.Properties, Property{Predicate: vocab.Body, Key: s.body})
	return e
}
