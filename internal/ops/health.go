package ops

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// State is how one part is doing.
type State struct {
	OK bool `json:"ok"`
	// Says is one plain sentence for an operator: what is wrong and what to do. It
	// holds no text, token or id of a person.
	Says  string    `json:"says,omitempty"`
	Since time.Time `json:"since,omitzero"`
}

// Part is something that can tell how it is. Look returns within ctx.
type Part struct {
	Name string
	Look func(ctx context.Context) State
}

// lookTime is how long all parts together may take to answer.
const lookTime = 2 * time.Second

// report is what /health answers.
type report struct {
	Status  string           `json:"status"`
	Version string           `json:"version"`
	Parts   map[string]State `json:"parts"`
}

// health answers 200 when every part is well, and 503 otherwise, with a line for each.
func health(parts []Part, version string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), lookTime)
		defer cancel()
		answer := report{Status: "ok", Version: version, Parts: look(ctx, parts)}
		code := http.StatusOK
		for _, state := range answer.Parts {
			if !state.OK {
				answer.Status, code = "failing", http.StatusServiceUnavailable
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		_ = out.Encode(answer)
	}
}

// look asks all parts at once: one that is slow holds up none of the others.
func look(ctx context.Context, parts []Part) map[string]State {
	var mu sync.Mutex
	states := make(map[string]State, len(parts))
	var all sync.WaitGroup
	for _, part := range parts {
		all.Go(func() {
			state := part.Look(ctx)
			mu.Lock()
			defer mu.Unlock()
			states[part.Name] = state
		})
	}
	all.Wait()
	return states
}
