package site_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// put files one public entry with outcomes; the rest is as change leaves it.
func put(t *testing.T, h *sitetest.House, change func(*registry.Entry), outcomes ...registry.Outcome) registry.Entry {
	t.Helper()
	e := accepted(registry.Published, registry.Effective)
	e.Season, e.Unit, e.Content = 2026, h.Own, testkit.CompleteContent()
	e.PublishedAt, e.Content.Outcomes = testkit.Now, outcomes
	if change != nil {
		change(&e)
	}
	err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error { return testkit.Insert(tx, &e) })
	if err == nil {
		err = h.Flow.Reload(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return e
}

func byPress(e *registry.Entry) {
	e.Origin, e.Registration, e.Result = registry.Reported, registry.Unregistered, registry.NoReport
	e.Source = registry.Source{URL: "https://bao.vn/bai", Title: "Bài", Publisher: "Báo"}
}

// A number of the setting is the one that the source gives, wherever the importer put
// it, and never a 0 that nobody wrote.
func TestSettingOfAPressStoryHasTheValueOfItsSource(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := put(t, h, byPress,
		registry.Outcome{Label: "Bối cảnh: Chiều dài tuyến đê", Unit: "km", Baseline: "4"},
		registry.Outcome{Label: "Bối cảnh: Số hộ trong thôn", Unit: "hộ"},
	)
	_, _, body := h.Reader(t).Get(sitetest.StoryPath(e))
	if text := squeeze(body); !strings.Contains(text, "Chiều dài tuyến đê") || !strings.Contains(text, "4 km") || strings.Contains(text, "0 km") ||
		strings.Contains(text, "0 hộ") {
		t.Errorf("the setting on the page: %.200q", text[max(strings.Index(text, "Chiều dài tuyến đê"), 0):])
	}
}

// A card has a figure with its words, or none: never the width before, never the
// lowest of several shares.
func TestCardSaysWhatItsFigureIs(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	for _, c := range []struct {
		title    string
		outcomes []registry.Outcome
		want     string
		never    []string
	}{
		{"Dỡ nhà hiến đất mở rộng đường thôn", []registry.Outcome{
			{Label: "Chiều rộng đường trước khi mở", Unit: "m", Actual: "1,7"}, {Label: "Chiều rộng đường sau khi mở", Unit: "m", Actual: "4"},
		}, "", []string{"1,7 m", "4 m"}},
		{"Phân loại rác tại nguồn ở ba thôn", []registry.Outcome{
			{Label: "Tỷ lệ hộ phân loại, thôn Thượng", Unit: "%", Actual: "20"}, {Label: "Tỷ lệ hộ phân loại, thôn Hạ", Unit: "%", Actual: "85"},
		}, "", []string{"20 %", "20%", "85 %"}},
		{"Góp công làm cầu qua suối", []registry.Outcome{{Label: "Số hộ góp công", Unit: "hộ", Actual: "32"}}, "32 hộ số hộ góp công", nil},
	} {
		put(t, h, func(e *registry.Entry) { byPress(e); e.Content.Title = c.title }, c.outcomes...)
		_, _, body := h.Reader(t).Get(address.Stories + "?q=" + strings.ReplaceAll(c.title, " ", "+"))
		card := squeeze(strings.Join(sitetest.Texts(t, body, ".meta"), " "))
		if !strings.Contains(card, c.want) {
			t.Errorf("%s: %q, want %q", c.title, card, c.want)
		}
		for _, n := range c.never {
			if strings.Contains(card, n) {
				t.Errorf("%s: the card says %q: %q", c.title, n, card)
			}
		}
	}
}

// A target is offered to the editor as a target, and stays one on the page, in the
// pack and on the card, until it is reached.
func TestTargetIsCalledATarget(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := put(t, h, func(e *registry.Entry) {
		e.Result = registry.NoReport
		e.Story.Figures[0] = registry.KeyFigure{Value: "2,4", Unit: "km", Label: "đường mở rộng"}
	}, registry.Outcome{Indicator: "ROAD_KM", Target: "2,4"})
	_, _, editor := h.As(t, registry.Verifier).Get(address.EntryStory.At(e.ID))
	if offers := strings.Join(sitetest.Texts(t, editor, ".offers li"), " "); !strings.Contains(offers, "2,4 km") || !strings.Contains(offers, "(chỉ tiêu)") {
		t.Errorf("the editor is offered %q", offers)
	}
	for _, path := range []string{sitetest.StoryPath(e), address.StoryPlacard.At(e.Season, e.Slug), address.Stories} {
		_, _, body := h.Reader(t).Get(path)
		if !strings.Contains(squeeze(body), "đường mở rộng (chỉ tiêu)") {
			t.Errorf("%s does not call the target a target", path)
		}
	}
	whole := h.Program(t, registry.Visitor).Get(address.APIEntry.At(e.ID)).Want(http.StatusOK).JSON()
	if story := whole["story"].(map[string]any); story["figure1_label"] != "đường mở rộng (chỉ tiêu)" || story["figure1_mark"] != "chỉ tiêu" {
		t.Errorf("the API says %v", story)
	}
	for name, f := range map[string]exchange.Format{"csv": exchange.CSV, "xlsx": exchange.XLSX, "jsonl": exchange.JSONL} {
		file := exported(t, h, f)
		if f != exchange.XLSX && !strings.Contains(file, "đường mở rộng (chỉ tiêu)") {
			t.Errorf("the export as %s does not call the target a target", name)
		}
		read := 0
		for row := range exchange.Read(strings.NewReader(file), f, exchange.EntryColumns()) {
			var x exchange.Entry
			if wrong := row.Apply(&x); len(wrong) > 0 || x.Story.Figures != e.Story.Figures {
				t.Errorf("%s comes back as %+v, %v", name, x.Story.Figures, wrong)
			}
			read++
		}
		if read != 1 {
			t.Errorf("%s: %d rows", name, read)
		}
	}
	reached := put(t, h, func(e *registry.Entry) {
		e.Content.Title = "Con đường đã mở xong"
		e.Story.Figures[0] = registry.KeyFigure{Value: "2,4", Unit: "km", Label: "đường mở rộng"}
	}, registry.Outcome{Indicator: "ROAD_KM", Target: "2,4", Actual: "2,4", Period: "nam", Source: "minh-chung"})
	if _, _, body := h.Reader(t).Get(sitetest.StoryPath(reached)); strings.Contains(strings.Join(sitetest.Texts(t, body, ".figures"), " "), "chỉ tiêu") {
		t.Error("a reached figure is called a target")
	}
}

// exported is what the command "export entries" writes.
func exported(t *testing.T, h *sitetest.House, f exchange.Format) string {
	t.Helper()
	rows, err := h.Transfer.Export(t.Context(), h.ActorOf(t, registry.Admin), 0)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := exchange.WriteEntries(&b, f, rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A figure says what it is founded on; that its model was judged effective does not
// make it a confirmed one.
func TestJudgedModelConfirmsNoFigure(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := put(t, h, nil,
		registry.Outcome{Indicator: "LAND_M2", Actual: "1.500", Period: "nam", Source: "tu-khai"},
		registry.Outcome{Indicator: "TREE", Actual: "320", Period: "nam", Source: "minh-chung"},
	)
	visitor := h.Reader(t)
	for path, want := range map[string][]string{
		sitetest.StoryPath(e):                   {"Đơn vị tự khai", "Có minh chứng", "mô hình được xác nhận hiệu quả"},
		address.Figures:                         {"đơn vị tự khai 1.500", "có minh chứng 320", "Trong mô hình được xác nhận hiệu quả"},
		address.FigurePart.At("LAND_M2"):        {"Đơn vị tự khai", "Được xác nhận hiệu quả"},
		address.FigurePart.At("TREE.csv"):       {"Có minh chứng", "Mô hình được xác nhận hiệu quả"},
		address.Unit.At(h.Own):                  {"đơn vị tự khai 1.500"},
		"/":                                     {"trong mô hình được xác nhận hiệu quả"},
		fmt.Sprintf("/api/v1/entries/%d", e.ID): {"tu-khai"},
	} {
		_, _, body := visitor.Get(path)
		for _, w := range want {
			if !strings.Contains(squeeze(body), w) {
				t.Errorf("%s does not say %q", path, w)
			}
		}
		for _, never := range []string{"chuyên viên thẩm định đã xác nhận", ">Đã xác nhận<", "hiến, đã xác nhận", "chờ xác nhận"} {
			if strings.Contains(body, never) {
				t.Errorf("%s says %q of figures that their unit declared", path, never)
			}
		}
	}
}
