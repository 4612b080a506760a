package job_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/mail/mailtest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/flows"
)

// office is a post office on a database of its own, with a clock that the test
// moves and a real mail server.
type office struct {
	*job.Post
	t      *testing.T
	db     *sqlite.DB
	flows  *flows.Set
	server *mailtest.Server
	now    *atomic.Int64
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, db: testkit.DB(t), server: mailtest.New(t), now: new(atomic.Int64)}
	o.now.Store(testkit.Now.UnixMilli())
	set, err := flows.New(t.Context(), o.db, nil, nil, func() time.Time { return time.UnixMilli(o.now.Load()) })
	if err != nil {
		t.Fatal(err)
	}
	o.flows = set
	o.Post = job.NewPost(set.Mailing, slog.New(slog.DiscardHandler))
	o.settings(nil)
	return o
}

// settings switches mail on, with a change.
func (o *office) settings(change func(*workflow.MailSettings)) {
	o.t.Helper()
	s := workflow.DefaultMailSettings()
	s.On, s.Host, s.Port, s.Security = true, o.server.Host, o.server.Port, registry.NoTLS.String()
	s.From, s.Site = "danvankheo@bacninh.test", "https://danvan.bacninh.test"
	if change != nil {
		change(&s)
	}
	version, err := o.flows.Reference.MailSettingsVersion(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	if err := o.flows.Reference.SaveMailSettings(o.t.Context(), registry.System("test"), version, s, nil); err != nil {
		o.t.Fatal(err)
	}
}

// queue puts mails to n addresses into the outbox.
func (o *office) queue(n int) {
	o.t.Helper()
	err := o.db.Update(o.t.Context(), o.flows.Flow.Now(), func(tx *sqlite.Tx) error {
		for i := range n {
			m := registry.Mail{
				Key:     fmt.Sprintf("thu:%d:%d", tx.Now().UnixMilli(), i),
				Kind:    registry.PlainMail,
				Address: to(i),
				Subject: fmt.Sprintf("Thư số %d", i),
				Letter:  registry.Letter{Lead: []string{"Nội dung có dấu."}},
			}
			if err := tx.QueueMail(&m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func to(i int) string { return fmt.Sprintf("nguoi%d@bacninh.test", i) }

// once hands over what is due.
func (o *office) once() int {
	o.t.Helper()
	n, err := o.Once(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

func (o *office) pass(d time.Duration) { o.now.Add(d.Milliseconds()) }

// want checks what waits, was sent and failed.
func (o *office) want(waiting, sent, failed int) {
	o.t.Helper()
	s, err := o.db.MailStatus(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	if s.Waiting != waiting || s.Sent != sent || s.Failed != failed {
		o.t.Fatalf(
			"outbox: %d waiting, %d sent, %d failed (%s); want %d, %d, %d",
			s.Waiting,
			s.Sent,
			s.Failed,
			s.Answer,
			waiting,
			sent,
			failed,
		)
	}
}

// arrived checks that the server took exactly one mail for each of n addresses.
func (o *office) arrived(n int) {
	o.t.Helper()
	got := map[string]int{}
	for _, m := range o.server.Taken() {
		got[m.To]++
	}
	for i := range n {
		if got[to(i)] != 1 {
			o.t.Errorf("%s got %d mails, want 1", to(i), got[to(i)])
		}
	}
	if len(got) != n {
		o.t.Errorf("mails to %d addresses, want %d", len(got), n)
	}
}

func TestPostTakesEverythingOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.queue(120)
	if n := o.once(); n != 120 {
		t.Errorf("sent %d, want 120", n)
	}
	o.want(0, 120, 0)
	if o.once() != 0 {
		t.Error("sent again")
	}
	o.arrived(120)
	if c := o.server.Connections(); c > 3 {
		t.Errorf("%d connections for 120 mails", c)
	}
}

func TestPostWaitsForAServerThatIsDown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.server.Stop()
	o.queue(5)
	for range 60 { // days
		o.once()
		o.pass(3 * time.Hour)
	}
	o.want(5, 0, 0)
	o.server.Start(t)
	o.once()
	o.want(0, 5, 0)
	o.arrived(5)
}

// The pauses grow: a server that is down is not asked all the time.
func TestPostPausesGrow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.queue(1)
	o.server.Behave(func(string) mailtest.Behaviour { return mailtest.Behaviour{Mail: 550} }) // our sender is refused
	before := o.server.Connections()
	for range 12 * 60 { // half a day, minute by minute
		o.once()
		o.pass(time.Minute)
	}
	if n := o.server.Connections() - before; n < 10 || n > 40 {
		t.Errorf("%d attempts in half a day, want some 27", n)
	}
	o.want(1, 0, 0) // wrong settings lose nothing
	o.server.Behave(nil)
	o.settings(nil) // saving the settings tries at once
	o.once()
	o.arrived(1)
}

func TestPostRefusedForNow(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]mailtest.Behaviour{"recipient": {Rcpt: 451}, "mail": {Data: 452}, "sender": {Mail: 421}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.queue(6)
			o.server.Behave(func(a string) mailtest.Behaviour {
				if a == to(2) || a == "" {
					return b
				}
				return mailtest.Behaviour{}
			})
			o.once()
			if name != "sender" {
				o.want(1, 5, 0) // the others do not wait for it
			}
			o.server.Behave(nil)
			o.pass(time.Hour)
			o.once()
			o.want(0, 6, 0)
			o.arrived(6)
		})
	}
}

// A server that puts a mail off for days has refused it.
func TestPostGivesUpAfterDays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.queue(1)
	o.server.Behave(func(string) mailtest.Behaviour { return mailtest.Behaviour{Rcpt: 450} })
	for range 4 * 24 {
		o.once()
		o.pass(time.Hour)
	}
	o.want(1, 0, 0)
	for range 4 * 24 {
		o.once()
		o.pass(time.Hour)
	}
	o.want(0, 0, 1)
}

func TestPostRefusedForGood(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]mailtest.Behaviour{"recipient": {Rcpt: 550}, "mail": {Data: 554}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.queue(4)
			o.server.Behave(func(a string) mailtest.Behaviour {
				if a == to(1) {
					return b
				}
				return mailtest.Behaviour{}
			})
			o.once()
			o.want(0, 3, 1)
			failed, _, err := o.db.MailList(t.Context(), registry.MailFailed, 0, 10)
			if err != nil || len(failed) != 1 || failed[0].Address != to(1) || !strings.Contains(failed[0].Answer, "mailtest says no") {
				t.Fatalf("failed: %+v, %v", failed, err)
			}
			o.pass(24 * time.Hour)
			o.once()
			o.want(0, 3, 1) // not by itself
			o.server.Behave(nil)
			if err := o.flows.Mailing.RetryMail(t.Context(), registry.System("test"), failed[0].ID); err != nil {
				t.Fatal(err)
			}
			o.once()
			o.want(0, 4, 0)
			o.arrived(4)
		})
	}
}

