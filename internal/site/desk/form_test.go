package desk_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/desk"
	"danvankheo/internal/site/sitetest"
)

// scraps are pieces of text that programs like to lose.
var scraps = []string{
	"Đường làng", "Tiếng Việt gõ rời: o\u0302\u0309 a\u0306\u0323 e\u0302\u0301", "“nháy kép” 'nháy đơn' `lui`",
	"dòng một\ndòng hai\r\ndòng ba", "a & b < c > d </textarea><script>alert(1)</script>",
	"{{.Page}} {{template}}", "__N__ %d %s %", "🌾👩\u200d🌾 Ω ﬁ ½", "\u202eđảo chiều\u202c", "tab\tở giữa", "1.306,5 triệu đồng",
	"C:\\tệp\\mới", "=SUM(A1)", "'; DROP TABLE entry; --", "&amp;lt;", "null", "  khoảng trắng  ", "ﷺ", "\u00a0cứng\u00a0",
}

func scrap(r *rand.Rand) string {
	var parts []string
	for range 1 + r.IntN(4) {
		parts = append(parts, scraps[r.IntN(len(scraps))])
	}
	return strings.Join(parts, " ")
}

// randomContent fills every field of a registration, so that nothing keeps it
// from being sent.
func randomContent(r *rand.Rand) registry.Content {
	line := func() string { return strings.Join(strings.Fields(scrap(r)), " ") }
	amount := func() registry.Amount { return registry.AmountOf(float64(1000+r.IntN(100_000)) / 100) } // none is asked about beside another
	count := func() registry.Amount { return registry.AmountOf(float64(r.IntN(1_000_000))) }
	day := func(y int) registry.Date {
		return registry.Date(fmt.Sprintf("%d-%02d-%02d", y, 1+r.IntN(12), 1+r.IntN(28)))
	}
	c := registry.Content{
		Title: fmt.Sprintf(
			"Mô hình %d “khéo” & đẹp",
			r.IntN(1_000_000),
		), Type: registry.Types()[r.IntN(3)], Novelty: registry.New, Field: registry.DefaultFields()[r.IntN(6)].Code,
		Tags: []string{"moi-truong", "dan-toc"}[:r.IntN(3)], Summary: scrap(r), Problem: scrap(r), Goal: scrap(r), Method: scrap(r),
		Body: scrap(r), Place: line(), Address: line(),
		Latitude: "21,28", Longitude: "106,2", Beneficiaries: scrap(r), Households: count(), People: count(), Lead: line(),
		Start: day(2026), ReviewOn: day(2027), Milestones: scrap(r),
		Outputs: scrap(
			r,
		), Replicability: scrap(r), BasisNumber: line(), BasisDate: day(2025), ApproverName: line(), ApproverTitle: line(),
		ApprovedOn: day(2025),
		PersonName: line(), PersonBorn: "1975", PersonTitle: line(), PersonWork: line(), PersonConsent: true, ContactName: line(),
		ContactTitle: line(),
		ContactPhone: "0204 3854 123", ContactEmail: "a@b.vn", ContactPress: r.IntN(2) == 0, WhatIsNew: scrap(r), Pledge: true,
	}
	for range 1 + r.IntN(6) {
		c.Outcomes = append(
			c.Outcomes,
			registry.Outcome{
				Indicator: []string{"", "ROAD_KM", "LAND_M2"}[r.IntN(3)],
				Label:     line(),
				Unit:      "km",
				Baseline:  amount(),
				Target:    amount(),
			},
		)
		c.Partners = append(c.Partners, registry.Partner{Name: line(), Role: line()})
		c.Resources = append(
			c.Resources,
			registry.Resource{Kind: registry.ResourceKinds()[r.IntN(6)].Code, Amount: amount(), Note: line()},
		)
	}
	return c
}

