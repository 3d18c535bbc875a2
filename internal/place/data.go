package place

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the data comes with the program
	"io"
	"strings"
	"sync"
)

//go:embed cities.txt.gz
var packed []byte

//nolint:gochecknoglobals // read once, then never written
var data = sync.OnceValue(func() *index { return read(unpack(packed)) })

// unpack panics for data that is no gzip: that is a broken build, and a test sees it.
func unpack(packed []byte) string {
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("unpacking the cities: " + err.Error())
	}
	var text strings.Builder
	text.Grow(3 * len(packed))
	if _, err := io.Copy(&text, zip); err != nil { //nolint:gosec // our own data
		panic("unpacking the cities: " + err.Error())
	}
	return text.String()
}
