package e2e_test

import (
	"encoding/json"
	"net/http"
)

// health is what /health answers.
type health struct {
	Status string
	Parts  map[string]struct {
		OK   bool
		Says string
	}
}

func (h *house) health(b *bot) (status int, page health) {
	h.t.Helper()
	status, body := h.get(b, "/health")
	if err := json.Unmarshal([]byte(body), &page); err != nil {
		h.t.Fatalf("/health answers %q: %v", body, err)
	}
	h.tellsNothing("/health", body)
	return status, page
}

// ill waits until /health says that a part is ill, or well again, and returns its words.
func (h *house) ill(b *bot, part string, is bool) string {
	h.t.Helper()
	var words string
	h.until("/health tells of the "+part, func() bool {
		status, page := h.health(b)
		words = page.Parts[part].Says
		if page.Parts[part].OK == is {
			return false
		}
		return !is || status == http.StatusServiceUnavailable && words != ""
	})
	return words
}

// nothingTwice makes sure that nobody read the same message twice in a row.
func (h *house) nothingTwice(people []*person) {
	h.t.Helper()
	for _, p := range people {
		for i, s := range p.heard[1:] {
			if s.text == p.heard[i].text {
				h.t.Errorf("somebody on %s read twice: %q", p.key(), s.text)
			}
		}
	}
}
