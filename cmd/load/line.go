package main

import (
	"fmt"
	"io"
	"os"
)

// line is one line of a terminal that is written over and over. Anywhere else it says
// nothing.
type line struct {
	out   io.Writer
	on    bool
	plain bool // no colours
	dirty bool
}

func newLine(out io.Writer) *line {
	file, is := out.(*os.File)
	if !is {
		return &line{}
	}
	info, err := file.Stat()
	return &line{
		out: out, on: err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb",
		plain: os.Getenv("NO_COLOR") != "",
	}
}

func (l *line) show(text string) {
	if !l.on {
		return
	}
	l.dirty = true
	if l.plain {
		fmt.Fprintf(l.out, "\r%-78s", text)
		return
	}
	fmt.Fprintf(l.out, "\r\x1b[2m%s\x1b[0m\x1b[K", text)
}

// clear leaves nothing of the line.
func (l *line) clear() {
	if l.dirty {
		fmt.Fprintf(l.out, "\r%-78s\r", "")
	}
	l.dirty = false
}