// TestDraftsKeepEveryField sends 200 random drafts through the real form: every
// field is kept through saving, through the page and back, and through sending.
func TestDraftsKeepEveryField(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	r := rand.New(rand.NewPCG(20260331, 7))
	for i := range 200 {
		want := randomContent(r)
		id := h.NewDraft(t, staff, fmt.Sprintf("khoa-%d", i))
		path := address.Entry.At(id)
		form := sitetest.DraftForm(want, 1)
		form.Set("luu", "1")
		if code, _, body := staff.Post(path, form); code != http.StatusSeeOther {
			t.Fatalf("draft %d: save = %d\n%.800s", i, code, body)
		}
		want.Clean()
		saved := h.Entry(t, id)
		if diff := different(want, saved.Content); diff != "" {
			t.Fatalf("draft %d, saved: %s", i, diff)
		}
		if i%10 == 0 { // the page holds what is kept: sent back as it is, it changes nothing
			_, _, body := staff.Get(path)
			again := sitetest.PageForm(t, body)
			if code, _, body := staff.Post(path, again); code != http.StatusSeeOther {
				t.Fatalf("draft %d: page sent back = %d\n%.800s", i, code, body)
			}
			if now := h.Entry(t, id); now.Version != saved.Version {
				t.Fatalf("draft %d: the page sent back changed: %s", i, different(saved.Content, now.Content))
			}
		}
		form.Set("version", fmt.Sprint(saved.Version))
		form.Set("gui", "1")
		code, head, body := staff.Post(path, form)
		if code != http.StatusSeeOther || head.Get("Location") != address.EntryReceipt.At(id) {
			t.Fatalf("draft %d: send = %d to %s\n%.800s", i, code, head.Get("Location"), body)
		}
		sent := h.Entry(t, id)
		if diff := different(want, sent.Content); diff != "" || sent.Registration != registry.Sent {
			t.Fatalf("draft %d, sent (%s): %s", i, sent.Registration, diff)
		}
	}
}

// different names the first field in which two contents differ.
func different(want, got registry.Content) string {
	a, b := reflect.ValueOf(want), reflect.ValueOf(got)
	for i := range a.NumField() {
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			return fmt.Sprintf(
				"%s = %+q, want %+q",
				a.Type().Field(i).Name,
				fmt.Sprint(b.Field(i).Interface()),
				fmt.Sprint(a.Field(i).Interface()),
			)
		}
	}
	return ""
}

// FuzzForm: whatever is posted, the decoder neither fails nor grows beyond
// measure, and what it read comes out the same when posted again.
func FuzzForm(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 4 {
		f.Add(sitetest.DraftForm(randomContent(r), 1).Encode())
	}
	f.Add("outcomes.999999999.label=a&outcomes.-1.label=b&outcomes..label=c&outcomes.1=d&type=khong-co&tags=&tags=x")
	f.Add("photos.12.caption=a&photos.-1.caption=b&photos.99999999999999999999.alt=c&photos.12.position=-4&photos.12.basis=zzz")
	f.Add("resources.0.kind=ngan-sach&sites.3.since=1/2/2026&pledge=on&person_consent=0")
	f.Fuzz(func(t *testing.T, body string) {
		v, err := url.ParseQuery(body)
		if err != nil {
			t.Skip()
		}
		d, _ := desk.DecodeDraft(v)
		if len(d.Content.Outcomes) > registry.MaxRows+1 || len(d.Photos) > 200 {
			t.Fatalf("%d outcomes, %d photos from %q", len(d.Content.Outcomes), len(d.Photos), body)
		}
		for _, o := range d.Content.Outcomes {
			if o.Committed {
				t.Fatalf("a form committed an outcome: %q", body)
			}
		}
		again := url.Values{}
		sitetest.Encode(again, "", reflect.ValueOf(d.Content))
		if back, wrong := desk.DecodeDraft(again); len(wrong) > 0 || !reflect.DeepEqual(back.Content, d.Content) {
			t.Fatalf("decoded twice: %s %v", different(d.Content, back.Content), wrong)
		}
		desk.DecodeReport(v)
		d.Content.Clean()
	})
}
