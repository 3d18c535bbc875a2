package load

import (
	"strconv"
	"strings"
)

// figures are numbers by name, as the bot and Redis tell them.
type figures map[string]float64

// parseMetrics reads the text that Prometheus reads. Figures of one name and several
// labels are added up, and are also there one by one with their labels.
func parseMetrics(text string) figures {
	f := figures{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		at := strings.LastIndexByte(line, ' ')
		if strings.HasPrefix(line, "#") || at < 0 {
			continue
		}
		value, err := strconv.ParseFloat(line[at+1:], 64)
		if err != nil {
			continue
		}
		name, _, labelled := strings.Cut(line[:at], "{")
		f[name] += value
		if labelled {
			f[line[:at]] += value
		}
	}
	return f
}

// parseInfo reads what INFO of Redis answers. A line of commandstats becomes
// "cmdstat_NAME", its number of calls.
func parseInfo(text string) figures {
	f := figures{}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		if calls, is := strings.CutPrefix(value, "calls="); is {
			value, _, _ = strings.Cut(calls, ",")
		}
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			f[name] = n
		}
	}
	return f
}

// since is how much a figure has grown.
func (f figures) since(before figures, name string) float64 { return f[name] - before[name] }

// weight is the memory that Redis uses for what it keeps: without the buffers of whoever
// is connected and of its log, which come and go and outweigh a few people.
func (f figures) weight() float64 {
	return f["used_memory"] - f["mem_clients_normal"] - f["mem_aof_buffer"]
}
