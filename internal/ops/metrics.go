package ops

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics are the figures of a running Stillpoint. No label ever holds a text, a
// token or an id: only names that the program itself gives.
type Metrics struct {
	registry *prometheus.Registry
	turns    *prometheus.CounterVec
	seconds  prometheus.Histogram
	events   *prometheus.CounterVec
	letters  *prometheus.CounterVec
	lateness prometheus.Histogram
	fired    atomic.Int64
	passed   *prometheus.CounterVec
}

// NewMetrics returns figures that all stand at zero.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		turns:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_turns_total", Help: "Events handled, by platform and outcome (applied, failed)."}, []string{"platform", "outcome"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "stillpoint_turn_seconds", Help: "How long an event took from its arrival to its commit.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}),
		events:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_platform_events_total", Help: "What happened at a platform's edge, by platform and name."}, []string{"platform", "name"}),
		letters: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_messages_total", Help: "Outgoing messages, by class and what became of them."}, []string{"class", "outcome"}),
	}
	m.passed = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_reminders_passed_total", Help: "Occurrences of reminders that were passed over, by reason."}, []string{"reason"})
	m.lateness = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "stillpoint_timer_lateness_seconds", Help: "How long after its due time a timer's turn was durable.",
		Buckets: []float64{.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 1.5, 2, 2.5, 3, 4, 5, 10, 30, 60, 600, 3600, 7200},
	})
	m.Counter("stillpoint_timers_fired_total", "Timers that were handled.", func() float64 { return float64(m.fired.Load()) })
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "stillpoint_build_info", Help: "Always 1; the version is the label.", ConstLabels: prometheus.Labels{"version": version}})
	info.Set(1)
	m.registry.MustRegister(m.turns, m.seconds, m.events, m.letters, m.lateness, m.passed, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Gatherer is what /metrics reads.
func (m *Metrics) Gatherer() prometheus.Gatherer { return m.registry }

// Gauge adds a figure that is asked for whenever somebody looks.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Counter adds a figure that only grows and is asked for whenever somebody looks.
func (m *Metrics) Counter(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, value))
}

// Turn counts an event that was handled.
func (m *Metrics) Turn(platform string, took time.Duration, err error) {
	outcome := "applied"
	if err != nil {
		outcome = "failed"
	}
	m.turns.WithLabelValues(platform, outcome).Inc()
	m.seconds.Observe(took.Seconds())
}

// Event counts something at a platform's edge, such as "conflict" or "limited".
func (m *Metrics) Event(platform, name string, n int) {
	m.events.WithLabelValues(platform, name).Add(float64(n))
}

// Letter counts what became of an outgoing message.
func (m *Metrics) Letter(class, outcome string) { m.letters.WithLabelValues(class, outcome).Inc() }

// Passed counts occurrences of reminders that were passed over.
func (m *Metrics) Passed(reason string, n int) { m.passed.WithLabelValues(reason).Add(float64(n)) }

// Fired counts a timer that was handled, and how late it was.
func (m *Metrics) Fired(late time.Duration) {
	m.fired.Add(1)
	m.lateness.Observe(max(late, 0).Seconds())
}
