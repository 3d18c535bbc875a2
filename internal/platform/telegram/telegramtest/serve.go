package telegramtest

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// method is how a call is answered. Its context ends when the caller has gone.
type method func(*Server, context.Context, Call) reply

// serve answers one request: it reads it, lets it go wrong if it should, and does it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler) // ends the connection, which is what a closed server does
	}
	defer s.running.Done()
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	name, refused := s.method(r.URL.Path)
	if refused != nil {
		write(w, *refused, nil)
		return
	}
	params, err := readParams(r)
	if err != nil {
		write(w, unreadable(err), nil)
		return
	}
	s.answer(w, r, s.record.note(name, params, s.cfg.Now()))
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, c Call) {
	s.checker.check(c)
	var fault *Fault
	if misbehave := s.fault.Load(); misbehave != nil {
		fault = (*misbehave)(c)
	}
	if !fault.pause(r.Context(), s.closing, false) {
		panic(http.ErrAbortHandler)
	}
	if fault != nil && fault.answer != nil {
		write(w, *fault.answer, fault)
		return
	}
	answer := refusal(http.StatusNotFound, "Not Found: method not found", "")
	if do := s.methods[c.Method]; do != nil {
		answer = do(s, r.Context(), c)
	}
	if !fault.pause(r.Context(), s.closing, true) {
		panic(http.ErrAbortHandler)
	}
	write(w, answer, fault)
}

// method reads the address of a call: "/bot<token>/<method>".
func (s *Server) method(path string) (string, *reply) {
	rest, ok := strings.CutPrefix(path, "/bot")
	token, name, whole := strings.Cut(rest, "/")
	switch {
	case !ok || !whole || name == "" || strings.Contains(name, "/"):
		r := refusal(http.StatusNotFound, "Not Found", "")
		return "", &r
	case token != s.cfg.Token:
		r := refusal(http.StatusUnauthorized, "Unauthorized", "")
		return "", &r
	}
	return name, nil
}

func unreadable(err error) reply {
	if tooBig, ok := errors.AsType[*http.MaxBytesError](err); ok && tooBig != nil {
		return refusal(http.StatusRequestEntityTooLarge, "Request Entity Too Large", "")
	}
	return bad("can't parse the parameters of the call")
}

// write answers, unless the answer is to get lost.
func write(w http.ResponseWriter, r reply, fault *Fault) {
	if fault != nil && fault.lost {
		panic(http.ErrAbortHandler)
	}
	kind := r.kind
	if kind == "" {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(r.body)))
	w.WriteHeader(r.status)
	if fault != nil && fault.cut {
		_, _ = w.Write(r.body[:len(r.body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(r.body)
}
