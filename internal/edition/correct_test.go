package edition_test

import (
	"reflect"
	"testing"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// TestCorrectsWhatReadersHave: readers are told when something that they have is changed
// or taken away, and not when the next edition only adds to it; either way the reviewer
// sees that there is a difference.
func TestCorrectsWhatReadersHave(t *testing.T) {
	t.Parallel()
	photo := func(id registry.PhotoID, caption string) registry.Photo {
		return registry.Photo{ID: id, Hash: string(rune('a' + id)), PhotoText: registry.PhotoText{
			Caption: caption, Alt: "Nhiều người", Author: "Hồng Nhung", TakenOn: "2026-03-12", Basis: registry.PublicActivity,
		}}
	}
	first := func() registry.Entry {
		return registry.Entry{
			Season: 2026, Unit: "XA-1", Registration: registry.Accepted, Publication: registry.Published,
			Content: registry.Content{
				Title: "Đường hoa", Field: "kinh-te", Problem: "Đường lầy.", Method: "Họp dân.", Place: "thôn Hạ",
				Outcomes: []registry.Outcome{{Indicator: "ROAD_KM", Target: "2,4", Actual: "2,6", Source: "xa-xac-nhan"}},
			},
			Story:  registry.Story{Figures: [3]registry.KeyFigure{{Value: "2,6", Unit: "km", Label: "đường"}}},
			Photos: []registry.Photo{photo(1, "Bà con trồng hoa"), photo(2, "Đường mới")},
		}
	}
	confirmed := func() registry.Entry { e := first(); e.Result = registry.Effective; return e }
	for _, c := range []struct {
		name   string
		was    registry.Entry
		change func(*registry.Entry)
		want   bool
	}{
		{"a text that was empty", first(), func(e *registry.Entry) { e.Content.Body = "Bài của đơn vị." }, false},
		{"a text rewritten", first(), func(e *registry.Entry) { e.Content.Method = "Họp dân ba tối." }, true},
		{"a text taken away", first(), func(e *registry.Entry) { e.Content.Place = "" }, true},
		{"a name", first(), func(e *registry.Entry) { e.Content.Title = "Đường hoa mới" }, true},
		{"a type", first(), func(e *registry.Entry) { e.Content.Type = registry.CollectiveExemplar }, true},
		{"a photo more", first(), func(e *registry.Entry) { e.Photos = append(e.Photos, photo(3, "Tối")) }, false},
		{"a photo less", first(), func(e *registry.Entry) { e.Photos = e.Photos[:1] }, true},
		{"a caption", first(), func(e *registry.Entry) { e.Photos[0].Caption = "Cán bộ trồng hoa" }, true},
		{"the order of photos", first(), func(e *registry.Entry) { e.Photos[0], e.Photos[1] = e.Photos[1], e.Photos[0] }, false},
		{"a target that was reached", first(), func(e *registry.Entry) { e.Result = registry.Effective }, false},
		{"a target that is another", first(), func(e *registry.Entry) { e.Content.Outcomes[0].Target = "3" }, true},
		{"a figure that is another", confirmed(), func(e *registry.Entry) { e.Content.Outcomes[0].Actual = "2,5" }, true},
		{"who vouches for a figure", confirmed(), func(e *registry.Entry) { e.Content.Outcomes[0].Source = "don-vi" }, true},
		{"a figure more", confirmed(), func(e *registry.Entry) {
			e.Content.Outcomes = append(e.Content.Outcomes, registry.Outcome{Label: "Cầu", Unit: "cái", Actual: "1"})
		}, false},
		{"the judgement", confirmed(), func(e *registry.Entry) { e.Result = registry.Ineffective }, true},
		{"a key figure", first(), func(e *registry.Entry) { e.Story.Figures[1] = registry.KeyFigure{Value: "3", Label: "cầu"} }, true},
		{"which photo comes first", first(), func(e *registry.Entry) { e.Story.LeadPhoto = 2 }, false},
		{"the year", first(), func(e *registry.Entry) { e.Season = 2025 }, true},
		{"the unit", first(), func(e *registry.Entry) { e.Unit = "XA-2" }, true},
		{"a link", first(), func(e *registry.Entry) { e.Links = []registry.Link{{To: 7}} }, false},
		{"a co-owner", first(), func(e *registry.Entry) { e.CoOwners = []registry.CoOwner{{Unit: "XA-3", State: registry.Joined}} }, false},
		{"what became of it", first(), func(e *registry.Entry) { e.Fates = []registry.PublicFate{{Months: 12, Fate: "duy-tri"}} }, false},
	} {
		next := c.was
		next.Content.Outcomes = append([]registry.Outcome(nil), c.was.Content.Outcomes...)
		next.Photos = append([]registry.Photo(nil), c.was.Photos...)
		c.change(&next)
		a, err := edition.Preview(&c.was)
		if err != nil {
			t.Fatal(err)
		}
		b, err := edition.Preview(&next)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Corrects(&b); got != c.want {
			t.Errorf("%s: a correction is %v, want %v", c.name, got, c.want)
		}
		if len(a.Differences(&b)) == 0 {
			t.Errorf("%s: no difference is shown", c.name)
		}
		if a.Corrects(&a) || len(a.Differences(&a)) > 0 {
			t.Errorf("%s: differs from itself", c.name)
		}
	}
}

// TestPreviewLeavesTheEntryAlone: what readers may not have is taken out of a copy, lists
// included; the dossier keeps it.
func TestPreviewLeavesTheEntryAlone(t *testing.T) {
	t.Parallel()
	whole := func() registry.Entry {
		e := registry.Entry{
			Season: 2026, Registration: registry.Accepted, Result: registry.Effective, Publication: registry.Published,
			Content: registry.Content{
				Title: "Đường hoa", ContactPhone: "0912345678", Tags: []string{"duong"},
				Outcomes:  []registry.Outcome{{Indicator: "ROAD_KM", Actual: "2,6", Evidence: "Biên bản nghiệm thu"}},
				Resources: []registry.Resource{{Kind: "xa-hoi-hoa", Amount: "10", Note: "các hộ góp"}},
				Partners:  []registry.Partner{{Name: "Hội Nông dân xã", Role: "vận động"}},
			},
			Report: registry.Report{
				Impact: "Đi lại dễ.", Sites: []registry.Site{{Place: "Thôn thứ nhất", Note: "làm đầu tiên"}},
				Resources: []registry.Resource{{Kind: "xa-hoi-hoa", Amount: "65", Note: "con em xa quê"}},
			},
			Photos:      []registry.Photo{{ID: 1, Hash: "a", TakeDownReason: "x", AddedBy: 3}},
			Attachments: []registry.Attachment{{ID: 1, Name: "a.pdf"}},
			CoOwners:    []registry.CoOwner{{Unit: "XA-1", Reason: "cùng làm", State: registry.Declined}, {Unit: "XA-2", State: registry.Joined}},
		}
		return e
	}
	e := whole()
	if _, err := edition.Preview(&e); err != nil {
		t.Fatal(err)
	}
	if want := whole(); !reflect.DeepEqual(e, want) {
		t.Errorf("the entry is now\n%+v\nwant\n%+v", e, want)
	}
}
