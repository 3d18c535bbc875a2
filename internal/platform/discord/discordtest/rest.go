package discordtest

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// reply is what a call is told: a body as JSON, or a page of HTML.
type reply struct {
	status int
	body   any
	page   string
	header map[string]string
	code   int // Discord's number, for the record
}

func ok(body any) reply     { return reply{status: http.StatusOK, body: body} }
func nothing() reply        { return reply{status: http.StatusNoContent} }
func refuse(code int) reply { return problemOf(code).reply() }
func (p problem) reply() reply {
	return reply{status: p.status, body: map[string]any{"code": p.code, "message": p.message}, code: p.code}
}

// ServeHTTP is the whole platform behind one address: the gateway at its root, the
// REST API below /api.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.flight.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.flight.leave()
	if p := strings.TrimSuffix(r.URL.Path, "/"); p == "" || p == resumePath {
		s.gateway(w, r)
		return
	}
	began := s.cfg.Now()
	call := Call{N: s.checker.count(), At: began, Method: r.Method, Query: r.URL.RawQuery}
	req, answer, stop := s.open(r, &call)
	var fault *Fault
	if s.cfg.Fault != nil && req != nil {
		fault = s.cfg.Fault(call)
	}
	if fault != nil && !s.hold(r, fault.Delay) {
		panic(http.ErrAbortHandler) // nobody waits any more, or nobody shall
	}
	if !stop && (!fault.spoils() || fault.After) {
		answer = s.serve(w.Header(), req)
	}
	if fault.spoils() {
		answer = fault.answer()
	}
	call.Status, call.Code, call.Took = answer.status, answer.code, s.cfg.Now().Sub(began)
	s.calls.add(call)
	write(w, answer, fault)
}

// open reads a call and turns away what is no call at all: stop means that the
// answer stands already.
func (s *Server) open(r *http.Request, call *Call) (req *request, answer reply, stop bool) {
	path, known := version(r.URL.Path)
	e, v, exists := find(s.routes, r.Method, path)
	call.Path, call.Route = path, e.pattern
	switch {
	case !known || !exists:
		return nil, plain(http.StatusNotFound, "404: Not Found").reply(), true
	case e.serve == nil:
		return nil, plain(http.StatusMethodNotAllowed, "405: Method Not Allowed").reply(), true
	case !e.open && r.Header.Get("Authorization") != "Bot "+s.cfg.Token:
		return nil, plain(http.StatusUnauthorized, "401: Unauthorized").reply(), true
	}
	if !strings.HasPrefix(r.UserAgent(), "DiscordBot (") {
		s.checker.report(e, []finding{{what: "the User-Agent is not of the form DiscordBot (url, version)"}})
	}
	raw, files, err := readBody(r)
	req = &request{endpoint: e, vars: v, query: r.URL.Query(), raw: raw, files: files}
	call.Body, call.Files = raw, len(files)
	hungUp := errors.Is(err, io.ErrUnexpectedEOF) || r.Context().Err() != nil // that breaks no rule
	if err == nil {
		req.json, err = decode(raw)
	}
	if err != nil {
		if !hungUp {
			s.checker.report(e, []finding{{what: "the body is not JSON"}})
		}
		return req, refuse(codeBadJSON), true
	}
	return req, reply{}, false
}

// serve counts, checks and carries out.
func (s *Server) serve(h http.Header, req *request) reply {
	left := s.limits.take(req.endpoint, req.vars.major())
	left.headers(h, s.cfg.Now())
	if left.over && s.cfg.Enforce {
		return tooMany(left.reset, left.global)
	}
	if refused := s.checker.check(req, s.world); refused {
		return refuse(codeInvalidForm)
	}
	return req.endpoint.serve(s, req)
}

// hold waits for a slow call; false when there is nobody left to answer.
func (s *Server) hold(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.stopping:
	}
	return false
}

func write(w http.ResponseWriter, answer reply, fault *Fault) {
	if fault != nil && fault.Drop {
		panic(http.ErrAbortHandler) // closes the connection without a word
	}
	body := []byte(answer.page)
	if answer.page != "" {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	} else if answer.body != nil {
		body, _ = json.Marshal(answer.body) // values of our own always encode
		w.Header().Set("Content-Type", "application/json")
	}
	for name, value := range answer.header {
		w.Header().Set(name, value)
	}
	if answer.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(answer.status)
	if fault != nil && fault.Cut {
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body)
}
