package load

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of times in /proc/PID/stat: every Linux that Go runs on has it.
const tick = 10 * time.Millisecond

var errProc = errors.New("this is not what /proc says of a process")

// parseStat reads /proc/PID/stat: how long the process has used the processor, in user
// and in system mode together.
func parseStat(stat string) (time.Duration, error) {
	// The name in brackets may hold anything, so fields count from the last bracket.
	end := strings.LastIndexByte(stat, ')')
	if end < 0 {
		return 0, errProc
	}
	fields := strings.Fields(stat[end+1:])
	if len(fields) < 13 {
		return 0, errProc
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil || user < 0 || system < 0 {
		return 0, errProc
	}
	return time.Duration(user+system) * tick, nil
}

// parseResident reads /proc/PID/status: resident memory in bytes.
func parseResident(status string) (int64, error) {
	for line := range strings.Lines(status) {
		text, ok := strings.CutPrefix(line, "VmRSS:")
		if !ok {
			continue
		}
		kib, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "kB")), 10, 64)
		if err != nil || kib < 0 {
			return 0, errProc
		}
		return kib << 10, nil
	}
	return 0, errProc
}

// cpuOf is how long a process has used the processor so far.
func cpuOf(pid int) (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("asking how much processor time was used: %w", err)
	}
	return parseStat(string(stat))
}

// residentOf is the resident memory of a process in bytes.
func residentOf(pid int) (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, fmt.Errorf("asking how much memory is used: %w", err)
	}
	return parseResident(string(status))
}
