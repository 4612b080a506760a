package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/site/sitetest"
)

// topicHouse has the shipped topics and n public stories without topics.
func topicHouse(t *testing.T, titles ...string) (*sitetest.House, []registry.Entry) {
	t.Helper()
	h := sitetest.NewHouse(t, 0, areas...)
	list, err := seed.Topics()
	if err == nil {
		err = h.Reference.AddCommittedTopics(t.Context(), list)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out []registry.Entry
	for _, title := range titles {
		out = append(out, h.AddStory(t, func(e *registry.Entry) {
			e.Content = registry.Content{Title: title, Field: "xa-hoi", Summary: title}
			e.Story = registry.Story{Headline: title, Short: title}
		}))
	}
	h.CatchUp(t)
	return h, out
}

// One press confirms the entries that are ticked, with the topics that are, or the whole
// page; the proposals that are not ticked are declined, and what changed meanwhile is left.
func TestTopicsAreConfirmedSeveralAtOnce(t *testing.T) {
	t.Parallel()
	h, list := topicHouse(t, "Hiến đất làm đường", "Phân loại rác tại nguồn", "Tiếng kẻng an ninh", "Hòa giải ở cơ sở")
	r := h.As(t, registry.Verifier)
	page := see(t, r, http.StatusOK, address.TopicQueue)
	_, form := sitetest.FormOf(t, page, "form[aria-label='Xác nhận chủ đề']")
	id := func(i int) string { return fmt.Sprint(list[i].ID) }
	if len(form["co"]) != 4 || len(form["bai"]) != 0 || len(form["t"+id(0)]) < 2 {
		t.Fatalf("offered: %v", form)
	}
	form["bai"] = []string{id(0), id(3)}
	form["t"+id(0)] = []string{"hien-dat"}
	form["v"+id(3)] = []string{"99"}
	form.Set("do", "chon")
	send(t, r, http.StatusSeeOther, address.TopicQueue, form)
	if got := h.Entry(t, list[0].ID).Content.Tags; !slices.Equal(got, []string{"hien-dat"}) {
		t.Errorf("the first has %v", got)
	}
	for _, i := range []int{1, 2, 3} {
		if got := h.Entry(t, list[i].ID).Content.Tags; len(got) != 0 {
			t.Errorf("%s has %v", list[i].Content.Title, got)
		}
	}
	dossier := see(t, r, http.StatusOK, address.Entry.At(list[0].ID))
	if strings.Contains(dossier, `name="nhan" value="duong-giao-thong"`) {
		t.Error("what was left out is proposed again")
	}
	_, form = sitetest.FormOf(t, see(t, r, http.StatusOK, address.TopicQueue), "form[aria-label='Xác nhận chủ đề']")
	form.Set("do", "trang")
	send(t, r, http.StatusSeeOther, address.TopicQueue, form)
	page = see(t, r, http.StatusOK, address.TopicQueue)
	if len(sitetest.Links(t, page, "input[name='bai']", "value")) != 0 {
		t.Error("the queue is not empty")
	}
	h.CatchUp(t)
	public := see(t, h.Reader(t), http.StatusOK, "/mo-hinh?tag=moi-truong")
	if !strings.Contains(public, "Phân loại rác") || strings.Contains(public, "Tiếng kẻng") {
		t.Error("readers do not filter by the confirmed topic")
	}
}

// The dossier says which words caused a proposal, and decides on one, or on all, with
// one press; a unit is offered no decision.
func TestTopicsAreDecidedInTheDossier(t *testing.T) {
	t.Parallel()
	h, list := topicHouse(t, "Hiến đất làm đường nông thôn mới")
	r, path := h.As(t, registry.Verifier), address.EntryTopics.At(list[0].ID)
	page := see(t, r, http.StatusOK, address.Entry.At(list[0].ID))
	if !strings.Contains(sitetest.Text(page), "vì có “Hiến đất”") {
		t.Error("the dossier does not say why")
	}
	version := func() string { return fmt.Sprint(h.Entry(t, list[0].ID).Version) }
	send(t, r, http.StatusSeeOther, path, url.Values{"version": {version()}, "bo": {"duong-giao-thong"}})
	send(t, r, http.StatusSeeOther, path, url.Values{"version": {version()}, "tat-ca": {"1"}})
	send(t, r, http.StatusSeeOther, path, url.Values{"version": {version()}, "khac": {"1"}, "them": {"camera"}})
	got := h.Entry(t, list[0].ID).Content.Tags
	if !slices.Contains(got, "hien-dat") || slices.Contains(got, "duong-giao-thong") || !slices.Contains(got, "camera") {
		t.Errorf("it has %v", got)
	}
	send(t, r, http.StatusConflict, path, url.Values{"version": {"1"}, "tat-ca": {"1"}})
	unit := h.As(t, registry.UnitStaff)
	if strings.Contains(see(t, unit, http.StatusOK, address.Entry.At(list[0].ID)+"?xem=1"), `id="chu-de"`) {
		t.Error("a unit is offered to decide")
	}
	send(t, unit, http.StatusForbidden, path, url.Values{"version": {version()}, "tat-ca": {"1"}})
}

// An edit of a topic is shown before it is saved, with the public entries that it
// touches; the words typed stay.
func TestEditOfATopicIsShownBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	h, _ := topicHouse(t, "Bến xe văn minh")
	r, path := h.As(t, registry.Verifier), address.Topic.At("camera")
	_, form := sitetest.FormOf(t, see(t, r, http.StatusOK, path), "form[aria-label='Chủ đề']")
	form.Set("words", "camera\nbến xe")
	form.Set("do", "xem")
	page := send(t, r, http.StatusOK, path, form)
	if !sitetest.Says(t, page, "#xem-truoc", "Bến xe văn minh") || sitetest.Typed(t, page, "words") != "camera bến xe" {
		t.Error("the page does not say what would change, or lost the words")
	}
	if kept, _ := h.Flow.Topics().Topic("camera"); slices.Contains(kept.Words, "bến xe") {
		t.Error("looking saved")
	}
	form.Set("do", "luu")
	send(t, r, http.StatusSeeOther, path, form)
	if kept, _ := h.Flow.Topics().Topic("camera"); !slices.Contains(kept.Words, "bến xe") {
		t.Error("saving did not")
	}
	send(t, r, http.StatusConflict, path, form)
	form = url.Values{"code": {"moi"}, "label": {""}, "words": {"mới"}, "do": {"xem"}}
	send(t, r, http.StatusUnprocessableEntity, address.TopicAdd, form)
	form.Set("label", "việc mới")
	form.Set("do", "luu")
	send(t, r, http.StatusSeeOther, address.TopicAdd, form)
	if !strings.Contains(see(t, r, http.StatusOK, address.Topics), "Việc mới") {
		t.Error("the new topic is not in the list")
	}
}
