package querytest_test

import (
	"testing"

	"concord/graph"
	"concord/graph/memstore"
	"concord/queries/querytest"
)

func openMemory(testing.TB) (graph.Store, func() graph.Store) { return memstore.New(), nil }

func TestMemstore(t *testing.T) { querytest.Run(t, openMemory) }

func TestRandomMemstore(t *testing.T) { querytest.Random(t, openMemory) }

func TestRandomWalksMemstore(t *testing.T) { querytest.RandomWalks(t, openMemory) }
