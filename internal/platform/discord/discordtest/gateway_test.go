package discordtest_test

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// closed reads up to the end of the connection and gives the code it was closed with,
// -1 when there was none.
func (e *ear) closed() int {
	e.t.Helper()
	for {
		if _, err := e.next(); err != nil {
			return int(websocket.CloseStatus(err))
		}
	}
}

func TestWhoeverMayNotListenIsClosedWithTheReason(t *testing.T) {
	for _, c := range []struct {
		name string
		say  func(*ear)
		code int
	}{
		{"a bad token", func(e *ear) { e.identify("bad", intents) }, discordtest.CloseBadToken},
		{"an intent that was not granted", func(e *ear) { e.identify(e.srv.Token(), intents|1<<15) }, discordtest.CloseDisallowedIntents},
		{"an intent that there is not", func(e *ear) { e.identify(e.srv.Token(), 1<<30) }, discordtest.CloseBadIntents},
		{"a shard out of range", func(e *ear) { e.identify(e.srv.Token(), intents, 2, 2) }, discordtest.CloseBadShard},
		{"a second identify", func(e *ear) {
			e.identify(e.srv.Token(), intents)
			e.want("READY")
			e.identify(e.srv.Token(), intents)
		}, discordtest.CloseAlready},
		{"a resume with a bad token", func(e *ear) { e.send(6, m{"token": "bad", "session_id": "1", "seq": 0}) }, discordtest.CloseBadToken},
		{"an unknown op", func(e *ear) { e.send(99, nil) }, discordtest.CloseUnknownOp},
		{"presence before identifying", func(e *ear) { e.send(3, m{}) }, discordtest.CloseNotAuthenticated},
		{"a refusal on demand", func(e *ear) {
			e.srv.RefuseIdentify(discordtest.CloseShardingRequired)
			e.identify(e.srv.Token(), intents)
		}, discordtest.CloseShardingRequired},
		{"something odd", func(e *ear) { e.send(2, []int{1}) }, discordtest.CloseDecode},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := start(t, discordtest.Config{})
			e := dial(t, b.srv, b.srv.GatewayURL())
			c.say(e)
			if code := e.closed(); code != c.code {
				t.Errorf("closed with %d instead of %d", code, c.code)
			}
		})
	}
}

func TestAnOldVersionOfTheGatewayIsRefused(t *testing.T) {
	b := start(t, discordtest.Config{})
	conn, _, err := websocket.Dial(soon(t), b.srv.GatewayURL()+"/?v=6", nil) //nolint:bodyclose // hijacked
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := conn.Read(soon(t)); websocket.CloseStatus(err) != discordtest.CloseBadVersion {
		t.Errorf("got %v", err)
	}
}

func TestThousandsOfEventsComeInOrder(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	const n = 5000
	go func() {
		for i := range n {
			ann.Say(strconv.Itoa(i))
		}
	}()
	for i := range n {
		var d struct{ Content string }
		if err := json.Unmarshal(e.want("MESSAGE_CREATE"), &d); err != nil || d.Content != strconv.Itoa(i) {
			t.Fatalf("got %q instead of %d, %v", d.Content, i, err)
		}
	}
}

func TestWhatWasMissedIsReplayedOnResume(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	ann := b.srv.Person("", "en-US")
	ann.Say("before")
	e.want("MESSAGE_CREATE")
	b.srv.Drop()
	if code := e.closed(); code != -1 {
		t.Errorf("a dropped connection was closed with %d", code)
	}
	ann.Say("while away")
	again := dial(t, b.srv, e.resume)
	again.seq = e.seq
	again.send(6, m{"token": b.srv.Token(), "session_id": e.session, "seq": e.seq})
	var d struct{ Content string }
	if err := json.Unmarshal(again.want("MESSAGE_CREATE"), &d); err != nil || d.Content != "while away" {
		t.Errorf("replayed %+v, %v", d, err)
	}
	again.want("RESUMED")
	ann.Say("after")
	again.want("MESSAGE_CREATE")
	if r := b.srv.Resumes(); len(r) != 1 || !r[0].Taken || !r[0].Followed || r[0].Seq != e.seq {
		t.Errorf("resumes: %+v", r)
	}
}

func TestASessionThatIsGoneCannotBeResumed(t *testing.T) {
	c := newClock()
	b := start(t, discordtest.Config{Now: c.read, Replay: 20})
	ann := b.srv.Person("", "en-US")
	refused := func(e *ear, seq int) {
		t.Helper()
		again := dial(t, b.srv, b.srv.GatewayURL())
		again.send(6, m{"token": b.srv.Token(), "session_id": e.session, "seq": seq})
		if f := again.read(); f.Op != 9 || string(f.D) != "false" {
			t.Errorf("got %+v", f)
		}
		again.identify(b.srv.Token(), intents)
		again.want("READY")
	}
	t.Run("because it was closed in order", func(t *testing.T) {
		e := listen(t, b.srv)
		_ = e.conn.Close(websocket.StatusNormalClosure, "")
		refused(e, e.seq)
	})
	t.Run("because so much was missed", func(t *testing.T) {
		e := listen(t, b.srv)
		for range 60 {
			ann.Say("x")
		}
		refused(e, e.seq)
	})
	t.Run("because it is too long ago", func(t *testing.T) {
		e := listen(t, b.srv)
		b.srv.Drop()
		e.closed()
		if err := b.srv.Idle(soon(t)); err != nil {
			t.Fatal(err)
		}
		c.move(time.Hour)
		refused(e, e.seq)
	})
	t.Run("but a number from the future is a mistake of its own", func(t *testing.T) {
		e := listen(t, b.srv)
		again := dial(t, b.srv, b.srv.GatewayURL())
		again.send(6, m{"token": b.srv.Token(), "session_id": e.session, "seq": 1000})
		if code := again.closed(); code != discordtest.CloseBadSeq {
			t.Errorf("closed with %d", code)
		}
	})
}

