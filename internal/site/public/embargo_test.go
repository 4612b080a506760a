package public_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// Before its time a story is nowhere, but for the press when it may; at its
// time it is everywhere; after its removal it is nowhere, and says so.
func TestEmbargoAndWithdrawal(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := sitetest.NewHouse(t, 12, areas...)
	clock := h.Clock()
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 5, phototest.Options{}))
	e, err := h.DB.Entry(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	journalist := h.As(t, registry.Journalist)
	account, err := h.DB.AccountByEmail(ctx, "bao-chi@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := h.Newsdesk.SaveSearch(
		ctx,
		registry.Actor{Account: account.ID, Name: account.Name, Role: registry.Journalist},
		"Mọi bài",
		"field=kinh-te",
		false,
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Newsdesk.SaveCollection(ctx, h.System(), sqlite.Collection{Title: "Thử nghiệm", Shown: true}, e.Number); err != nil {
		t.Fatal(err)
	}
	h.Publish(t, e.ID, h.Flow.Now().Add(2*time.Hour), true)
	visitor, member := h.Reader(t), h.As(t, registry.CouncilMember)
	lookEverywhere(t, h, "visitor before", visitor, e, secret, false)
	lookEverywhere(t, h, "council before", member, e, secret, false)
	own, _ := routesOf(e, secret)
	for _, path := range own[:8] {
		if code, head, _ := journalist.Get(path); code != 200 || strings.Contains(head.Get("Cache-Control"), "public") {
			t.Errorf("journalist before: GET %s = %d %s", path, code, head.Get("Cache-Control"))
		}
	}
	if _, _, page := journalist.Get("/lam-viec/bao-chi"); !strings.Contains(page, sitetest.MarkHeadline) ||
		!strings.Contains(page, "Không đăng trước") {
		t.Error("the journalist's corner does not list the embargoed story")
	}
	for _, path := range []string{"/oembed?url=" + url.QueryEscape(sitetest.StoryPath(e)),
		"/nhung" + strings.TrimPrefix(sitetest.StoryPath(e), "/mo-hinh"), "/feed.atom", "/feed/rieng/" + secret + "/tin.json"} {
		if _, _, body := journalist.Get(path); tells(body) {
			t.Errorf("journalist before: %s may be passed on and tells", path)
		}
	}
	preview := fmt.Sprintf("/lam-viec/mo-hinh/%d/xem-truoc", e.ID)
	if _, head, _ := h.As(t, registry.Verifier).Get(preview); head.Get("Location") != sitetest.StoryPath(e) {
		t.Errorf("the staff's preview leads to %q", head.Get("Location"))
	}
	for who, r := range map[string]*sitetest.Reader{"visitor": visitor, "council": member} {
		if code, head, page := r.Get(preview); code == 200 || tells(page+head.Get("Location")) {
			t.Errorf("%s: the staff's preview link: %d", who, code)
		}
	}
	const unread = "Chữ đơn vị gõ thêm sau khi đã hẹn giờ."
	err = h.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) error {
		now, err := tx.Entry(ctx, e.ID)
		if err != nil {
			return err
		}
		now.Content.Method = unread
		return tx.UpdateEntry(&now)
	})
	if err != nil {
		t.Fatal(err)
	}
	clock.Advance(2*time.Hour - 10*time.Minute)
	work(t, h)
	lookEverywhere(t, h, "visitor shortly before", h.Reader(t), e, secret, false)
	clock.Advance(10 * time.Minute)
	if code, _, _ := visitor.Get(sitetest.StoryPath(e)); code != 200 { // by the clock, whatever the job does
		t.Errorf("at its time: %d", code)
	}
	work(t, h)
	lookEverywhere(t, h, "visitor at its time", h.Reader(t), e, secret, true)
	for who, r := range map[string]*sitetest.Reader{"visitor": visitor, "journalist": journalist} {
		if _, _, page := r.Get(sitetest.StoryPath(e)); strings.Contains(page, unread) {
			t.Errorf("%s: the clock published what nobody read over", who)
		}
	}
	clock.Advance(time.Minute)
	lookEverywhere(t, h, "visitor after", h.Reader(t), e, secret, true)
	withdrawn(t, h, clock, journalist, e, account.ID, secret)
}
