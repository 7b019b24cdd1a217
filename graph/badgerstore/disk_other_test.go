//go:build !linux

package badgerstore

import "testing"

func smallDisk(t *testing.T, _ int) string {
	t.Skip("mounting a small disk is known here for Linux only")
	return ""
}
