package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"
)

// formats are the forms of a table, the first on a terminal and the second in a pipe.
var formats = []string{"table", "tsv", "csv", "json"}

// output is where a verb's data goes. It is buffered: flush reports what could not be written.
type output struct {
	*bufio.Writer
	format   string // one of formats
	terminal bool   // standard output is a terminal
	color    bool   // and wants colours
	width    int    // columns of the terminal
}

// newOutput looks at what w is; format is "" when its user did not choose.
func newOutput(w io.Writer, format string) (*output, error) {
	o := &output{Writer: bufio.NewWriterSize(w, 1<<16), format: format, width: 100}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		o.terminal = true
		o.color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			o.width = width
		}
	}
	switch {
	case format == "" && o.terminal:
		o.format = formats[0]
	case format == "":
		o.format = formats[1]
	case !slices.Contains(formats, format):
		return nil, usage("--format %s: want %s", format, strings.Join(formats, ", "))
	}
	return o, nil
}

// rows prints a table. A cell of a text that a hostile document wrote cannot steer the terminal or break the
// line. JSON is one array with an object a line.
func (o *output) rows(columns []string, rows []row) error {
	switch o.format {
	case "table":
		o.table(columns, rows)
	case "tsv":
		for _, r := range rows {
			cells := r.strings()
			for i, cell := range cells {
				cells[i] = escaped(tsvEscape.Replace(cell))
			}
			fmt.Fprintln(o, strings.Join(cells, "\t"))
		}
	case "csv":
		o.csv(columns, rows)
	case "json":
		return o.json(columns, rows)
	}
	return nil
}

// row is a line of a table: strings, ints, and lists of strings, which are one cell each.
type row []any

func (r row) strings() []string {
	cells := make([]string, len(r))
	for i, cell := range r {
		if list, ok := cell.([]string); ok {
			cells[i] = strings.Join(list, " ")
			continue
		}
		cells[i] = fmt.Sprint(cell)
	}
	return cells
}

var tsvEscape = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// table draws rows for a reader, the last column as wide as the terminal allows.
func (o *output) table(columns []string, rows []row) {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Options.SeparateColumns = false
	t.Style().Format.Header = text.FormatDefault
	t.Style().Box.PaddingLeft = ""
	t.Style().Box.PaddingRight = "  "
	t.SuppressTrailingSpaces()
	cells := make([]column, len(columns))
	head := make(table.Row, len(columns))
	for i, c := range columns {
		head[i] = c
		cells[i].see(c)
	}
	t.AppendHeader(head)
	for _, r := range rows {
		line := make(table.Row, len(r))
		for i, cell := range r.strings() {
			cell = plain(cell)
			line[i] = cell
			cells[i].see(cell)
		}
		t.AppendRow(line)
	}
	t.SetColumnConfigs(fit(cells, o.width))
	fmt.Fprintln(o, t.Render())
}

// column is how wide a column wants to be and how narrow it can get without breaking a word.
type column struct{ width, word int }

func (c *column) see(cell string) {
	c.width = max(c.width, text.StringWidth(cell))
	for word := range strings.SplitSeq(cell, " ") {
		c.word = max(c.word, text.StringWidth(word))
	}
}

// narrowest is how far a column is narrowed where its words have to be broken.
const narrowest = 16

// fit narrows the widest columns until the table is as wide as the terminal: first without breaking a word, and
// where that is not enough, as with long keys in a narrow terminal, breaking the longest.
func fit(columns []column, width int) []table.ColumnConfig {
	left := width - 2*len(columns)
	configs := make([]table.ColumnConfig, len(columns))
	for i, c := range columns {
		left -= c.width
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMaxEnforcer: text.WrapSoft}
	}
	for _, least := range []func(column) int{func(c column) int { return c.word }, func(c column) int { return min(c.word, narrowest) }} {
		for ; left < 0; left++ {
			widest := -1
			for i, c := range columns {
				if c.width > least(c) && (widest < 0 || c.width > columns[widest].width) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			columns[widest].width--
			configs[widest].WidthMax = columns[widest].width
		}
	}
	return configs
}

