package safety

import (
	"fmt"
	"strings"
)

// ParseRows reads tab-separated lines with a heading that names the columns; the
// ones called text and label are used. It gives back what it could read.
func ParseRows(file string, data []byte) ([]Row, error) {
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	text, label := -1, -1
	for i, name := range strings.Split(lines[0], "\t") {
		switch name {
		case "text":
			text = i
		case "label":
			label = i
		}
	}
	if text < 0 || label < 0 {
		return nil, fmt.Errorf("reading %s: the first line does not name the columns text and label", file)
	}
	var rows []Row
	for n, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) <= max(text, label) {
			return rows, fmt.Errorf("reading %s: line %d has only %d columns", file, n+2, len(fields))
		}
		rows = append(rows, Row{Text: fields[text], Label: fields[label]})
	}
	return rows, nil
}
