package newsdesk

import (
	"testing"

	"danvankheo/internal/sqlite"
)

// What could say who asked, or about whom, is not kept at all.
func TestSearchesThatNamePersonsAreNotKept(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"  Hiến   đất ":             "Hiến đất",
		"số 26-0005":                "số 26-0005",
		"0912345678":                "",
		"091 234 56 78":             "",
		"gọi 385.4123":              "",
		"thẻ 027 085 001 234":       "",
		"lan.nguyen@bacninh.gov.vn": "",
		"lan nguyen＠example":        "",
		"lan.nguyen gmail.com":      "",
		"https://facebook.com/lan":  "",
		"ông Nguyễn Văn Nam":        "",
		"nguyen van nam":            "",
		"chị Trần Thị Hoa xóm Đồng": "",
		"đô thị văn minh":           "đô thị văn minh",
		"do thi van minh":           "do thi van minh",
		"ngo van minh":              "ngo van minh",
		"đường thị trấn":            "đường thị trấn",
		"duong thi tran":            "duong thi tran",
		"dang van dong hien dat":    "dang van dong hien dat",
		"x":                         "",
		"đình văn hóa, nhà văn hóa": "đình văn hóa, nhà văn hóa",
		"Nguyễn Văn":                "Nguyễn Văn",
		"trường Nguyễn Đăng Đạo":    "trường Nguyễn Đăng Đạo",
	} {
		if got := keepable(text); got != want {
			t.Errorf("keepable(%q) = %q, want %q", text, got, want)
		}
	}
}

// A question is listed once, under the spelling typed most; what changes the answer
// keeps it apart; what was kept before under looser rules, or asked once, is not shown.
func TestQuestionsAreListedOnce(t *testing.T) {
	t.Parallel()
	got := questionsOf([]sqlite.QueryCount{
		{Text: "hiến đất", Day: "2026-03-01", Asked: 2, Empty: 1, Opened: 1},
		{Text: "Hiến đất!", Day: "2026-03-05", Asked: 3, Part: 1},
		{Text: "hien dat", Day: "2026-03-02", Asked: 2, Unmarked: 2},
		{Text: `"hiến đất"`, Day: "2026-03-02", Asked: 4},
		{Text: "hoà giải", Day: "2026-03-02", Asked: 1},
		{Text: "hòa giải", Day: "2026-03-02", Asked: 1, Opened: 5},
		{Text: "chỉ một lần", Day: "2026-03-02", Asked: 1},
		{Text: "gọi 385.4123", Day: "2026-03-02", Asked: 9},
	})
	want := []sqlite.QueryCount{
		{Text: "Hiến đất!", Day: "2026-03-05", Asked: 5, Empty: 1, Part: 1, Opened: 1},
		{Text: `"hiến đất"`, Day: "2026-03-02", Asked: 4},
		{Text: "hien dat", Day: "2026-03-02", Asked: 2, Unmarked: 2},
		{Text: "hoà giải", Day: "2026-03-02", Asked: 2, Opened: 5},
	}
	left := []int{3, 4, 0, 0}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if got[i].QueryCount != w || got[i].Left() != left[i] {
			t.Errorf("%d: %+v left %d, want %+v left %d", i, got[i].QueryCount, got[i].Left(), w, left[i])
		}
	}
}
