module concord

go 1.26.0

require github.com/cayleygraph/quad v1.3.0
