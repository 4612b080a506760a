package oversight_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// frozen is a season of six models and six units, small enough to count by hand.
func frozen() oversight.Frozen {
	model := func(id int, unit registry.UnitCode, field registry.FieldCode, result registry.Result) oversight.Model {
		return oversight.Model{
			ID: registry.EntryID(id), Number: fmt.Sprintf("DVK-%d", id), Title: fmt.Sprintf("Mô hình %d", id), Unit: unit, Home: unit,
			UnitName: "Xã " + string(unit), Field: field, Registration: registry.Accepted.String(), Result: result.String(),
		}
	}
	f := oversight.Frozen{
		Season: 2026,
		Fields: []registry.Field{{Code: "kinh-te", Label: "Kinh tế"}, {Code: "xa-hoi", Label: "Xã hội"}},
		Models: []oversight.Model{
			model(1, "A", "kinh-te", registry.NoReport), model(2, "A", "kinh-te", registry.ReportSent),
			model(3, "B", "kinh-te", registry.ReportReturned), model(4, "B", "xa-hoi", registry.Effective),
			model(5, "C", "xa-hoi", registry.Ineffective), model(6, "C", "xa-hoi", registry.Effective),
		},
		Units: []oversight.UnitLine{
			{Code: "A", Name: "Xã An", Owes: true, Register: "dung-han", Report: "dung-han"},
			{Code: "B", Name: "Phường Bình", Owes: true, Register: "cham", Report: "cham"},
			{Code: "C", Name: "Phường Châu", Owes: true, Register: "dung-han", Report: "chua-co"},
			{Code: "D", Name: "Xã Dương", Owes: true, Register: "chua-co", Report: "chua-co"},
			{Code: "E", Name: "Xã Em", Owes: true, Register: "mien", Report: "mien", Reason: "Mới thành lập"},
			{Code: "L", Name: "Đơn vị ngoài danh sách"},
		},
		Survivals: []oversight.SurvivalLine{{Entry: 91, Fate: "con"}, {Entry: 92, Fate: "dung"}, {Entry: 93, Fate: "con"}},
		Selfs: []oversight.SelfLine{{Unit: "A", Name: "Xã An", State: registry.SelfSent.String()},
			{Unit: "B", Name: "Phường Bình", State: registry.SelfReturned.String()}},
		Sums: []oversight.SumLine{
			{Indicator: "LAND_M2", Name: "Đất hiến", Unit: "m²", Period: "nam", Aggregate: "sum", Entries: 3, Sure: 2, Sum: 1306.5,
				Median: 7, Newest: 9},
		},
	}
	f.Models[0].Late, f.Models[0].Registration = true, registry.Returned.String()
	f.Models[1].Type, f.Models[1].Novelty = registry.IndividualExemplar, registry.Continued
	f.Models[2].Press, f.Models[2].Novelty = 2, registry.Replicated
	f.Models[3].Recognitions = []oversight.Paper{{Level: "co-so"}, {Level: "tinh"}}
	f.Models[5].Recognitions = []oversight.Paper{{Level: "co-so"}}
	f.Models[3].Commendations = []oversight.Paper{{Form: "Bằng khen"}}
	f.Models[3].Figure, f.Models[5].Figure = "1.500 m² đất", "12 km đường"
	return f
}

// What each cut holds, by the numbers of the models. A report that was returned
// was sent: "bao-cao" counts it.
var frozenCuts = map[string]string{
	"dang-ky": "1 2 3 4 5 6", "bo-sung": "1", "tiep-nhan": "2 3 4 5 6", "bao-cao": "2 3 4 5 6", "hieu-qua": "4 6", "chua-hieu-qua": "5",
	"cong-nhan": "4 6", "cong-nhan-co-so": "4 6", "cong-nhan-tinh": "4", "khen-thuong": "4", "bao-chi": "3",
	"linh-vuc-kinh-te": "1 2 3", "linh-vuc-xa-hoi": "4 5 6",
	"loai-mo-hinh-tap-the": "1 3 4 5 6", "loai-dien-hinh-tap-the": "", "loai-dien-hinh-ca-nhan": "2",
	"hinh-thuc-moi": "1 4 5 6", "hinh-thuc-tiep-tuc": "2", "hinh-thuc-nang-chat": "", "hinh-thuc-nhan-rong": "3", "tiep-tuc": "2 3",
}

