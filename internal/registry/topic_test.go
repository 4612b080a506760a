package registry_test

import (
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
)

func shipped(t *testing.T) *registry.Topics {
	t.Helper()
	list, err := seed.Topics()
	if err != nil {
		t.Fatal(err)
	}
	return registry.NewTopics(list)
}

func codes(list []registry.TopicProposal) (out []string) {
	for _, p := range list {
		out = append(out, p.Topic.Code)
	}
	slices.Sort(out)
	return out
}

// Every topic that a season offered before there was a list of its own is shipped, with
// words, and none is there twice.
func TestShippedTopicsHaveTheCodesOfSeasons(t *testing.T) {
	ts, seen := shipped(t), map[string]bool{}
	for _, x := range ts.All() {
		if seen[x.Code] || seen[x.Label] || len(x.Words) == 0 {
			t.Errorf("%s: twice, or without words", x.Code)
		}
		seen[x.Code], seen[x.Label] = true, true
		for _, f := range x.Fields {
			if registry.FieldLabel(f) == string(f) {
				t.Errorf("%s: no field %s", x.Code, f)
			}
		}
	}
	for _, tag := range registry.DefaultSeason(2026).Tags {
		if _, ok := ts.Topic(tag.Code); !ok {
			t.Errorf("%s is not shipped", tag.Code)
		}
	}
}

// What the rules propose: words count where they stand, with their marks, side by side,
// and not inside an exception.
func TestTopicsAreProposedByWords(t *testing.T) {
	ts := registry.NewTopics([]registry.Topic{
		{Code: "hien-dat", Label: "hiến đất", Words: []string{"hiến đất", "góp đất"}, Weak: []string{"hiến"},
			Except: []string{"hiến máu", "cống hiến"}, Fields: []registry.FieldCode{"kinh-te"}},
		{Code: "an-ninh", Label: "an ninh", Words: []string{"an ninh trật tự"}},
		{Code: "cu", Label: "cũ", Words: []string{"hiến đất"}, Retired: true},
	})
	for _, x := range []struct {
		name string
		e    registry.Content
		want []string
	}{
		{"a phrase in the title", registry.Content{Title: "Vận động HIẾN ĐẤT làm đường"}, []string{"hien-dat"}},
		{"the mark on the other vowel", registry.Content{Title: "Hiếń đất"}, nil},
		{"a phrase in the lead", registry.Content{Title: "Đường mới", Summary: "Bà con góp đất."}, []string{"hien-dat"}},
		{"once in the body", registry.Content{Title: "Đường mới", Method: "Có hộ hiến đất."}, nil},
		{"thrice in the body", registry.Content{Title: "Đường mới", Method: "Có hộ hiến đất.", Goal: "Góp đất.", Problem: "Chưa ai hiến đất."},
			[]string{"hien-dat"}},
		{"one phrase again and again in the body", registry.Content{Title: "A",
			Method: "Hiến đất. Hiến đất. Hiến đất. Hiến đất."}, nil},
		{"without marks", registry.Content{Title: "Hien dat lam duong"}, nil},
		{"other marks", registry.Content{Title: "Hiện đất"}, nil},
		{"words apart", registry.Content{Title: "Hiến nhiều đất"}, nil},
		{"over the end of a sentence", registry.Content{Title: "Cùng hiến. Đất rộng"}, nil},
		{"across a dash", registry.Content{Title: "An ninh - trật tự"}, []string{"an-ninh"}},
		{"a weak word alone", registry.Content{Title: "Cùng hiến"}, nil},
		{"a weak word in its field", registry.Content{Title: "Cùng hiến", Field: "kinh-te"}, []string{"hien-dat"}},
		{"inside an exception", registry.Content{Title: "Hiến máu cứu người, cống hiến", Field: "kinh-te"}, nil},
		{"beside an exception", registry.Content{Title: "Hiến máu và hiến đất"}, []string{"hien-dat"}},
		{"a weak word in title and lead counts once", registry.Content{Title: "Cùng hiến", Summary: "Mọi người hiến."}, nil},
	} {
		e := registry.Entry{Content: x.e}
		if got := codes(ts.Propose(&e)); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
	if got := (*registry.Topics)(nil).Propose(&registry.Entry{}); got != nil {
		t.Errorf("no topics propose %v", got)
	}
}

// The words that caused a proposal are shown as they stand in the text.
func TestProposalsSayWhy(t *testing.T) {
	e := registry.Entry{Content: registry.Content{Title: "Tiếng kẻng an ninh", Summary: "Lắp thêm Camera giám sát."}}
	for _, p := range shipped(t).Propose(&e) {
		if p.Topic.Code == "camera" && slices.Equal(p.Words, []string{"Camera giám sát"}) {
			return
		}
	}
	t.Error("camera is not proposed because of “Camera giám sát”")
}

// A season offers every topic under its present name, and what only it has.
func TestSeasonOffersTheListOfTopics(t *testing.T) {
	ts := registry.NewTopics([]registry.Topic{{Code: "a", Label: "tên mới"}, {Code: "b", Label: "b", Retired: true}})
	got := ts.Tags([]registry.Tag{{Code: "a", Label: "tên cũ"}, {Code: "c", Label: "riêng"}})
	want := []registry.Tag{{Code: "a", Label: "tên mới"}, {Code: "b", Label: "b", Retired: true}, {Code: "c", Label: "riêng"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
