module concord

go 1.26.0

require (
	github.com/cayleygraph/quad v1.3.0
	github.com/google/go-cmp v0.7.0
	github.com/yuin/goldmark v1.8.7
	golang.org/x/text v0.44.0
)

require pgregory.net/rapid v1.3.0