// A connection that breaks in place of the answer: the mail goes again, under the
// same name, and the others are not held up by it.
func TestPostConnectionLostAfterTheMail(t *testing.T) {
	t.Parallel()
	for _, kept := range []bool{false, true} {
		t.Run(fmt.Sprintf("server kept it %t", kept), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.queue(5)
			o.server.Behave(func(a string) mailtest.Behaviour {
				return mailtest.Behaviour{Drop: a == to(2), Keep: kept}
			})
			o.once()
			o.want(1, 4, 0)
			o.server.Behave(nil)
			o.pass(time.Hour)
			o.once()
			o.want(0, 5, 0)
			if !kept {
				o.arrived(5)
				return
			}
			ids := map[string]int{}
			for _, m := range o.server.Taken() {
				ids[m.ID()]++
			}
			if len(ids) != 5 || len(o.server.Taken()) != 6 {
				t.Errorf("%d names for %d mails, want 5 for 6", len(ids), len(o.server.Taken()))
			}
		})
	}
}

func TestPostSlowServer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Timeout = 150 * time.Millisecond
	o.queue(3)
	var slow atomic.Bool
	slow.Store(true)
	o.server.Behave(func(a string) mailtest.Behaviour {
		if a == to(1) && slow.Load() {
			return mailtest.Behaviour{Slow: time.Second, Data: 451} // it gives up too
		}
		return mailtest.Behaviour{}
	})
	o.once()
	o.want(1, 2, 0)
	slow.Store(false)
	o.pass(time.Hour)
	o.once()
	o.want(0, 3, 0)
	o.arrived(3)
}

// The drain is killed again and again at the worst moment, when the server has the
// mail and the outbox does not know: nothing is lost, and every copy has the name of
// the first.
func TestPostKilledAndStartedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const n = 40
	o.queue(n)
	for i := 0; ; i++ {
		ctx, kill := context.WithCancel(t.Context())
		var seen atomic.Int64
		o.server.Behave(func(string) mailtest.Behaviour {
			return mailtest.Behaviour{Before: func() {
				if seen.Add(1) == 3 {
					kill()
				}
			}}
		})
		fresh := job.NewPost(o.flows.Mailing, slog.New(slog.DiscardHandler)) // knows only what is written
		if _, err := fresh.Once(ctx); err != nil && ctx.Err() == nil {
			t.Fatal(err)
		}
		kill()
		s, err := o.db.MailStatus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if s.Waiting == 0 {
			break
		}
		if i > 3*n {
			t.Fatalf("no end: %+v", s)
		}
		o.pass(time.Hour)
	}
	o.want(0, n, 0)
	names, people := map[string]string{}, map[string]bool{}
	for _, m := range o.server.Taken() {
		if other, ok := names[m.ID()]; ok && other != m.To {
			t.Errorf("%s went to %s and %s", m.ID(), other, m.To)
		}
		names[m.ID()], people[m.To] = m.To, true
	}
	if len(names) != n || len(people) != n {
		t.Errorf("%d names, %d people, want %d", len(names), len(people), n)
	}
	t.Logf("%d mails, %d copies", n, len(o.server.Taken())-n)
}

// Run stops soon when its context ends, though the server does not answer.
func TestPostStops(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.queue(1)
	reached := make(chan struct{})
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	o.server.Behave(func(string) mailtest.Behaviour {
		return mailtest.Behaviour{Before: func() { close(reached); <-release }}
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { o.Run(ctx); close(done) }()
	<-reached
	stop()
	<-done // without the deadline of the connection: the test would take 30 s
	o.want(1, 0, 0)
}
