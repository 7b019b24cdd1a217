package assertion

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// markedText reads text in which mentions are marked, {Event the {Place Paris} conference}, acronyms as {=Organization
// EU} and themes as {Theme ...}. Its key is what a mention says.
func markedText(block int, marked string) (string, []mention.Mention) {
	var text strings.Builder
	var open []int
	var ms []mention.Mention
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '{':
			name, _, _ := strings.Cut(marked[i+1:], " ")
			m := mention.Mention{Block: block, Span: source.Span{Start: text.Len()}}
			i += len(name) + 1
			name, acronym := strings.CutPrefix(name, "=")
			if acronym {
				m.Form = mention.Acronym
			}
			if name == "Theme" {
				m.Layer, m.Form = mention.ThemeLayer, mention.ThemeForm
			}
			m.Type = name
			open = append(open, len(ms))
			ms = append(ms, m)
		case '}':
			m := &ms[open[len(open)-1]]
			open = open[:len(open)-1]
			m.Span.End = text.Len()
			m.Surface = text.String()[m.Span.Start:]
			m.Key = m.Surface
		default:
			text.WriteByte(marked[i])
		}
	}
	return text.String(), ms
}

// markedContext makes a document of blocks "class/kind: marked text".
func markedContext(blocks ...string) *Context {
	classes := map[string]document.Class{"front-matter": document.FrontMatter, "letter": document.LetterText, "title": document.Title,
		"introductory": document.Introductory, "chapeau": document.Chapeau, "preambular": document.Preambular,
		"operative": document.Operative, "closing": document.Closing, "boilerplate": document.Boilerplate}
	c := &Context{Lexicon: lexicon.English(), Document: &document.Document{}, Name: "v", Work: "WORK", Version: "VERSION", Letter: "LETTER", Cover: "COVER", Event: "EVENT"}
	for i, b := range blocks {
		head, marked, _ := strings.Cut(b, ": ")
		class, kind, _ := strings.Cut(head, "/")
		text, ms := markedText(i, marked)
		c.Document.Blocks = append(c.Document.Blocks, document.Block{
			ID: fmt.Sprint(i), Class: classes[class], Kind: kind, View: source.NewView(text, []source.Span{{End: len(text)}}, false)})
		c.Mentions = append(c.Mentions, ms...)
	}
	return c
}

// lines writes claims as "subject predicate object | evidence".
func lines(c *Context, claims []Claim) []string {
	var out []string
	for _, cl := range claims {
		p, _ := vocab.Local(cl.Predicate)
		o := cl.Object
		if l, ok := cl.Literal.(quad.String); ok {
			o = fmt.Sprintf("%q", string(l))
		}
		var quotes []string
		for _, s := range cl.Spans {
			quotes = append(quotes, c.Document.Blocks[s.Block].View.Text[s.Start:s.End])
		}
		out = append(out, fmt.Sprintf("%s %s %s | %s", cl.Subject, p, o, strings.Join(quotes, " … ")))
	}
	return out
}

