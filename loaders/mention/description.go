package mention

import "concord/loaders/lexicon"

// descriptions finds groups told by what they do: "States represented at this conference", "diplomatic
// missions accredited to Tajikistan", "Participants in the conference", "the Committee's assessment visits".
func (p *passage) descriptions() {
	for i := range p.tokens {
		switch {
		case p.is(i, lexicon.States):
			p.assembled(i)
		case p.is(i, lexicon.Participants) && p.is(i+1, lexicon.In):
			j := p.after(i+2, lexicon.Demonstrative)
			if c := p.startingAt(j); c != nil && c.Type == "Event" {
				p.add(i, c.last, Description, "ActorGroup", "")
			}
		case p.is(i, lexicon.Accredited):
			p.accredited(i)
		case p.is(i, lexicon.Visits) && p.is(i-1, lexicon.Assessment):
			p.visits(i)
		}
	}
}

// assembled reads "States[,] represented at EVENT".
func (p *passage) assembled(i int) {
	j := i + 1
	if p.word(j) == "," {
		j++
	}
	if !p.is(j, lexicon.Assembled) {
		return
	}
	j = p.after(j+1, lexicon.In)
	j = p.after(j, lexicon.Demonstrative)
	if c := p.startingAt(j); c != nil && c.Type == "Event" {
		p.add(i, c.last, Description, "StateGroup", "")
	}
}

// accredited reads "GROUP accredited to STATE".
func (p *passage) accredited(i int) {
	group := p.endingAt(i)
	state := p.startingAt(p.after(i+2, lexicon.The))
	if group == nil || group.Type != "OrganizationGroup" || state == nil || !(p.is(i+1, lexicon.In) || p.is(i+1, lexicon.To)) {
		return
	}
	if state.Type == "State" || isBody(state.Type) {
		p.add(group.first, state.last, Description, "OrganizationGroup", "")
	}
}

// visits reads "BODY's assessment visits".
func (p *passage) visits(i int) {
	first := i - 1
	if p.kind(first-1) == lexicon.Possessive {
		if c := p.endingAt(first - 1); c != nil && isBody(c.Type) {
			first = c.first
		} else if p.capital(first-2) && p.is(first-2, lexicon.Head) {
			first -= 2
		}
	}
	if first < i-1 {
		p.add(first, i+1, Description, "Event", "")
	}
}
