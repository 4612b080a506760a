package job_test

import (
	"fmt"
	"io"
	"log/slog"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/job"
	"danvankheo/internal/mail/mailtest"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
	"danvankheo/internal/workflow/flows"
	"danvankheo/internal/workflow/followup"
)

// person makes an account of a unit.
func (o *office) person(name string, role registry.Role, unit registry.UnitCode, choice registry.MailChoice) registry.Account {
	o.t.Helper()
	acc := registry.Account{Email: name + "@bacninh.test", Name: name, Role: role, Unit: unit, PasswordHash: "x"}
	err := o.db.Update(o.t.Context(), o.flows.Flow.Now(), func(tx *sqlite.Tx) error {
		if err := tx.InsertAccount(&acc); err != nil {
			return err
		}
		return tx.SetMailChoice(acc.ID, choice)
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return acc
}

func (o *office) set(year int, month time.Month, day, hour int) {
	o.now.Store(time.Date(year, month, day, hour, 0, 0, 0, registry.Zone).UnixMilli())
}

// restart is the program started again: all it knows is in the database.
func (o *office) restart() {
	o.t.Helper()
	set, err := flows.New(o.t.Context(), o.db, nil, nil, func() time.Time { return time.UnixMilli(o.now.Load()) })
	if err != nil {
		o.t.Fatal(err)
	}
	o.flows, o.Post = set, job.NewPost(set.Mailing, slog.New(slog.DiscardHandler))
}

// step does what the program does by itself.
func (o *office) step() {
	o.t.Helper()
	if _, err := o.flows.Followup.UrgeDue(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.flows.Mailing.MailNotices(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	o.once()
}

const (
	tanSon  = registry.UnitCode("07210-202507")
	dongVan = registry.UnitCode("07228-202507")
)

// A season of reminders by a moving clock, with restarts, a server that is down for
// days, one unit that sends, one that is exempt and one with a later day: each
// person is reminded on each day of the plan, in the program and by one mail, and of
// nothing else.
func TestSeasonOfReminders(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.set(2026, 2, 20, 6)
	o.settings(nil)
	units := o.flows.Flow.Ledger().On("2026-03-01", registry.Commune)
	owes, sends, exempt, later := units[0].Code, units[1].Code, units[2].Code, units[3].Code
	people := map[string]registry.Account{}
	for _, p := range []struct {
		name   string
		unit   registry.UnitCode
		choice registry.MailChoice
	}{
		{"hang-ngay", owes, registry.MailDaily}, {"gui-ngay", owes, registry.MailAtOnce}, {"khong-thu", owes, registry.MailNone},
		{"da-gui", sends, registry.MailDaily}, {"mien", exempt, registry.MailDaily}, {"gia-han", later, registry.MailDaily},
	} {
		people[p.name] = o.person(p.name, registry.UnitStaff, p.unit, p.choice)
	}
	people["theo-doi"] = o.person("theo-doi", registry.Verifier, "", registry.MailDaily)
	admin := registry.System("test")
	if err := o.flows.Reference.Exempt(
		t.Context(), admin, registry.Exemption{Season: 2026, Unit: exempt, Reason: "Mới thành lập"},
	); err != nil {
		t.Fatal(err)
	}
	if err := o.flows.Reference.Extend(t.Context(), admin, registry.Extension{
		Season: 2026, Unit: later, Step: registry.Registering, Until: "2026-04-10", Reason: "Lũ quét",
	}); err != nil {
		t.Fatal(err)
	}
	if err := o.db.Update(
		t.Context(), o.flows.Flow.Now(), func(tx *sqlite.Tx) error { return tx.MarkNoticesRead(people["gia-han"].ID, 0) },
	); err != nil {
		t.Fatal(err) // the news of the extension
	}
	for day := range 60 { // to 20/04
		for hour := 2; hour < 24; hour += 5 {
			o.set(2026, 2, 20+day, hour)
			today := o.flows.Flow.Today()
			if today == "2026-03-10" && hour == 12 {
				o.register(people["da-gui"], sends)
			}
			switch {
			case today == "2026-03-23" && hour == 2:
				o.server.Stop() // over the reminder of the 24th
			case today == "2026-03-26" && hour == 2:
				o.server.Start(t)
			}
			o.step()
			o.step() // what is done is not done again
		}
		if day%3 == 0 {
			o.restart()
		}
	}
	o.want(0, 7+7+1+7+4, 0)
	got := map[string][]string{}
	for _, m := range o.server.Taken() {
		name, _, _ := strings.Cut(m.To, "@")
		sent, err := m.Message.Header.Date()
		if err != nil {
			t.Fatal(err)
		}
		got[name] = append(got[name], sent.In(registry.Zone).Format("02/01"))
	}
	plan := "01/03 17/03 26/03 28/03 30/03 01/04 03/04"
	for name, want := range map[string]string{
		"hang-ngay": plan, "gui-ngay": plan, "khong-thu": "", "da-gui": "01/03", "mien": "",
		"gia-han": "11/03 27/03 03/04 07/04 09/04 11/04 13/04", "theo-doi": "01/04 03/04 11/04 13/04",
	} {
		if days := strings.Join(got[name], " "); days != want {
			t.Errorf("%s was mailed on %q, want %q", name, days, want)
		}
	}
	for name, want := range map[string]int{"hang-ngay": 7, "gui-ngay": 7, "khong-thu": 7, "da-gui": 1, "mien": 0, "gia-han": 7} {
		list, _, err := o.db.Notices(t.Context(), people[name].ID, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, x := range list {
			if x.Urging {
				n++
			}
		}
		if n != want {
			t.Errorf("%s has %d reminders in the program, want %d", name, n, want)
		}
	}
	acts, total, err := o.db.Urgings(t.Context(), 2026, 0, 100)
	if err != nil || total != 14 {
		t.Errorf("%d acts in the register, %v, want 14", total, err)
	}
	for _, a := range acts {
		if !a.Planned || a.Units == 0 {
			t.Errorf("act %+v", a)
		}
	}
}

// register sends a registration for a unit.
func (o *office) register(acc registry.Account, unit registry.UnitCode) {
	o.t.Helper()
	a := testkit.Staff(o.t, o.flows.Flow.Ledger(), acc.ID, unit)
	e, err := o.flows.Flow.Create(o.t.Context(), a, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()})
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.flows.Flow.Submit(o.t.Context(), a, e.ID, e.Version, nil); err != nil {
		o.t.Fatal(err)
	}
}

// A reminder by hand: only who still owes, once though the form is sent twice, and
// never a second mail on one day.
func TestUrgeByHand(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	officer := registry.Actor{Account: 99, Name: "Theo dõi", Role: registry.Verifier}
	first := o.person("mot", registry.UnitStaff, tanSon, registry.MailDaily)
	o.person("hai", registry.UnitStaff, dongVan, registry.MailDaily)
	o.person("ba", registry.UnitStaff, dongVan, registry.MailNone)
	name := o.flows.Flow.Ledger().Name(tanSon)
	in := followup.UrgeInput{
		Key:  "k1",
		Year: 2026,
		Step: registry.Registering,
		Text: o.flows.Followup.DefaultUrging(2026, registry.Registering),
		Pick: oversight.Pick{Text: name},
	}
	for range 2 {
		if _, err := o.flows.Followup.Urge(t.Context(), officer, in); err != nil {
			t.Fatal(err)
		}
	}
	o.step()
	if n := len(o.server.Taken()); n != 1 {
		t.Fatalf("%d mails, want 1", n)
	}
	in.Key, in.Pick = "k2", oversight.Pick{}
	act, err := o.flows.Followup.Urge(t.Context(), officer, in)
	if err != nil {
		t.Fatal(err)
	}
	if act.People != 3 || act.Units < 100 {
		t.Errorf("notified %d people of %d units", act.People, act.Units)
	}
	o.step()
	got := map[string]int{}
	for _, m := range o.server.Taken() {
		got[m.To]++
	}
	if got["mot@bacninh.test"] != 1 || got["hai@bacninh.test"] != 1 || len(got) != 2 {
		t.Errorf("mails of the day: %v", got)
	}
	o.pass(24 * time.Hour) // what did not fit comes the next day
	o.step()
	o.step()
	if n := len(o.server.Taken()); n != 3 {
		t.Errorf("%d mails after a day, want 3", n)
	}
	lines, err := o.db.Urged(t.Context(), act.ID)
	if err != nil {
		t.Fatal(err)
	}
	people := 0
	for _, l := range lines {
		if l.Account == 0 {
			continue
		}
		people++
		mailed := l.Mail != nil && l.Mail.State == registry.MailSent
		if want := l.Name != "ba"; mailed != want || !l.ReadAt.IsZero() {
			t.Errorf("%s: mailed %t, want %t; read %v", l.Name, mailed, want, l.ReadAt)
		}
	}
	if people != 3 {
		t.Errorf("%d people in the register", people)
	}
	if err := o.flows.Flow.ReadNotices(t.Context(), registry.Actor{Account: first.ID}, 0); err != nil {
		t.Fatal(err)
	}
	if u, err := o.db.Urging(t.Context(), act.ID); err != nil || u.Read != 1 {
		t.Errorf("%d have read it, %v, want 1", u.Read, err)
	}
	if _, err := o.flows.Followup.Urge(t.Context(), registry.Actor{Role: registry.UnitStaff}, in); registry.KindOf(err) != registry.Denied {
		t.Errorf("unit staff may urge: %v", err)
	}
	in.Key, in.Text = "k3", "ngắn"
	if _, err := o.flows.Followup.Urge(t.Context(), officer, in); registry.FieldsOf(err).For("text") == "" {
		t.Errorf("a text of one word was taken: %v", err)
	}
}

// Links: made at the hand-over, never at rest, and one who asks for an unknown
// address leaves nothing.
func TestLinksByMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	acc := o.person("quen", registry.UnitStaff, tanSon, registry.MailNone)
	throttle := auth.NewThrottle(auth.DefaultLimits())
	for _, address := range []string{"QUEN@bacninh.test", "khong-co@bacninh.test", "quen@bacninh.test"} {
		if err := o.flows.Account.AskReset(t.Context(), throttle, address, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	o.want(2, 0, 0) // the third asks again within minutes
	o.once()
	o.want(0, 1, 0)
	mails := o.server.Taken()
	if len(mails) != 1 || mails[0].To != acc.Email {
		t.Fatalf("mails: %+v", mails)
	}
	secret := secretIn(t, mails[0])
	if _, got, err := o.flows.Account.LinkOf(t.Context(), secret, sqlite.ResetPassword); err != nil || got.ID != acc.ID {
		t.Errorf("link of %d, %v", got.ID, err)
	}
	list, _, err := o.db.MailList(t.Context(), registry.MailSent, 0, 10)
	if err != nil || strings.Contains(fmt.Sprintf("%+v", list), secret) {
		t.Errorf("the outbox holds the secret, %v", err)
	}
	if mails[0].Message.Header.Get("List-Unsubscribe") != "" {
		t.Error("a mail about the account can be unsubscribed from")
	}
	// A link given by hand meanwhile is not ended by mail that still waits.
	o.pass(time.Hour)
	o.server.Behave(func(string) mailtest.Behaviour { return mailtest.Behaviour{Rcpt: 451} })
	if err := o.flows.Account.MailLinkTo(t.Context(), registry.System("test"), acc.ID); err != nil {
		t.Fatal(err)
	}
	o.once()
	byHand, err := o.flows.Account.ResetAccount(t.Context(), registry.System("test"), acc.ID)
	if err != nil {
		t.Fatal(err)
	}
	o.server.Behave(nil)
	o.pass(time.Hour)
	o.once()
	if _, _, err := o.flows.Account.LinkOf(t.Context(), byHand, sqlite.ResetPassword); err != nil {
		t.Errorf("the link given by hand: %v", err)
	}
	// A link that could not be sent in its time is not sent later.
	o.server.Stop()
	if err := o.flows.Account.MailLinkTo(t.Context(), registry.System("test"), acc.ID); err != nil {
		t.Fatal(err)
	}
	o.once()
	o.pass(account.ResetLife + time.Hour)
	o.server.Start(t)
	o.once()
	o.want(0, 1, 1)
}

// secretIn finds the secret of the single-use link in a mail.
func secretIn(t *testing.T, m mailtest.Taken) string {
	t.Helper()
	body, err := io.ReadAll(quotedprintable.NewReader(m.Message.Body))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(body), "/dat-mat-khau/")
	if !ok {
		t.Fatalf("no link in the mail:\n%s", body)
	}
	return strings.TrimSpace(strings.FieldsFunc(rest, func(r rune) bool { return r == '\n' || r == '\r' || r == '"' || r == ' ' })[0])
}
