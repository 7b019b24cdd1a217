package path_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"concord/queries/path"
)

// unplaced returns a copy of a query or a part of one in which every Pos is zero. It walks the tree once,
// where a comparison that is told to pass over some fields compares nested lists again at each level.
func unplaced(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch {
	case v.Type() == reflect.TypeFor[path.Pos]():
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(unplaced(v.Field(i)))
		}
	case v.Kind() == reflect.Slice && v.Len() > 0:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(unplaced(v.Index(i)))
		}
	case v.Kind() == reflect.Interface:
		out.Set(unplaced(v.Elem()))
	case v.Kind() == reflect.Pointer && !v.IsNil():
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(unplaced(v.Elem()))
	default:
		out.Set(v)
	}
	return out
}

func sameTree(a, b *path.Query) bool {
	return reflect.DeepEqual(unplaced(reflect.ValueOf(a)).Interface(), unplaced(reflect.ValueOf(b)).Interface())
}

func TestParseExprPrints(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"cites", "cites"},
		{"<http://e/p>", "<http://e/p>"},
		{"dcterms:title/con:cites", "dcterms:title/con:cites"},
		{"a", "a"},
		{".", "."},
		{"^cites", "^cites"},
		{"(cites)", "cites"},
		{"((a/b))/c", "(a/b)/c"},
		{"a/(b/c)/d", "a/(b/c)/d"},
		{"a|b/c|^d", "a|b/c|^d"},
		{"(a|b)/c", "(a|b)/c"},
		{"a | b / c", "a|b/c"},
		{"( a | b )", "a|b"},
		{"^ a", "error 1:2: expected a predicate"},
		{"(^ a)", "^a"},
		{"a*", "a*"},
		{"^a*", "^a*"},
		{"^(a*)", "^(a*)"},
		{"(^a)*", "^a*"},
		{"^(^a)", "^(^a)"},
		{"(a/b)+", "(a/b)+"},
		{"a?", "a?"},
		{"a{2}", "a{2}"},
		{"a{0,}", "a*"},
		{"a{1,}", "a+"},
		{"a{,1}", "a?"},
		{"a{ 2 , 5 }", "a{2,5}"},
		{"a{,5}", "a{,5}"},
		{"a{3,}", "a{3,}"},
		{"a{0}", "a{0}"},
		{"(a*)+", "(a*)+"},
		{"(.|^.){1,6}", "(.|^.){1,6}"},
		{"!a", "!a"},
		{"!^a", "!^a"},
		{"!(a|^b)", "!(a|^b)"},
		{"!( a | ^ b )", "!(a|^b)"},
		{"!()", "!()"},
		{"!(a)", "!a"},
		{"^!a", "^!a"},
		{"implements[type = Resolution]", "implements[type = Resolution]"},
		{"a[b=c/d]", "a[b = c/d]"},
		{"a[b=<http://e/o>][c!='x']", `a[b = <http://e/o>][c != "x"]`},
		{"(a/b)[c<5]*", "(a/b)[c < 5]*"},
		{"a*[c>=-2.50]", "a*[c >= -2.50]"},
		{`a[b ~ "^s(\\d+)"]`, `a[b ~ "^s(\\d+)"]`},
		{`a[b = "x"@en]`, `a[b = "x"@en]`},
		{`a[b = "5"^^xsd:integer]`, `a[b = "5"^^xsd:integer]`},
		{`^a[b = theme/youth]/c`, `^a[b = theme/youth]/c`},
		{`a[b = "\u00e9\n"]`, `a[b = "é\n"]`},
		{"theme/broader", "theme/broader"},
		{"überträgt", "überträgt"},
	} {
		e, err := path.ParseExpr(c.in)
		got := ""
		if err != nil {
			got = "error " + strings.TrimPrefix(err.Error(), "query:")
			got = got[:min(len(got), len(c.want))]
		} else {
			got = e.String()
		}
		if got != c.want {
			t.Errorf("ParseExpr(%q) prints %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParsePrints(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"doc/dushanbe-declaration-2018 ^isVersionOf/commitsTo/implements[type = Resolution] ?r", ""},
		{"ALL SHORTEST state/qa (.|^.){1,6} res/s-res-1373-2001 IN graph/un", ""},
		{"ANY  SHORTEST WALK ?x cites ?y", "ANY SHORTEST ?x cites ?y"},
		{"?x a? ?y", ""},
		{"?x cites", ""},
		{"?x cites IN text LIMIT 3", ""},
		{"COUNT $x cites+ ?y IN EACH LIMIT 10 OFFSET 20", "COUNT ?x cites+ ?y IN EACH LIMIT 10 OFFSET 20"},
		{"?x cites ?y IN un,mia , graph/un/evidence,<http://e/g>", "?x cites ?y IN un, mia, graph/un/evidence, <http://e/g>"},
		{"\n ?x\n  cites /\n adoptedBy ?y \n", "?x cites/adoptedBy ?y"},
		{`"State of Qatar" ^actor ?c`, ""},
		{`lit:"x" ^label ?c`, ""},
		{`"x"@en ^label ?c`, ""},
		{`'5'^^xsd:integer ^number ?c`, `"5"^^xsd:integer ^number ?c`},
		{`<http://e/a> c:p un:S/RES/1373`, ""},
		{"commit/un/O8.2 theme ?t", ""},
	} {
		if c.want == "" {
			c.want = c.in
		}
		q, err := path.Parse(c.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
			continue
		}
		if got := q.String(); got != c.want {
			t.Errorf("Parse(%q) prints %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "1:1: expected the start of a path, found the end of the query"},
		{"state/tj", "1:9: expected a path after the start, found the end of the query"},
		{"Qatar cites ?x", `1:1: expected the start of a path, found "Qatar" (a name stands in quotes: "Qatar")`},
		{"5 cites ?x", "1:1: expected the start of a path, found a bare number"},
		{"?x (cites", `1:10: expected ")" to close the group opened at 1:4`},
		{"?x cites)", `1:9: expected / | * + ? { [ or white space after a step, found ")"`},
		{"?x cites/ ?y", "1:11: expected a predicate, found a variable or a quantifier (a path holds no variables"},
		{"?x cites/org/un ?y", "1:10: expected a predicate, found a key (keys stand at the two ends of a path"},
		{"?x cites?y", "1:9: expected white space before a variable (separate the end"},
		{"?x cites** ?y", "1:10: expected one quantifier, found two (group the inner one: (cites*)"},
		{"?x cites{3,2} ?y", "1:9: expected {3,2} to count upwards"},
		{"?x cites{} ?y", `1:10: expected a count, found "}" ({n}, {n,m}, {n,} or {,m})`},
		{"?x cites{1 ?y", `1:12: expected "}" to close the count opened at 1:9`},
		{"?x cites[a/b = x/y] ?y", `1:11: expected = != < <= > >= ~, found "/" (the left side`},
		{"?x cites[class = operative] ?y", `1:18: expected a key, a literal or a number, found "operative" (write "operative"`},
		{"?x cites[class ~ x/y] ?y", "1:18: expected a regular expression in quotes"},
		{"?x cites[number < x/y] ?y", `1:19: expected a literal or a number after "<"`},
		{"?x cites[begin < 2018-05-03] ?y", "1:18: expected a number (a date stands in quotes)"},
		{"?x cites@un ?y", "1:9: steps in one version (@) are not supported yet"},
		{"?x <p> ?y", "1:4: expected an absolute IRI"},
		{"?x <http://e/ p> ?y", `1:14: expected ">" to close the IRI opened at 1:4`},
		{`"x cites ?y`, "1:12: expected \"\\\"\" to close the string opened at 1:1"},
		{"TRAIL ?x cites ?y", "1:1: TRAIL is not supported yet"},
		{"ALL SHORTEST TRAIL ?x cites ?y", "1:14: TRAIL is not supported yet"},
		{"ALL ?x cites ?y", "1:1: this mode is not supported yet"},
		{"?x cites ?y WHERE basis", "1:13: WHERE is not supported yet"},
		{"?x cites MAX 3", "1:10: MAX is not supported yet"},
		{"?x cites ?y ORDER BY y", "1:13: ORDER is not supported yet"},
		{"?x cites ?y AND ?y cites ?z", "1:13: AND is not supported yet"},
		{"?x cites ?y\n?y cites ?z", `2:1: expected the end of the query, found "?"`},
		{"?x cites ?y LIMIT", "1:18: expected a number of answers, found the end of the query"},
		{"?x cites ?y OFFSET 2 LIMIT 1", `1:22: expected the end of the query, found "L"`},
		{"?x cites ?y IN LIMIT", "1:16: expected graphs after IN, found LIMIT"},
		{"?x é/ü/ö} ?y", `1:9: expected / | * + ? { [ or white space after a step, found "}"`},
		{"?x \xff ?y", "1:4: expected UTF-8"},
		{"?x cites state/t!j", `1:17: expected a key, found "!" in it`},
		{"?x cites + ?y", `1:10: expected the end of the path, found "+" (white space ends a path`},
		{"?x cites /", "1:11: expected a predicate, found the end of the query"},
		{"?x cites _:b", "1:10: expected the end of the path, found a blank node"},
	} {
		_, err := path.Parse(c.in)
		var syntax *path.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Parse(%q) = %v, want a syntax error", c.in, err)
			continue
		}
		if got := strings.TrimPrefix(err.Error(), "query:"); !strings.HasPrefix(got, c.want) {
			t.Errorf("Parse(%q): error\n     %s\nwant %s", c.in, got, c.want)
		}
	}
}

// TestDepth holds a hostile query to an error instead of an exhausted stack.
func TestDepth(t *testing.T) {
	for _, in := range []string{
		"?x " + strings.Repeat("(", 100000) + "a" + strings.Repeat(")", 100000),
		"?x a" + strings.Repeat(`[b = "c"]`, 1000),
		"?x " + strings.Repeat("(^", 100000),
		"?x " + strings.Repeat("!(", 100000),
	} {
		if _, err := path.Parse(in); err == nil {
			t.Errorf("Parse(%.20q…) is accepted", in)
		}
	}
	long := "?x a" + strings.Repeat("/a", 100000)
	if q, err := path.Parse(long); err != nil || q.String() != long {
		t.Errorf("Parse of a sequence of 100001 steps: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"doc/d ^isVersionOf/commitsTo/implements[type = Resolution] ?r",
		"COUNT ALL SHORTEST ?x (a|^b)*/!(c|^<http://e/d>){2,}[e ~ \"x\\u00e9\"] ?y IN un, graph/mia LIMIT 1 OFFSET 2",
		`"n" .{,3}/a? "l"@en IN EACH`, `lit:'x' ^(a[b >= -1.5]+) "5"^^<http://e/i>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		q, err := path.Parse(in)
		if err != nil {
			var syntax *path.SyntaxError
			if !errors.As(err, &syntax) || syntax.Pos.Line < 1 || syntax.Pos.Column < 1 {
				t.Fatalf("Parse(%q): %v has no position", in, err)
			}
			return
		}
		printed := q.String()
		again, err := path.Parse(printed)
		if err != nil {
			t.Fatalf("Parse(%q) prints %q: %v", in, printed, err)
		}
		if !sameTree(q, again) {
			t.Fatalf("Parse(%q) prints %q, which is another query", in, printed)
		}
		if twice := again.String(); twice != printed {
			t.Fatalf("canonical %q prints %q", printed, twice)
		}
	})
}

func ExampleParse() {
	_, err := path.Parse("COUNT ?c implements [type = Resolution] res/r")
	fmt.Println(err)
	q, err := path.Parse("COUNT ?c implements[ type=Resolution ] / adoptedBy org/unsc")
	fmt.Println(q, err)
	// Output:
	// query:1:21: expected the end of the path, found "[" (white space ends a path, except inside brackets and around / and |)
	// COUNT ?c implements[type = Resolution]/adoptedBy org/unsc <nil>
}
