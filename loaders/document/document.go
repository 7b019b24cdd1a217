// Package document tells what each passage of a text is: masthead, letter, title, chapeau, preambular and
// operative paragraph, boilerplate. Every visible byte belongs to exactly one block.
//
// It finds no names and claims nothing. Start with Parse.
package document

import (
	"strconv"

	"concord/loaders/source"
)

// Document is a text cut into blocks, in the order of the text.
type Document struct {
	Text     *source.Text
	Blocks   []Block
	Warnings []Warning
}

// Block is a passage of one class, from its list marker, number or heading sign to its last visible byte.
type Block struct {
	ID    string // "P3", "O8", "O3-a-i", "title", "intro-1"; unique in the document
	Class Class
	// Role is what the block is in the text it belongs to: that of an annexed text is Preambular or Operative where
	// Class is Closing. Of all other blocks it is Class.
	Role Class
	// Within names the text of the file that the block belongs to: "A1" the first annex, "B" the second of several
	// resolutions, "O3" what that paragraph quotes; "" the body, which is the first resolution, or the first annex to a
	// letter.
	Within string
	// Kind is finer than Class: of the masthead masthead-body, masthead, symbol, distribution, date,
	// original-language, session, agenda-item, agenda-title, adoption, report, sponsors, annex-heading; of a
	// letter letter-heading, letter-paragraph, salutation, signature, signatory-title; title, resolution-title,
	// resolution-heading, section-heading; chapeau, operative-chapeau; preambular, operative, sub-paragraph, quotation;
	// adoption-line, meeting, vote, annex; of what surrounds a text navigation, helpline, unrelated-address,
	// unrelated-text, copyright, terms-of-use, rule, footnote, footnote-call, page-header, page-number,
	// job-number, barcode, yaml, comment, end-mark, overlong-line.
	Kind      string
	Number    int           // number within its class, 0 for none
	Label     string        // as printed: "3", "3(a)"; "" for none; of a sub-paragraph under an unnumbered one "O3(a)"
	Quoted    bool          // part of a longer quotation
	Container Part          // the document of the file it belongs to
	Span      source.Span   // of Text.Content, first to last visible byte
	BodyStart int           // of Text.Content, first byte after the marker
	Segments  []source.Span // two or more when page furniture cuts the block, else nil
	View      source.View   // the readable text from BodyStart on
	Sentences []source.Span // of View.Text
	// Performatives of the block, the leading one first; their spans are of View.Text.
	Performatives []Performative
}

// Reference returns how the body's paragraph is referred to: as it is printed, or by its order where nothing is
// printed, "P2", "O2"; "" for other blocks.
func (b *Block) Reference() string {
	if b.Label != "" || b.Number == 0 || b.Role != Preambular && b.Role != Operative {
		return b.Label
	}
	return b.Role.letter() + strconv.Itoa(b.Number)
}

// Performative is a verb by which a paragraph acts: "Reaffirm also our commitment".
type Performative struct {
	Lemma   string      // dictionary form, "take note of"
	Verb    source.Span // the verb alone
	Phrase  source.Span // the verb with its fixed complement, "Consider it important"
	Leading bool
}

// Part is one of the documents that a file may hold.
type Part uint8

// The parts of a file.
const (
	Declaration Part = iota // the text of the declaration itself
	Letter                  // a letter that transmits it
	Cover                   // the page or the document that carries both
)

// Class is what a block is.
type Class uint8

// The classes. Closing is what follows the operative part: adoption and vote lines, signatures, annexes; what a
// block is in an annex, its Role tells.
const (
	FrontMatter Class = iota
	LetterText
	Title
	Introductory
	Chapeau
	Preambular
	Operative
	Closing
	Boilerplate
)

var classNames = [...]string{"front-matter", "letter", "title", "introductory", "chapeau", "preambular", "operative", "closing", "boilerplate"}

// String returns the class as con:class writes it.
func (c Class) String() string { return classNames[c] }
