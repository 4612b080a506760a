package press_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/press"
)

// told is a story of the press, as far as little is known of it.
func told() press.Story {
	s := story()
	s.Unit, s.Year, s.YearNote, s.Checked = "Một hộ nông dân", 2022, "năm ước lượng từ nội dung bài", time.Time{}
	s.Source = &press.Source{Publisher: "VnExpress", Date: "2025-10-09", URL: "https://vnexpress.net/1"}
	s.Photos, s.Drawn = nil, true
	return s
}

func TestWordsOfAPressReportAreTheSitesOwn(t *testing.T) {
	t.Parallel()
	s := told()
	var b bytes.Buffer
	if err := site.Facts(&b, &s, now); err != nil {
		t.Fatal(err)
	}
	var f map[string]any
	if err := json.Unmarshal(b.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{
		"byline": site.Full(), "copyrightholder": site.Full(), "based_on": "theo VnExpress, 09/10/2025", "last_checked": nil,
		"year_note": "năm ước lượng từ nội dung bài",
	} {
		if f[key] != want {
			t.Errorf("%s is %v, want %v", key, f[key], want)
		}
	}
	if got := site.Cite(&s, now); !strings.HasPrefix(got, site.Full()+" (") || strings.Contains(got, "(2022)") {
		t.Errorf("cited as %q", got)
	}
	readme := site.Readme(&s, now)
	for _, want := range []string{
		"2022 (năm ước lượng từ nội dung bài)", press.DrawnNote, "tóm lược bằng lời của mình theo VnExpress, 09/10/2025",
	} {
		if !strings.Contains(readme, want) {
			t.Errorf("README does not say %q", want)
		}
	}
	for _, never := range []string{"kiểm tra", "Bản quyền"} {
		if strings.Contains(readme, never) {
			t.Errorf("README says %q, which nobody knows", never)
		}
	}
}

func TestSourceIsGivenAsFarAsItIsKnown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		source press.Source
		want   string
	}{
		{press.Source{Publisher: "VnExpress", Date: "2025-10-09"}, "theo VnExpress, 09/10/2025"},
		{press.Source{Publisher: "VnExpress", Date: "2025-10"}, "theo VnExpress, 10/2025"},
		{press.Source{Publisher: "VnExpress"}, "theo VnExpress"},
		{press.Source{Title: "Một bài"}, "theo bài báo"},
	} {
		if got := c.source.By(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.source, got, c.want)
		}
	}
}

// A correction is dated by its own day, whatever changed since.
func TestCorrectionInAFeedKeepsItsDay(t *testing.T) {
	t.Parallel()
	i := press.Item{Title: "Bài", Correction: "Sửa số.", Corrected: now.Add(-72 * time.Hour), Updated: now}
	if got := i.Text(); !strings.Contains(got, "Đính chính ngày "+now.Add(-72*time.Hour).Format("02/01/2006")) {
		t.Errorf("the correction is dated by the last change: %q", got)
	}
}
