package oversight_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

func TestCalendar(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	season := registry.DefaultSeason(2026)
	if err := oversight.WriteCalendar(&b, "Lịch dân vận khéo; Bắc Ninh, 2026", "danvan.bacninh.test", []registry.Season{season},
		testkit.Now); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "calendar.ics", b.Bytes())
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %q: %d bytes", line, len(line))
		}
	}
	if n := strings.Count(b.String(), "BEGIN:VEVENT"); n != 13 {
		t.Errorf("%d events, want 13", n)
	}
	// A date that moves keeps its identity and counts up.
	season.RegisterTo, season.Version = "2026-04-15", 3
	var moved bytes.Buffer
	if err := oversight.WriteCalendar(&moved, "x", "danvan.bacninh.test", []registry.Season{season},
		testkit.Now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"UID:2026-register-to@danvan.bacninh.test\r\n", "SEQUENCE:2\r\n",
		"DTSTART;VALUE=DATE:20260415\r\nDTEND;VALUE=DATE:20260416\r\n"} {
		if !strings.Contains(moved.String(), want) {
			t.Errorf("no %q in the moved calendar", want)
		}
	}
}
