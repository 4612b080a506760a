package job_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/testkit"
)

// newsroom is a journalist with saved searches, on an office with an index.
type newsroom struct {
	*office
	runner *job.Runner
	actor  registry.Actor
}

func newNewsroom(t *testing.T) *newsroom {
	t.Helper()
	n := &newsroom{office: newOffice(t)}
	testkit.Fill(t, n.db, 4)
	index, err := search.Open(t.TempDir(), search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() }) // the folder goes with the test
	n.runner = job.New(n.db, n.flows, index, slog.New(slog.DiscardHandler))
	n.runner.ReadSearch = func(string) (search.Query, error) { return search.Query{}, nil } // everything
	acc, _, err := n.flows.Account.AddAccount(
		t.Context(),
		registry.System("thử"),
		registry.Account{Email: "phong-vien@bao.test", Name: "Phóng viên", Role: registry.Journalist},
		"mot-mat-khau-dai-1",
	)
	if err != nil {
		t.Fatal(err)
	}
	n.actor = registry.Actor{Account: acc, Name: "Phóng viên", Role: registry.Journalist}
	n.catchUp()
	return n
}

func (n *newsroom) catchUp() {
	n.t.Helper()
	if err := n.runner.CatchUp(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
}

// digest makes what is due and hands it over.
func (n *newsroom) digest(want int) {
	n.t.Helper()
	n.catchUp()
	got, err := n.runner.Digests(n.t.Context())
	if err != nil || got != want {
		n.t.Fatalf("Digests = %d, %v; want %d", got, err, want)
	}
	n.once()
}

// sent wants so many mails to have been taken by the server, and gives what the
// last one says.
func (n *newsroom) sent(want int) string {
	n.t.Helper()
	list, total, err := n.db.MailList(n.t.Context(), registry.MailSent, 0, 10)
	if err != nil || total != want || len(n.server.Taken()) != want {
		n.t.Fatalf("%d mails sent, %d taken, %v; want %d", total, len(n.server.Taken()), err, want)
	}
	text := list[0].Subject
	for _, i := range list[0].Letter.Items {
		text += "\n" + i.Text + " " + i.Path
	}
	return text + "\n" + list[0].Letter.Action.Path
}

// A journalist gets one mail a day at most about what is new, corrected and
// removed in the searches that are mailed, and none when nothing happened.
func TestDigest(t *testing.T) {
	t.Parallel()
	n, ctx := newNewsroom(t), t.Context()
	if _, _, err := n.flows.Newsdesk.SaveSearch(ctx, n.actor, "Không gửi thư", "q=dat", false); err != nil {
		t.Fatal(err)
	}
	n.digest(0) // no search is mailed
	_, s, err := n.flows.Newsdesk.SaveSearch(ctx, n.actor, "Hiến đất", "q=dat", true)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := n.flows.Newsdesk.SaveSearch(ctx, n.actor, "Trùng", "q=duong", true); err != nil {
		t.Fatal(err)
	}
	n.digest(0) // nothing happened since it was saved
	list, err := n.db.LatestEditions(ctx, 4, n.flows.Flow.Now())
	if err != nil || len(list) != 4 {
		t.Fatal(len(list), err)
	}
	n.pass(24 * time.Hour)
	system := registry.System("thử")
	if _, err := n.flows.Flow.Correct(ctx, system, list[0].ID, 0, list[0].Story, "Sửa một con số trong bài."); err != nil {
		t.Fatal(err)
	}
	if _, err := n.flows.Flow.Remove(ctx, system, list[1].ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
		t.Fatal(err)
	}
	n.digest(1)
	n.digest(0) // once a day
	text := n.sent(1)
	for _, want := range []string{
		"Hiến đất", "1 đính chính, 1 bài gỡ", list[0].Headline(), "/mo-hinh?q=dat", list[1].Number, "/lam-viec/bao-chi",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the mail lacks %q:\n%s", want, text)
		}
	}
	for _, not := range []string{list[1].Headline(), "Không gửi thư", "Trùng", string(list[1].Slug)} {
		if strings.Contains(text, not) {
			t.Errorf("the mail holds %q", not)
		}
	}
	n.pass(24 * time.Hour)
	n.digest(0) // a quiet day
	if err := n.flows.Newsdesk.MailSearch(ctx, n.actor, s.ID, false); err != nil {
		t.Fatal(err)
	}
	n.pass(24 * time.Hour)
	if _, err := n.flows.Flow.Correct(ctx, system, list[2].ID, 0, list[2].Story, "Sửa thêm một con số."); err != nil {
		t.Fatal(err)
	}
	n.digest(1) // by the other search alone
	if text := n.sent(2); strings.Contains(text, "Hiến đất") || !strings.Contains(text, "Trùng") {
		t.Errorf("a search that is no longer mailed: %s", text)
	}
	if err := n.flows.Newsdesk.MailSearch(ctx, registry.Actor{Account: 999, Role: registry.Journalist}, s.ID, true); registry.KindOf(
		err,
	) != registry.NotFound {
		t.Errorf("another account's search: %v", err)
	}
}