// The units behind each number of coverage.
var frozenUnitCuts = map[string]string{
	"don-vi:phai": "A B C D E", "don-vi:co": "A B C", "don-vi:dung-han": "A C", "don-vi:cham": "B", "don-vi:chua-co": "D",
	"don-vi:mien":       "E",
	"don-vi:bao-cao-co": "A B", "don-vi:bao-cao-dung-han": "A", "don-vi:bao-cao-cham": "B",
	"don-vi:bao-cao-chua-co": "C D", "don-vi:bao-cao-mien": "E",
}

func ids(list []oversight.Model) string {
	var out []string
	for _, m := range list {
		out = append(out, fmt.Sprint(m.ID))
	}
	return strings.Join(out, " ")
}

func TestEveryCutCountsItsList(t *testing.T) {
	t.Parallel()
	f := frozen()
	numbers := f.Numbers()
	for _, c := range f.Cuts() {
		want, known := frozenCuts[c.Key]
		list, ok := f.Choose(c.Key)
		if !known || !ok || c.Label == "" || ids(list) != want {
			t.Errorf("%s (%s): %q, want %q", c.Key, c.Label, ids(list), want)
		}
		n := len(strings.Fields(want))
		if numbers[c.Key] != n || f.Count(c.Key) != n {
			t.Errorf("%s: numbers say %d, count says %d, want %d", c.Key, numbers[c.Key], f.Count(c.Key), n)
		}
	}
	if len(f.Cuts()) != len(frozenCuts) {
		t.Errorf("%d cuts, want %d", len(f.Cuts()), len(frozenCuts))
	}
	cuts := f.UnitCuts()
	for key, want := range frozenUnitCuts {
		var got []string
		for _, u := range cuts[key] {
			got = append(got, string(u.Code))
		}
		if strings.Join(got, " ") != want || numbers[key] != len(got) {
			t.Errorf("%s: %v, numbers say %d, want %q", key, got, numbers[key], want)
		}
	}
	if len(cuts) != len(frozenUnitCuts) {
		t.Errorf("%d cuts of units, want %d", len(cuts), len(frozenUnitCuts))
	}
	if n := numbers; n["don-vi:phai"] != n["don-vi:co"]+n["don-vi:chua-co"]+n["don-vi:mien"] {
		t.Errorf("expected is not actual + missing + exempt: %v", n)
	}
	for _, c := range oversight.UnitCutLabels() {
		if _, known := frozenUnitCuts[c.Code]; !known || c.Label == "" {
			t.Errorf("%q names no cut: %q", c.Code, c.Label)
		}
	}
	if len(oversight.UnitCutLabels()) != 8 {
		t.Errorf("%d cuts of units have words, want 8", len(oversight.UnitCutLabels()))
	}
}

func TestChooseTakesAllKeysTogether(t *testing.T) {
	t.Parallel()
	f := frozen()
	f.Models[5].Unit = "c" // an earlier version, counted in the line of C
	for _, c := range []struct {
		keys, want, label string
		ok                bool
	}{
		{"", "1 2 3 4 5 6", "", true},
		{"hieu-qua linh-vuc-xa-hoi", "4 6", "Được xác nhận hiệu quả, Lĩnh vực xã hội", true},
		{"hieu-qua linh-vuc-kinh-te", "", "Được xác nhận hiệu quả, Lĩnh vực kinh tế", true},
		{"don-vi-C", "5 6", "Phường Châu", true},
		{"don-vi-C hieu-qua", "6", "Phường Châu, Được xác nhận hiệu quả", true},
		{"don-vi-Z", "", "", true},
		{"khac", "", "", false},
		{"hieu-qua khac", "", "Được xác nhận hiệu quả", false},
	} {
		keys := strings.Fields(c.keys)
		list, ok := f.Choose(keys...)
		if ids(list) != c.want || ok != c.ok || f.Label(keys...) != c.label {
			t.Errorf("%q: %q, %v, %q; want %q, %v, %q", c.keys, ids(list), ok, f.Label(keys...), c.want, c.ok, c.label)
		}
	}
}

func TestAnswersAboutEarlierYearsByFate(t *testing.T) {
	t.Parallel()
	f := frozen()
	for fate, want := range map[string]int{"": 3, "con": 2, "dung": 1, "khac": 0} {
		if got := f.Fated(fate); len(got) != want {
			t.Errorf("%q: %d, want %d", fate, len(got), want)
		}
	}
}