func TestTheServerAsksForOtherConnections(t *testing.T) {
	b := start(t, discordtest.Config{Heartbeat: time.Second})
	b.srv.ReconnectAtHello(1)
	early := dial(t, b.srv, b.srv.GatewayURL())
	if f := early.read(); f.Op != 7 {
		t.Errorf("straight after HELLO came %+v", f)
	}
	e := listen(t, b.srv)
	b.srv.Reconnect()
	if f := e.read(); f.Op != 7 {
		t.Errorf("got %+v", f)
	}
	b.srv.Invalidate(true)
	if f := e.read(); f.Op != 9 || string(f.D) != "true" {
		t.Errorf("got %+v", f)
	}
	b.srv.Invalidate(false)
	if f := e.read(); f.Op != 9 || string(f.D) != "false" {
		t.Errorf("got %+v", f)
	}
	e.seq = 0
	e.identify(b.srv.Token(), intents)
	e.want("READY")
	b.srv.Hangup(discordtest.CloseSessionTimedOut)
	if code := e.closed(); code != discordtest.CloseSessionTimedOut {
		t.Errorf("closed with %d", code)
	}
	if n := len(b.srv.Identifies()); n != 2 {
		t.Errorf("%d identifies", n)
	}
}

func TestHeartbeatsAreAnsweredUnlessTheyAreNot(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := dial(t, b.srv, b.srv.GatewayURL())
	e.send(1, 0)
	if f := e.read(); f.Op != 11 {
		t.Errorf("got %+v", f)
	}
	b.srv.WithholdAcks(true)
	e.send(1, 0)
	e.identify(b.srv.Token(), intents)
	if f := e.read(); f.T != "READY" {
		t.Errorf("got %+v", f)
	}
	b.srv.AskHeartbeat()
	if f := e.read(); f.Op != 1 {
		t.Errorf("got %+v", f)
	}
	b.srv.Inject(`{"op":0,"t":"NONSENSE","s":2,"d":[]}`)
	if f := e.read(); f.T != "NONSENSE" {
		t.Errorf("got %+v", f)
	}
	if n := b.srv.Heartbeats(); n != 2 {
		t.Errorf("%d heartbeats", n)
	}
}

func TestEveryShardHearsOfItsOwnServers(t *testing.T) {
	b := start(t, discordtest.Config{Shards: 2})
	zero, one := listen(t, b.srv, 0, 2), listen(t, b.srv, 1, 2)
	if err := b.srv.Ready(soon(t), 2); err != nil {
		t.Fatal(err)
	}
	ann := b.srv.Person("", "en-US")
	id := func(shard uint64) string { return strconv.FormatUint(shard<<22|1<<40, 10) }
	b.srv.Guild(id(0), "en-US")
	b.srv.Guild(id(1), "en-US")
	ann.Say("in private")
	b.srv.Dispatch("SOMETHING_NEW", json.RawMessage(`{"guild_id":"`+id(1)+`","type":99}`))
	var d struct{ ID string }
	if err := json.Unmarshal(zero.want("GUILD_CREATE"), &d); err != nil || d.ID != id(0) {
		t.Errorf("shard 0 heard of %s, %v", d.ID, err)
	}
	zero.want("MESSAGE_CREATE")
	if err := json.Unmarshal(one.want("GUILD_CREATE"), &d); err != nil || d.ID != id(1) {
		t.Errorf("shard 1 heard of %s, %v", d.ID, err)
	}
	if f := one.read(); f.T != "SOMETHING_NEW" {
		t.Errorf("shard 1 heard %+v", f)
	}
	late := listen(t, b.srv, 1, 2)
	if err := json.Unmarshal(late.want("GUILD_CREATE"), &d); err != nil || d.ID != id(1) {
		t.Errorf("a new session learns of %s, %v", d.ID, err)
	}
	for i, want := range []int{0, 1, 1} {
		if got := b.srv.Identifies()[i]; got.Shard != want || got.Shards != 2 || got.Intents != intents || got.Code != 0 {
			t.Errorf("identify %d: %+v", i, got)
		}
	}
}

func TestWhatNobodyHearsIsCounted(t *testing.T) {
	b := start(t, discordtest.Config{})
	asked := b.srv.Person("", "en-US").Command("checkin", nil, discordtest.Place{})
	if b.srv.Unheard() != 1 {
		t.Errorf("%d events went unheard", b.srv.Unheard())
	}
	e := listen(t, b.srv)
	asked.Again()
	if i := e.interaction(); i.ID != asked.ID {
		t.Errorf("came again as %s", i.ID)
	}
}
