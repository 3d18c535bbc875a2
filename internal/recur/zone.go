package recur

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"
)

// zoneList holds the names of the tz database that Zone takes, sorted, one a line.
//
//go:embed zones.txt
var zoneList string

// ErrZone says that a name is no place of the tz database.
var ErrZone = errors.New("no such zone")

// Zone is the place of an IANA name, in any case of letters: "Europe/Paris", "UTC".
// The empty name, "Local" and abbreviations such as "EST" or "CET" are ErrZone.
func Zone(name string) (*time.Location, error) {
	full, ok := zoneName(name)
	if !ok {
		return nil, ErrZone
	}
	zone, err := time.LoadLocation(full)
	if err != nil {
		return nil, fmt.Errorf("loading a zone: %w", err)
	}
	return zone, nil
}

// zoneName is the name as the tz database writes it.
func zoneName(name string) (string, bool) {
	if len(name) < 3 || len(name) > 40 {
		return "", false
	}
	for line := range strings.Lines(zoneList) {
		if line = line[:len(line)-1]; len(line) == len(name) && strings.EqualFold(line, name) {
			return line, true
		}
	}
	return "", false
}