// Examples keep the order they were chosen in; one that is no longer there is left
// out.
func TestExamplesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	f := frozen()
	f.Examples = []registry.EntryID{6, 99, 4, 1}
	if got := ids(f.Chosen()); got != "6 4 1" {
		t.Errorf("%q", got)
	}
}

// Suggested are effective models with a figure: each field's best first, then each
// field's second. Weight is 4 for a commendation, 2 for a recognition, 3 more at
// the province, 1 for a piece of the press; equal ones by number.
func TestSuggestGoesRoundTheFields(t *testing.T) {
	t.Parallel()
	type model struct {
		field         registry.FieldCode
		commendations int
		levels        string
		press         int
		result        registry.Result
		figure        string
	}
	list := []model{
		{"kinh-te", 0, "", 0, registry.Effective, "1 km"},         // 1: weight 0
		{"kinh-te", 0, "co-so", 0, registry.Effective, "1 km"},    // 2: 2
		{"kinh-te", 0, "tinh", 0, registry.Effective, "1 km"},     // 3: 5
		{"kinh-te", 1, "", 0, registry.Effective, "1 km"},         // 4: 4
		{"kinh-te", 0, "", 6, registry.Effective, "1 km"},         // 5: 6
		{"xa-hoi", 9, "tinh", 9, registry.Ineffective, "1 km"},    // 6: not effective
		{"xa-hoi", 9, "tinh", 9, registry.Effective, ""},          // 7: no figure
		{"xa-hoi", 0, "co-so co-so", 0, registry.Effective, "1%"}, // 8: 4
		{"xa-hoi", 0, "", 4, registry.Effective, "1%"},            // 9: 4, the later number
		{"khac", 9, "", 0, registry.Effective, "1%"},              // 10: no field of the season
	}
	f := oversight.Frozen{Fields: []registry.Field{{Code: "xa-hoi"}, {Code: "kinh-te"}, {Code: "an-ninh"}}}
	for i, m := range list {
		x := oversight.Model{
			ID: registry.EntryID(i + 1), Number: fmt.Sprintf("%02d", i+1),
			Field: m.field, Press: m.press, Result: m.result.String(), Figure: m.figure,
		}
		for _, level := range strings.Fields(m.levels) {
			x.Recognitions = append(x.Recognitions, oversight.Paper{Level: registry.RecognitionLevel(level)})
		}
		x.Commendations = make([]oversight.Paper, m.commendations)
		f.Models = append(f.Models, x)
	}
	for n, want := range map[int]string{0: "[]", 1: "[8]", 3: "[8 5 9]", 6: "[8 5 9 3 4 2]", 20: "[8 5 9 3 4 2 1]"} {
		if got := fmt.Sprint(f.Suggest(n)); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// What is frozen is read back whole, and its seal changes with every byte.
func TestFrozenBytesAreSealed(t *testing.T) {
	t.Parallel()
	f := frozen()
	b, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	var back oversight.Frozen
	if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(back, f) {
		t.Errorf("read back: %v\n%+v\n%+v", err, back, f)
	}
	seal := oversight.Hash(b)
	if seal != oversight.Hash(slices.Clone(b)) || seal == oversight.Hash(append(b, ' ')) || len(oversight.Hash(nil)) != 64 {
		t.Errorf("seal %q", oversight.Hash(b))
	}
}

func TestFrozenSumsKeepEveryFigureOfALine(t *testing.T) {
	t.Parallel()
	l := oversight.Line{
		Definition: oversight.Definition{Indicator: "LAND_M2", Period: "nam"}, Aggregate: registry.Ratio, Name: "Đất", Unit: "m²",
		Usual:   true,
		Entries: 1, Models: 9, Effective: oversight.Share{Sum: 4, Entries: 2}, Sum: 3, Median: 5, Min: 6, Max: 7, Newest: oversight.Value{Actual: 8},
	}
	want := oversight.SumLine{
		Indicator: "LAND_M2", Name: "Đất", Unit: "m²", Period: "nam", Aggregate: registry.Ratio.String(), Usual: true,
		Entries: 1, Sure: 2, Sum: 3, Confirmed: 4, Median: 5, Min: 6, Max: 7, Newest: 8,
	}
	if got := oversight.FrozenSums([]oversight.Line{l}); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
