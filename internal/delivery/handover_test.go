package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// town is a store, a platform where everybody lives, and a running delivery.
type town struct {
	*testing.T
	*memstore.Store
	cfg   delivery.Config
	mail  *delivery.Delivery
	began time.Time

	mu    sync.Mutex
	calls map[string]int // of the store
	got   []string       // "who text", as it was taken
	at    map[string]time.Duration
	fail  func(call string) error // what the store answers instead; nil: nothing
	deaf  atomic.Bool             // no answer of Done arrives
	send  func(ctx context.Context, to chat.Actor, text string) error
}

func newTown(t *testing.T, change func(*delivery.Config)) *town {
	t.Helper()
	town := &town{T: t, Store: memstore.New(), calls: map[string]int{}, at: map[string]time.Duration{}, began: time.Now()}
	town.cfg = delivery.Config{
		Mail: town, Vault: open{}, Context: func(chat.Actor) []byte { return nil },
		Senders: map[chat.Platform]delivery.Sender{"test": town},
	}
	if change != nil {
		change(&town.cfg)
	}
	town.mail = delivery.New(town.cfg)
	return town
}

// run sends in the background, until the story ends.
func (w *town) run() (end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.mail.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			w.Error(err)
		}
	}
}

// say commits messages and hands them over, as a conversation does.
func (w *town) say(to chat.Actor, class store.Class, texts ...string) {
	w.Helper()
	receipt, messages := w.commit(to, class, true, texts...)
	w.mail.Take(to, receipt, messages, time.Now())
}

func (w *town) commit(to chat.Actor, class store.Class, sending bool, texts ...string) (store.Receipt, []store.Message) {
	w.Helper()
	snapshot, err := w.Load(context.Background(), to)
	if err != nil {
		w.Fatal(err)
	}
	turn := store.Turn{Actor: to, Version: snapshot.Version, Sending: sending}
	for _, text := range texts {
		turn.Messages = append(turn.Messages, w.message(class, text))
	}
	receipt, err := w.Commit(context.Background(), turn)
	if err != nil {
		w.Fatal(err)
	}
	return receipt, turn.Messages
}

func (w *town) message(class store.Class, text string) store.Message {
	w.Helper()
	plain, err := chat.EncodeMessage(chat.Say{Text: text})
	if err != nil {
		w.Fatal(err)
	}
	return store.Message{Class: class, Data: plain}
}

func (w *town) call(name string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls[name]++
	if w.fail != nil {
		return w.fail(name)
	}
	return nil
}

func (w *town) Heads(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Letter, time.Time, error) {
	if err := w.call("heads"); err != nil {
		return nil, time.Time{}, err
	}
	return w.Store.Heads(ctx, in, now, limit)
}

func (w *town) Begin(ctx context.Context, of chat.Actor, seq uint64) error {
	if err := w.call("begin"); err != nil {
		return err
	}
	return w.Store.Begin(ctx, of, seq)
}

func (w *town) Done(ctx context.Context, of chat.Actor, seq uint64) error {
	if err := w.call("done"); err != nil {
		return err
	}
	err := w.Store.Done(ctx, of, seq)
	if w.deaf.Load() {
		return errors.Join(err, errors.New("the store's answer was lost"))
	}
	return err
}

func (w *town) Put(ctx context.Context, of chat.Actor, seq uint64, earliest time.Time, reason string) error {
	if err := w.call("put"); err != nil {
		return err
	}
	return w.Store.Put(ctx, of, seq, earliest, reason)
}

func (w *town) Send(ctx context.Context, to chat.Actor, _ string, m chat.Message) error {
	say, _ := m.(chat.Say)
	if w.send != nil {
		if err := w.send(ctx, to, say.Text); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got = append(w.got, to.ID+" "+say.Text)
	w.at[to.ID+" "+say.Text] = time.Since(w.began)
	return nil
}

func (w *town) heard(want ...string) {
	w.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Equal(w.got, want) {
		w.Errorf("heard %q, want %q", w.got, want)
	}
}

func (w *town) reasons() (reasons []string) {
	w.Helper()
	parked, err := w.Parked(context.Background(), store.AllPartitions, 100)
	if err != nil {
		w.Fatal(err)
	}
	for _, l := range parked {
		reasons = append(reasons, l.Actor.ID+" "+l.Reason)
	}
	return reasons
}

// pass lets time pass, and everything that it brings happen.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// when is after how long something arrived, 0 when it has not.
func (w *town) when(what string) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at[what]
}

