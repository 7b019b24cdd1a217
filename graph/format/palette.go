package format

// look is how the nodes of a type are drawn: a colour for the eye that tells colours apart, a shape for all.
type look struct {
	types []string
	color string // sRGB, black text on it has a contrast above 7:1
	shape string // Graphviz
}

// palette gives each class of the vocabulary its look; the first row that names the type counts, the last
// row is for all other types. The colours are Paul Tol's "light" scheme, which stays distinct with the
// common colour vision deficiencies: https://personal.sron.nl/~pault/, figure 6.
var palette = []look{
	{[]string{"Commitment"}, "#EE8866", "box"},
	{[]string{"Document", "DocumentGroup"}, "#77AADD", "note"},
	{[]string{"Resolution", "Norm"}, "#99DDFF", "note"},
	{[]string{"Event", "AgendaItem"}, "#EEDD88", "hexagon"},
	{[]string{"Organization", "Organ", "OrganizationGroup"}, "#44BB99", "house"},
	{[]string{"State", "StateGroup", "Government"}, "#BBCC33", "ellipse"},
	{[]string{"Person", "Role", "ActorGroup"}, "#FFAABB", "octagon"},
	{[]string{"Place"}, "#AAAA00", "ellipse"},
	{nil, "#DDDDDD", "ellipse"},
}

// lookOf returns the look of a type.
func lookOf(class string) look {
	for _, l := range palette {
		for _, t := range l.types {
			if t == class {
				return l
			}
		}
	}
	return palette[len(palette)-1]
}
