// Package graphtest is the proof of the contract in package graph: a store that passes Run is a store. It
// also tells tests where the data outside the repository lies and how many cases to run.
package graphtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Shared returns the path of a file or folder of the data shared between checkouts: below CONCORD_SHARED,
// else below the folder "shared" beside the repository. Where the data is absent the test is skipped, or
// fails when CI=true.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	root := os.Getenv("CONCORD_SHARED")
	if root == "" {
		root = filepath.Join(filepath.Dir(repository(t)), "shared")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		Missing(t, "shared data: %v (set CONCORD_SHARED)", err)
	}
	return path
}

// Missing ends a test that needs what this machine lacks: it skips, or fails when CI=true.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Size returns how many cases a test runs: quick unless CONCORD_TEST says "ci" or "long".
func Size(quick, ci, long int) int {
	switch os.Getenv("CONCORD_TEST") {
	case "ci":
		return ci
	case "long":
		return long
	}
	return quick
}

// repository returns the folder of go.mod, at or above the test's.
func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}