func (w *town) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.got)
}

// last is after how long everything had arrived.
func (w *town) last() (last time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, at := range w.at {
		last = max(last, at)
	}
	return last
}

// TestWhatIsHandedOverCostsOneCallToTheStore: that it has arrived.
func TestWhatIsHandedOverCostsOneCallToTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		defer w.run()()
		synctest.Wait()
		w.mu.Lock()
		w.calls = map[string]int{}
		w.mu.Unlock()
		w.say(anyone("a"), store.Reply, "one", "two")
		w.say(anyone("b"), store.Reply, "three")
		synctest.Wait()
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.calls["done"] != 3 || len(w.calls) != 1 {
			t.Errorf("the store was called %v", w.calls)
		}
		if len(w.got) != 3 {
			t.Errorf("heard %q", w.got)
		}
		if n, err := w.KeyCount(); err != nil || n != 2 { // the two sessions
			t.Errorf("%d keys are left (%v)", n, err)
		}
	})
}

// TestWhatNobodyHandedOverGoesFirst: another process has committed it, and order
// within a chat is sacred.
func TestWhatNobodyHandedOverGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		defer w.run()()
		synctest.Wait()
		w.commit(anyone("a"), store.Reply, false, "one", "two")
		w.say(anyone("a"), store.Reply, "three")
		w.say(anyone("a"), store.Reply, "four")
		pass(time.Second)
		w.heard("a one", "a two", "a three", "a four")
	})
}

// TestHandedOverLateItIsNotSentTwice: somebody found it in the store meanwhile.
func TestHandedOverLateItIsNotSentTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		defer w.run()()
		began := time.Now()
		receipt, messages := w.commit(anyone("a"), store.Reply, true, "one")
		pass(3 * time.Second)
		w.heard("a one")
		w.mail.Take(anyone("a"), receipt, messages, began)
		pass(3 * time.Second)
		w.heard("a one")
	})
}

// TestHandedOverLaterThanAnybodyRemembers: the process stood still, or its clock was
// moved. Who finds nothing of it in hand asks the store before sending.
func TestHandedOverLaterThanAnybodyRemembers(t *testing.T) {
	for name, ahead := range map[string]time.Duration{"it stood still": 0, "the clock was moved": 50 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var jumped atomic.Int64
				now := func() time.Time { return time.Now().Add(time.Duration(jumped.Load())) }
				w := newTown(t, func(cfg *delivery.Config) { cfg.Now = now })
				defer w.run()()
				began := now()
				receipt, messages := w.commit(anyone("a"), store.Reply, true, "one")
				w.mail.Notify(store.AllPartitions)
				pass(time.Second)
				if jumped.Store(int64(ahead)); ahead == 0 {
					pass(3 * time.Minute)
				}
				w.say(anyone("b"), store.Reply, "two")
				pass(time.Second)
				w.mail.Take(anyone("a"), receipt, messages, began)
				pass(3 * time.Second)
				w.heard("a one", "b two")
			})
		})
	}
}

// TestHandedOverInTheWrongOrderItGoesInTheRightOne: two turns of one person ended at
// the same time.
func TestHandedOverInTheWrongOrderItGoesInTheRightOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		defer w.run()()
		synctest.Wait()
		first, one := w.commit(anyone("a"), store.Reply, true, "one")
		second, two := w.commit(anyone("a"), store.Reply, true, "two")
		w.mail.Take(anyone("a"), second, two, time.Now())
		w.mail.Take(anyone("a"), first, one, time.Now())
		pass(3 * time.Second)
		w.heard("a one", "a two")
	})
}

