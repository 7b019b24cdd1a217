package queries

import (
	"context"
	"fmt"
	"strings"

	"concord/graph"
)

// Direction tells from which end a path is walked.
type Direction uint8

// The directions.
const (
	Forward Direction = iota
	Backward
)

// String returns "forward" or "backward".
func (d Direction) String() string {
	if d == Backward {
		return "backward"
	}
	return "forward"
}

// Plan tells how a query is evaluated.
type Plan struct {
	Query     string // in canonical form
	Direction Direction
	From      string // the term where evaluation begins; "" when it begins at every node that fits
	// StartRows and EndRows estimate the statements that the first steps from either end walk.
	StartRows, EndRows uint64
	Exact              bool // the estimates are exact
	States             int  // of the automaton
	Steps              []PlanStep
	Answers            uint64 // before LIMIT and OFFSET end the evaluation
	Ran                bool   // the query has been asked: Rows and Answers are of the last time
}

// PlanStep is a step of the path, in the order in which it is walked.
type PlanStep struct {
	Step     string // as the query writes it, with "^" when the query walks it from the object
	Estimate uint64 // statements of the dataset with this predicate, or where evaluation begins those at that node
	Rows     uint64 // statements walked
}

// String returns the plan as lines of text.
func (p Plan) String() string {
	var b strings.Builder
	from := p.From
	if from == "" {
		from = "every node where a walk may begin"
		if p.Direction == Backward {
			from = "every node where a walk may end"
		}
	}
	about := "about "
	if p.Exact {
		about = ""
	}
	fmt.Fprintf(&b, "%s\n%s from %s (first step: %s%d rows from the start, %s%d from the end), %d states\n",
		p.Query, p.Direction, from, about, p.StartRows, about, p.EndRows, p.States)
	for i, s := range p.Steps {
		fmt.Fprintf(&b, "%3d  %s  estimated %d", i+1, s.Step, s.Estimate)
		if p.Ran {
			fmt.Fprintf(&b, ", actual %d", s.Rows)
		}
		b.WriteByte('\n')
	}
	if p.Ran {
		fmt.Fprintf(&b, "answers %d\n", p.Answers)
	}
	return b.String()
}

// Plan returns how the query is evaluated, with actual rows once it has been asked.
func (c *Query) Plan() Plan {
	p := c.plan
	p.Steps = append([]PlanStep(nil), p.Steps...)
	if c.plan.Direction == Backward {
		for i, j := 0, len(p.Steps)-1; i < j; i, j = i+1, j-1 {
			p.Steps[i], p.Steps[j] = p.Steps[j], p.Steps[i]
		}
	}
	return p
}

func (p *Plan) started(steps int) {
	p.Ran, p.Answers = true, 0
	for i := range steps {
		p.Steps[i].Rows = 0
	}
}

func (p *Plan) finished(r *runner) {
	for i, n := range r.rows {
		p.Steps[i].Rows += n
	}
}

// makePlan chooses the end to begin from: the bound one, of two the one whose first steps walk fewer
// statements; and where none is bound, the one with fewer statements to begin with.
func (c *Query) makePlan(ctx context.Context) error {
	p := &c.plan
	p.Query, p.States, p.Exact = c.source.String(), len(c.forward.states), true
	for _, a := range c.atoms {
		rows, err := c.estimate(ctx, a, end{}, false)
		if err != nil {
			return err
		}
		p.Steps = append(p.Steps, PlanStep{Step: a.text, Estimate: rows})
	}
	var err error
	if p.StartRows, err = c.firstRows(ctx, c.forward, c.start, false); err != nil {
		return err
	}
	if p.EndRows, err = c.firstRows(ctx, c.backward, c.end, true); err != nil {
		return err
	}
	backward := p.EndRows < p.StartRows
	if c.start.bound != c.end.bound {
		backward = c.end.bound
	}
	begin, at := c.start, c.source.Start
	if backward {
		p.Direction = Backward
		begin, at = c.end, c.source.End
	}
	if begin.bound {
		p.From = at.String()
	}
	return c.estimateFirst(ctx, begin, backward)
}

// firstRows estimates how many statements the first steps from an end walk.
func (c *Query) firstRows(ctx context.Context, a *automaton, from end, backward bool) (uint64, error) {
	first, empty := a.edges()
	var total uint64
	if empty && !from.bound {
		for _, run := range c.runs {
			all, err := run.view.estimate(ctx, graph.Pattern{})
			if err != nil {
				return 0, err
			}
			total += all.Count
		}
		return total, nil
	}
	for _, i := range first {
		rows, err := c.estimate(ctx, c.atoms[i], from, backward)
		if err != nil {
			return 0, err
		}
		total += rows
	}
	return total, nil
}

// estimateFirst replaces the estimates of the steps where evaluation begins by those at its node.
func (c *Query) estimateFirst(ctx context.Context, from end, backward bool) error {
	if !from.bound {
		return nil
	}
	a := c.forward
	if backward {
		a = c.backward
	}
	first, _ := a.edges()
	for _, i := range first {
		rows, err := c.estimate(ctx, c.atoms[i], from, backward)
		if err != nil {
			return err
		}
		c.plan.Steps[i].Estimate = rows
	}
	return nil
}

// estimate returns how many statements a step from an end walks, over all runs.
func (c *Query) estimate(ctx context.Context, a atom, from end, backward bool) (uint64, error) {
	pattern := graph.Pattern{P: a.p}
	if from.bound && a.inverse != backward {
		pattern.O = from.id
	} else if from.bound {
		pattern.S = from.id
	}
	var total uint64
	for _, run := range c.runs {
		rows, err := run.view.estimate(ctx, pattern)
		if err != nil {
			return 0, err
		}
		c.plan.Exact = c.plan.Exact && rows.Exact && a.not == nil
		total += rows.Count
	}
	return total, nil
}
