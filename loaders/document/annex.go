package document

import "fmt"

// annexes classifies the annexes from passage begin on. annex is how many stand before it. What an annex says is
// said by the text that it is annexed to: its passages are Closing, and their roles those of a text of its own.
func (p *parser) annexes(begin, annex int) {
	for begin < len(p.passages) {
		end := len(p.passages)
		p.texts(begin+1, func(k int, q *passage) bool {
			if p.closingKind(q) == "annex-heading" {
				end = k
			}
			return end == len(p.passages)
		})
		annex++
		p.annexedText(begin, end)
		p.within(fmt.Sprintf("A%d", annex), begin, end)
		begin = end
	}
}

// annexedText classifies the annex whose heading is passage begin.
func (p *parser) annexedText(begin, end int) {
	text := *p
	text.passages = p.passages[begin+1 : end]
	if !text.acts() {
		text.tail(0, nil)
		for _, q := range text.passages {
			if q.kind == "closing" {
				q.kind = "annex"
			}
		}
	} else {
		first, structured := text.bodyPassage(0, 0)
		text.head(0, first, structured)
		text.annexTitle()
		text.tail(text.body(first, structured), nil)
	}
	p.passages[begin].set(Closing, "annex-heading")
	for _, q := range text.passages {
		if q.furniture == "" {
			q.class = Closing
		}
	}
}

// annexTitle makes the first of the headings before the body of an annex its title: what follows is a section.
func (p *parser) annexTitle() {
	titled := false
	p.texts(0, func(_ int, q *passage) bool {
		switch {
		case q.kind != "heading" && q.kind != "title":
		case titled:
			q.set(Title, "section-heading")
		default:
			q.set(Title, "title")
			titled = true
		}
		return q.role != Preambular && q.role != Operative
	})
}

// acts reports whether a passage of the text is worded or numbered like an operative paragraph.
func (p *parser) acts() bool {
	acts := false
	p.texts(0, func(_ int, q *passage) bool {
		acts = p.operative(q) || p.speaks(q)
		return !acts
	})
	return acts
}