// TestASlowSendHoldsUpItsOwnChatOnly, and never has two of one chat under way.
func TestASlowSendHoldsUpItsOwnChatOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.send = func(_ context.Context, to chat.Actor, _ string) error {
			if to.ID == "slow" {
				time.Sleep(time.Minute)
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("slow"), store.Reply, "one", "two")
		w.say(anyone("b"), store.Reply, "three")
		pass(time.Second)
		w.heard("b three")
		pass(3 * time.Minute)
		w.heard("b three", "slow one", "slow two")
	})
}

// TestWhatThePlatformTookIsNeverSentAgainHoweverLongTheStoreIsDown.
func TestWhatThePlatformTookIsNeverSentAgainHoweverLongTheStoreIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		down := true
		w.fail = func(string) error {
			if down {
				return errors.New("the store does not answer")
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two")
		pass(10 * time.Minute)
		w.heard("a one")
		w.mu.Lock()
		down = false
		w.mu.Unlock()
		pass(time.Minute)
		w.heard("a one", "a two")
	})
}

// TestWhoCannotBeReachedIsToldOfOnce, and what waits for them is set aside. Nothing of
// it goes by itself when they are back.
func TestWhoCannotBeReachedIsToldOfOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := 0
		var away atomic.Bool
		away.Store(true)
		w := newTown(t, func(cfg *delivery.Config) { cfg.Lost = func(context.Context, chat.Actor, chat.Source) { told++ } })
		sends := 0
		w.send = func(context.Context, chat.Actor, string) error {
			if sends++; away.Load() {
				return chat.ErrUnreachable
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two", "three")
		pass(time.Second)
		w.say(anyone("a"), store.Reminder, "four")
		pass(time.Second)
		if told != 1 || sends != 2 {
			t.Errorf("told %d times after %d sends", told, sends)
		}
		if want := []string{"a unreachable", "a unreachable", "a unreachable", "a unreachable"}; !slices.Equal(w.reasons(), want) {
			t.Errorf("parked %q", w.reasons())
		}
		away.Store(false)
		w.say(anyone("a"), store.Reply, "five")
		pass(time.Minute)
		w.heard("a five")
		outbox := delivery.Outbox{Mail: w}
		n, in, err := outbox.Release(t.Context(), delivery.ByReason("unreachable"))
		if err != nil || n != 4 {
			t.Errorf("released %d (%v)", n, err)
		}
		w.mail.Notify(in)
		pass(time.Second)
		w.heard("a five", "a one", "a two", "a three", "a four")
	})
}

// TestBeingToldToWaitIsNoFailure: however often that happens, nothing is given up.
func TestBeingToldToWaitIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		sends := 0
		w.send = func(context.Context, chat.Actor, string) error {
			if sends++; sends <= 30 {
				return chat.RetryError{After: time.Duration(sends) * time.Second}
			}
			if sends <= 32 {
				return errors.New("a fault")
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one")
		pass(time.Hour)
		w.heard("a one")
	})
}

// TestWhatWasUnderWayWhenTheProcessDied: a reply goes again however often, anything
// else once more and is then left to an operator.
func TestWhatWasUnderWayWhenTheProcessDied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.commit(anyone("a"), store.Reply, true, "reply")
		w.commit(anyone("b"), store.Post, true, "post")
		for range 3 { // dies in the middle of each
			ctx, die := context.WithCancel(t.Context())
			w.send = func(context.Context, chat.Actor, string) error { die(); return ctx.Err() }
			for _, of := range []string{"a", "b"} {
				if err := w.Begin(ctx, anyone(of), 1); err != nil {
					t.Fatal(err)
				}
			}
			die()
		}
		w.send = nil
		if _, err := w.mail.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.heard("a reply")
		if want := []string{"b unknown-outcome"}; !slices.Equal(w.reasons(), want) {
			t.Errorf("parked %q, want %q", w.reasons(), want)
		}
	})
}

