package discord

import (
	"encoding/json"
	"fmt"
	"time"
)

// The gateway's operations.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// intents are what we want to be told about: servers, and direct messages. None
// is privileged, and the words of other conversations never reach us.
const intents = 1<<0 | 1<<12

// frame is one message of the gateway.
type frame struct {
	Op   int             `json:"op"`
	Seq  int64           `json:"s"`
	Name string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

func decodeFrame(data []byte) (frame, error) {
	var f frame
	if err := json.Unmarshal(data, &f); err != nil {
		return frame{}, fmt.Errorf("reading a frame of the gateway: %w", errEvent)
	}
	return f, nil
}

// outgoing is a frame of ours.
type outgoing struct {
	Op   int `json:"op"`
	Data any `json:"d"`
}

type identify struct {
	Token      string            `json:"token"`
	Intents    int               `json:"intents"`
	Shard      [2]int            `json:"shard"`
	Properties map[string]string `json:"properties"`
}

type resumption struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

// heartbeat is the sequence that was received last, or null.
func heartbeat(seq int64) outgoing {
	if seq == 0 {
		return outgoing{Op: opHeartbeat}
	}
	return outgoing{Op: opHeartbeat, Data: seq}
}

// hello is the interval of the heartbeats, within reason.
func hello(data json.RawMessage) (time.Duration, error) {
	var told struct {
		Interval int64 `json:"heartbeat_interval"`
	}
	if err := json.Unmarshal(data, &told); err != nil || told.Interval < 1 || told.Interval > 3_600_000 {
		return 0, fmt.Errorf("reading the gateway's hello: %w", errEvent)
	}
	return time.Duration(told.Interval) * time.Millisecond, nil
}

// ready is what matters of a READY.
type ready struct {
	Session string `json:"session_id"`
	Resume  string `json:"resume_gateway_url"`
	App     struct {
		ID string `json:"id"`
	} `json:"application"`
}
