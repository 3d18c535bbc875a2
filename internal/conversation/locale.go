package conversation

import (
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

// localeParts cuts "es-MX" or "es_ES.UTF-8" into a language and a country; both
// may be empty.
func localeParts(locale string) (code, country string) {
	locale, _, _ = strings.Cut(locale, ".")
	parts := strings.FieldsFunc(locale, func(r rune) bool { return r == '-' || r == '_' || r == '@' })
	if len(parts) > 0 {
		code = strings.ToLower(parts[0])
	}
	for _, part := range parts[min(1, len(parts)):] {
		if len(part) == 2 {
			country = strings.ToUpper(part)
		}
	}
	return code, country
}

func randomSeed() uint32 { return rand.Uint32() } // makes wordings vary, hides nothing

// zones remembers time zones by name.
type zones struct{ known sync.Map }

// of is the zone of that name; otherwise when it has no name or is unknown.
func (z *zones) of(name string, otherwise *time.Location) *time.Location {
	if name == "" {
		return otherwise
	}
	if found, ok := z.known.Load(name); ok {
		zone, _ := found.(*time.Location)
		return zone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		zone = otherwise
	}
	z.known.Store(name, zone)
	return zone
}