// TestPostsGiveWayWhenThereIsNoRoom: they stay in the store and are found there.
func TestPostsGiveWayWhenThereIsNoRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, func(cfg *delivery.Config) {
			cfg.Room = 16
			cfg.Limits = map[chat.Platform]delivery.Limits{"test": {PerSecond: 10}}
		})
		most := 0
		w.send = func(context.Context, chat.Actor, string) error {
			s := w.mail.Stats()
			w.mu.Lock()
			defer w.mu.Unlock()
			most = max(most, s.Waiting[0]+s.Waiting[1]+s.Waiting[2])
			return nil
		}
		defer w.run()()
		for i := range 100 {
			w.say(anyone(fmt.Sprint(i)), store.Post, "post")
		}
		w.say(anyone("a"), store.Reply, "reply")
		pass(time.Minute)
		if w.count() != 101 || most > 16 || w.when("a reply") > time.Second {
			t.Errorf("%d arrived, %d were in hand, the reply after %v", w.count(), most, w.when("a reply"))
		}
	})
}

// TestWhatAnotherProcessSendsIsLeftAlone.
func TestWhatAnotherProcessSendsIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ours atomic.Bool
		w := newTown(t, func(cfg *delivery.Config) { cfg.Sends = func(chat.Platform) bool { return ours.Load() } })
		defer w.run()()
		w.commit(anyone("a"), store.Reply, false, "one")
		pass(time.Minute)
		w.heard()
		ours.Store(true)
		w.mail.Notify(store.AllPartitions)
		pass(time.Second)
		w.heard("a one")
	})
}

// TestOfSomebodyForgottenNothingIsSent though it was in hand.
func TestOfSomebodyForgottenNothingIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, func(cfg *delivery.Config) {
			cfg.Limits = map[chat.Platform]delivery.Limits{"test": {ChatPerSecond: 1}}
		})
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two")
		synctest.Wait()
		if _, err := w.Commit(t.Context(), store.Turn{Actor: anyone("a"), Version: 1, Forget: true}); err != nil {
			t.Fatal(err)
		}
		w.mail.Forget(anyone("a"), store.Receipt{})
		pass(time.Minute)
		w.heard("a one")
	})
}

// TestAReplyIsNotHeldUpByTenThousandPosts: at 25 sends a second those take minutes.
func TestAReplyIsNotHeldUpByTenThousandPosts(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	synctest.Test(t, func(t *testing.T) {
		const posts, replies = 10_000, 300
		w := newTown(t, func(cfg *delivery.Config) {
			cfg.Limits = map[chat.Platform]delivery.Limits{"test": {PerSecond: 25, ChatPerSecond: 1, ChatBurst: 3}}
		})
		w.send = func(context.Context, chat.Actor, string) error { time.Sleep(80 * time.Millisecond); return nil }
		defer w.run()()
		for i := range posts {
			w.say(anyone(fmt.Sprint("post ", i)), store.Post, "news")
		}
		var late []time.Duration
		asked := map[string]time.Duration{}
		for i := range replies {
			who := fmt.Sprint("person ", i)
			asked[who+" reply"] = time.Since(w.began)
			w.say(anyone(who), store.Reply, "reply")
			pass(137 * time.Millisecond)
		}
		pass(15 * time.Minute)
		for who, at := range asked {
			late = append(late, w.when(who)-at)
		}
		slices.Sort(late)
		t.Logf("replies: median %v, p99 %v, last %v", late[len(late)/2], late[len(late)*99/100], late[len(late)-1])
		if late[len(late)*99/100] > time.Second || w.count() != posts+replies {
			t.Errorf("p99 is %v; %d arrived", late[len(late)*99/100], w.count())
		}
		last := w.last()
		if least := (posts + replies) / 25 * time.Second; last < least-time.Second || last > least*12/10+time.Second {
			t.Errorf("all had arrived after %v, at 25 a second it takes %v", last, least)
		}
	})
}

// TestPostsAreNotForgottenBehindReplies: more of those come than may go.
func TestPostsAreNotForgottenBehindReplies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, func(cfg *delivery.Config) {
			cfg.Limits = map[chat.Platform]delivery.Limits{"test": {PerSecond: 5}}
		})
		defer w.run()()
		for i := range 600 {
			w.say(anyone(fmt.Sprint(i)), store.Reply, "reply")
		}
		w.say(anyone("a"), store.Post, "post")
		pass(20 * time.Second)
		if at := w.when("a post"); at < 10*time.Second {
			t.Errorf("the post arrived after %v", at)
		}
	})
}
