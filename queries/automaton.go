package queries

import (
	"errors"
)

// automaton accepts the walks of a path (Thompson's construction): a state has moves that walk a step, and
// free moves that walk nothing and may have to pass a test of the node where they are made.
type automaton struct {
	states        []state
	start, accept int
	// reversed automata read walks from their end: their steps are walked the other way.
	reversed bool
}

type state struct {
	free  []freeMove
	steps []stepMove
}

type freeMove struct{ to, test int } // test is -1 for none

type stepMove struct{ to, atom int }

// mostStates bounds the automaton of a path. Bounded repetition is unrolled, so that a{1000}{1000} would
// otherwise fill the memory before the first step.
const mostStates = 100_000

// errTooLarge is returned for a path whose automaton would pass mostStates.
var errTooLarge = errors.New("path too large: its repetitions unroll to more than 100000 states")

func newAutomaton(x op) (*automaton, error) {
	a := &automaton{}
	a.start = a.add()
	a.accept = a.join(x, a.start)
	if len(a.states) > mostStates {
		return nil, errTooLarge
	}
	return a, nil
}

func (a *automaton) add() int {
	a.states = append(a.states, state{})
	return len(a.states) - 1
}

func (a *automaton) free(from, to, test int) {
	a.states[from].free = append(a.states[from].free, freeMove{to, test})
}

// join adds x behind state from and returns the state in which x has been walked, which is new and has no
// moves yet. It stops adding when the automaton is too large.
func (a *automaton) join(x op, from int) int {
	if len(a.states) > mostStates {
		return from
	}
	switch x := x.(type) {
	case walkOp:
		to := a.add()
		a.states[from].steps = append(a.states[from].steps, stepMove{to, x.atom})
		return to
	case testOp:
		to := a.add()
		a.free(from, to, x.test)
		return to
	case sequenceOp:
		for _, part := range x.parts {
			from = a.join(part, from)
		}
		return from
	case choiceOp:
		out := a.add()
		for _, part := range x.parts {
			in := a.add()
			a.free(from, in, -1)
			a.free(a.join(part, in), out, -1)
		}
		return out
	case *repeatOp:
		return a.repeat(x, from)
	}
	panic("queries: unknown algebra")
}

func (a *automaton) repeat(x *repeatOp, from int) int {
	for i := 0; i < x.min && len(a.states) <= mostStates; i++ {
		from = a.join(x.x, from)
	}
	if x.max < 0 {
		loop := a.step(from)
		a.free(a.join(x.x, loop), loop, -1)
		return a.step(loop)
	}
	out := a.add()
	a.free(from, out, -1)
	for i := x.min; i < x.max && len(a.states) <= mostStates; i++ {
		from = a.join(x.x, from)
		a.free(from, out, -1)
	}
	return out
}

// step adds a state that is reached from another freely. A loop through it does not lead back to the other,
// which may have moves of its own: those of "(a*/b)?" past all of it.
func (a *automaton) step(from int) int {
	to := a.add()
	a.free(from, to, -1)
	return to
}

// reverse returns the automaton that accepts the same walks from their end.
func (a *automaton) reverse() *automaton {
	r := &automaton{states: make([]state, len(a.states)), start: a.accept, accept: a.start, reversed: !a.reversed}
	for from, s := range a.states {
		for _, m := range s.free {
			r.free(m.to, from, m.test)
		}
		for _, m := range s.steps {
			r.states[m.to].steps = append(r.states[m.to].steps, stepMove{from, m.atom})
		}
	}
	return r
}

// edges returns the atoms that a walk may begin with, and whether it may be empty, tests aside.
func (a *automaton) edges() (first []int, empty bool) {
	seen := make([]bool, len(a.states))
	todo := []int{a.start}
	seen[a.start] = true
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		empty = empty || s == a.accept
		for _, m := range a.states[s].steps {
			first = append(first, m.atom)
		}
		for _, m := range a.states[s].free {
			if !seen[m.to] {
				seen[m.to] = true
				todo = append(todo, m.to)
			}
		}
	}
	return first, empty
}
