package telegram

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

const (
	maxUpdate = 1 << 20 // bytes of one delivered update
	// maxDelivery is how long a delivery waits for its event to be durable. Telegram
	// itself gives up after a minute.
	maxDelivery = 25 * time.Second
)

// Webhook receives what Telegram delivers to Config.Webhook.URL. It answers 200
// only when the event is durable, or nothing can come of it; 503 makes Telegram
// deliver it again. It needs Run beside it.
func (a *Adapter) Webhook() http.Handler { return http.HandlerFunc(a.receive) }

// ServeHTTP is Webhook's.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.receive(w, r) }

func (a *Adapter) receive(w http.ResponseWriter, r *http.Request) {
	switch {
	case a.cfg.Webhook.URL == "":
		w.WriteHeader(http.StatusNotFound)
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
	case !sameSecret(r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), string(a.cfg.Webhook.Secret)):
		a.cfg.Observe("webhook/stranger", 1)
		w.WriteHeader(http.StatusUnauthorized)
	case !a.running.Load():
		w.WriteHeader(http.StatusServiceUnavailable)
	default:
		w.WriteHeader(a.accept(w, r))
	}
}

// sameSecret takes the same time whatever the secrets are.
func sameSecret(given, want string) bool {
	g, w := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(g[:], w[:]) == 1
}

// accept takes one delivered update in and says with which status it is answered.
func (a *Adapter) accept(w http.ResponseWriter, r *http.Request) int {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case err != nil || !json.Valid(raw):
		return http.StatusBadRequest
	}
	u, err := decode(raw)
	if err != nil {
		a.bad(u.ID, err)
		return http.StatusOK
	}
	a.cfg.Observe("update", 1)
	m := a.reader().read(u, raw)
	j := a.jobOf(m)
	if j == nil {
		a.aside(m)
		return http.StatusOK
	}
	return a.acceptJob(r, j)
}

// acceptJob waits until the event is durable.
func (a *Adapter) acceptJob(r *http.Request, j job) int {
	over := make(chan error, 1)
	if !a.lanes.put(&task{actor: j.lane(), turn: j.try, hear: j.overhear, over: func(err error) { j.over(); over <- err }}) {
		return http.StatusServiceUnavailable
	}
	timer := time.NewTimer(maxDelivery)
	defer timer.Stop()
	select {
	case err := <-over:
		if err == nil {
			return http.StatusOK
		}
	case <-timer.C:
	case <-r.Context().Done():
	}
	return http.StatusServiceUnavailable
}
