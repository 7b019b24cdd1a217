package querytest_test

import (
	"testing"

	"concord/graph"
	"concord/graph/badgerstore"
	"concord/graph/graphtest"
	"concord/graph/memstore"
	"concord/queries/querytest"
)

// stores are all that there are: each answers every question alike.
var stores = map[string]graphtest.Opener{
	"memstore": func(testing.TB) (graph.Store, func() graph.Store) { return memstore.New(), nil },
	"badgerstore": func(t testing.TB) (graph.Store, func() graph.Store) {
		store, err := badgerstore.Open(t.TempDir(), &badgerstore.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		return store, nil
	},
}

func each(t *testing.T, test func(*testing.T, graphtest.Opener)) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

func TestScripts(t *testing.T) { each(t, querytest.Run) }

func TestRandom(t *testing.T) { each(t, querytest.Random) }

func TestRandomWalks(t *testing.T) { querytest.RandomWalks(t, stores["memstore"]) }