func TestPhrases(t *testing.T) {
	for _, tt := range []struct {
		blocks []string
		want   []string
	}{
		{[]string{`introductory/: On {Date 1-2 June 2021}, a {Event Summit} was hosted by the {Government Government of {State Peru}} in cooperation with the {Organization Rio Group} ({=Organization RG}), the {Organization Andean Union} and with the support of the {State Chile}.`}, []string{
			"Summit heldOn 1-2 June 2021 | On 1-2 June 2021",
			"Summit hostedBy Government of Peru | hosted by the Government of Peru",
			"Summit inCooperationWith Rio Group | in cooperation with the Rio Group (RG)",
			"Summit inCooperationWith Andean Union | Andean Union",
			"Summit withSupportOf Chile | with the support of the Chile",
			"Government of Peru governmentOf Peru | Government of Peru",
		}},
		{[]string{`introductory/: On {Date 3 May}, the {Government Government}, in cooperation with the {Organization Rio Group} and with the support of {State Chile}, organized a {Event forum on {Theme water}}.`}, []string{
			"forum on water heldOn 3 May | On 3 May",
			"forum on water organizedBy Government | Government, in cooperation with the Rio Group and with the support of Chile, organized",
			"forum on water inCooperationWith Rio Group | in cooperation with the Rio Group",
			"forum on water withSupportOf Chile | with the support of Chile",
			"forum on water theme water | water",
		}},
		{[]string{`introductory/: {Role Ministers} and {Role heads of delegation}, as well as {Role representatives} of {ActorGroup civil society} took part in the {Event Forum}, which concluded with the following {Document Communiqué}.`}, []string{
			"Forum hasParticipant Ministers | Ministers",
			"Forum hasParticipant heads of delegation | heads of delegation",
			"Forum hasParticipant civil society | representatives of civil society",
			"Communiqué outcomeOf Forum | Forum, which concluded with the following Communiqué",
		}},
		{[]string{`preambular/: recognizing {OrganizationGroup regional organizations}, such as {Organization A}, the {Organization B} and {Organization C} in this field`}, []string{
			"A includedIn regional organizations | regional organizations, such as A",
			"B includedIn regional organizations | regional organizations, such as A, the B",
			"C includedIn regional organizations | regional organizations, such as A, the B and C",
		}},
		{[]string{`preambular/: the work of {Organization A} in assisting its {StateGroup participating States} and {StateGroup Partners}`}, []string{
			"participating States memberOf A | its participating States",
			"Partners partnerOf A | its participating States and Partners",
			"A assists participating States | assisting its participating States",
			"A assists Partners | assisting its participating States and Partners",
		}},
		{[]string{`letter/letter-heading: Letter dated {Date 7 May} from the {Role head of the {Organ Permanent Mission of {State Chile} to the {Organization United Nations}}} addressed to the {Role Secretary-General}`}, []string{
			"LETTER dated 7 May | Letter dated 7 May",
			"LETTER sentBy head of the Permanent Mission of Chile to the United Nations | from the head of the Permanent Mission of Chile to the United Nations",
			"LETTER addressedTo Secretary-General | addressed to the Secretary-General",
			"head of the Permanent Mission of Chile to the United Nations roleAt Permanent Mission of Chile to the United Nations | head of the Permanent Mission of Chile to the United Nations",
			"Permanent Mission of Chile to the United Nations represents Chile | Permanent Mission of Chile",
			"Permanent Mission of Chile to the United Nations accreditedTo United Nations | Permanent Mission of Chile to the United Nations",
		}},
		{[]string{`chapeau/: The {Organ General Assembly},`, `preambular/: Recalling its resolutions {Resolution 60/1} of {Date 16 September 2005} and {Resolution 70/1},`}, []string{
			"VERSION declaredBy General Assembly | The General Assembly",
			"60/1 adoptedBy General Assembly | its resolutions 60/1",
			"70/1 adoptedBy General Assembly | its resolutions … 70/1",
		}},
		{[]string{`preambular/: the finding of the {Organ General Assembly} in its resolution {Resolution 293 (IV)}`}, []string{
			"293 (IV) adoptedBy General Assembly | General Assembly in its resolution 293 (IV)",
		}},
		{[]string{`preambular/: contrary to resolutions {Resolution 232 (1966)} and {Resolution 253 (1968)} of the {Organ Security Council}`}, []string{
			"232 (1966) adoptedBy Security Council | resolutions 232 (1966) and 253 (1968) of the Security Council",
			"253 (1968) adoptedBy Security Council | resolutions 232 (1966) and 253 (1968) of the Security Council",
		}},
		{[]string{`preambular/: the {Document Agreement on {Document Convention of {Date 1982}}} and the {Organ Board of the {Organ {Organization A} Fund}}`}, []string{
			"Convention of 1982 dated 1982 | of 1982",
			"A Fund organOf A | A Fund",
		}},
		{[]string{`preambular/: the {Organization ASEAN}-U.S. {Organ Forum} and the {DocumentGroup {Organization ASEAN}-U.S. plans}`}, nil},
		{[]string{`boilerplate/footnote: Reissued for technical reasons on {Date 30 May}.`, `boilerplate/copyright: © {Date 2024} Official website of the {Organ Ministry}`, `boilerplate/: The {Event Summit} was hosted by {State Chile}.`}, []string{
			"COVER reissued 30 May | Reissued for technical reasons on 30 May",
			`COVER reissueReason "technical reasons" | technical reasons`,
			"COVER publisher Ministry | Official website of the Ministry",
			`COVER copyrightYear "2024" | © 2024`,
		}},
	} {
		c := markedContext(tt.blocks...)
		if diff := cmp.Diff(tt.want, lines(c, c.phrases()), cmp.Transformer("sort", sorted)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", strings.Join(tt.blocks, "\n"), diff)
		}
	}
}

// TestPhrasesKeepToTheText draws texts of connectives and mentions: no claim rests on nothing, or on words
// outside its block.
func TestPhrasesKeepToTheText(t *testing.T) {
	pieces := []string{"{Event Summit} ", "{Organ Council} ", "{Organization A} ({=Organization AB}) ", "{StateGroup States} ", "{Resolution 1 (2001)} ",
		"{Document {Organization A} Plan of {Date 2001}} ", "{Date 3 May} ", "{Theme water} ", "{Norm law} ", "{Role head of the {Organ Mission} of {State B}} ", "held ", "in ", "on ", "hosted ", "by ",
		"the ", "its ", ", ", "and ", "including ", "resolutions ", "of ", "organized ", "with the support of ", "in cooperation with ", "; ", "“", "’s ", "We ", "took part in ", "such as "}
	rapid.Check(t, func(t *rapid.T) {
		var blocks []string
		for range rapid.IntRange(1, 3).Draw(t, "blocks") {
			class := rapid.SampledFrom([]string{"introductory", "chapeau", "preambular", "letter/letter-heading", "front-matter/date", "closing/adoption-line"}).Draw(t, "class")
			blocks = append(blocks, class+": "+strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "text"), ""))
		}
		c := markedContext(blocks...)
		for _, cl := range Claims(c) {
			for _, s := range cl.Spans {
				if text := c.Document.Blocks[s.Block].View.Text; s.Start < 0 || s.End > len(text) || s.Start >= s.End {
					t.Fatalf("%s: evidence %v of %v is not in %q", cl.Rule, s, cl.Claim, text)
				}
			}
		}
	})
}

// sorted is a set of lines: the order of the rules is not what is tested.
func sorted(lines []string) map[string]bool {
	set := map[string]bool{}
	for _, l := range lines {
		set[l] = true
	}
	return set
}