func (o *output) csv(columns []string, rows []row) {
	w := csv.NewWriter(o)
	w.Write(columns) // errors are the buffer's, and flush reports them
	for _, r := range rows {
		cells := r.strings()
		for i, cell := range cells {
			cells[i] = inert(cell)
		}
		w.Write(cells)
	}
	w.Flush()
}

// inert makes a cell safe to open in a spreadsheet, which takes text that begins like a formula for one: an
// apostrophe before it keeps it text.
func inert(cell string) string {
	cell = visible(cell)
	if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			return "'" + cell
		}
	}
	return cell
}

// json writes one array with an object a line, its members in the order of the columns.
func (o *output) json(columns []string, rows []row) error {
	object := func(r row) error {
		separator := "{"
		for i, cell := range r {
			name, err := jsonText(columns[i])
			if err != nil {
				return err
			}
			value, err := jsonText(cell)
			if err != nil {
				return err
			}
			fmt.Fprintf(o, "%s%s: %s", separator, name, value)
			separator = ", "
		}
		o.WriteString("}")
		return nil
	}
	separator := "[\n"
	for _, r := range rows {
		o.WriteString(separator)
		if err := object(r); err != nil {
			return err
		}
		separator = ",\n"
	}
	if len(rows) == 0 {
		o.WriteString("[")
	}
	o.WriteString("\n]\n")
	return nil
}

func jsonText(v any) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return escaped(strings.TrimSuffix(b.String(), "\n")), err
}

// escaped writes what can steer a terminal as \u and four digits, which JSON reads back.
func escaped(s string) string {
	if strings.IndexFunc(s, steers) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// steers reports whether a terminal would obey r instead of showing it: the control characters, and those
// that turn the direction of what follows (Unicode 16, UAX 9, 2.1 and 2.2).
func steers(r rune) bool {
	return unicode.IsControl(r) || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}

// passage prints a passage behind an indent. On a terminal its lines are broken between words and what is
// meant stands out.
func (o *output) passage(indent string, p passage) {
	var line strings.Builder
	var looks []shown // of the characters that are no white space
	for _, x := range p.shown() {
		for _, r := range visible(x.text) {
			line.WriteRune(r)
			if r != ' ' {
				looks = append(looks, x.as)
			}
		}
	}
	for _, l := range o.broken(line.String(), len(indent)) {
		if o.color {
			l, looks = painted(l, looks)
		}
		fmt.Fprintln(o, indent+l)
	}
}

// painted returns a line whose characters look as looks says, and what is left of looks. Lines are broken before
// they are painted: what breaks lines loses count of colours.
func painted(line string, looks []shown) (string, []shown) {
	colors := map[shown]text.Colors{beside: {text.Faint}, quoted: {text.Bold}, trigger: {text.Bold, text.Underline}}
	var b, run strings.Builder
	now := around
	flush := func() {
		if run.Len() > 0 && now != around {
			b.WriteString(colors[now].Sprint(run.String()))
		} else {
			b.WriteString(run.String())
		}
		run.Reset()
	}
	for _, r := range line {
		if r != ' ' && len(looks) > 0 {
			if looks[0] != now {
				flush()
				now = looks[0]
			}
			looks = looks[1:]
		}
		run.WriteRune(r)
	}
	flush()
	return b.String(), looks
}

// broken returns the lines of a text that is printed behind an indent: on a terminal as wide as that.
func (o *output) broken(line string, indent int) []string {
	if o.terminal {
		line = text.WrapSoft(line, max(o.width-indent, 40))
	}
	lines := strings.Split(line, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines
}

// wrap prints a line behind an indent. On a terminal it is broken between words.
func (o *output) wrap(indent, line string) {
	for _, l := range o.broken(line, len(indent)) {
		fmt.Fprintln(o, indent+l)
	}
}

// plain makes text safe to print in one line: white space is one space and control characters are gone.
func plain(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }

// visible takes out what can steer a terminal.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case steers(r):
			return -1
		}
		return r
	}, s)
}

// counted returns "1 quad", "2 quads", "3 entities".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		noun = stem + "ie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
