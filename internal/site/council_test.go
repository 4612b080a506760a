package site_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// No route tells a role what it may not know in a phase: another's comments while
// scores are blind, anything to outsiders ever, anything about an entry to who
// must stay out of it.
func TestCouncilLeaks(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	readers := map[string]*sitetest.Reader{"member 1": b.Member(t, 0), "member 2": b.Member(t, 1)}
	for _, role := range registry.Roles() {
		if role != registry.CouncilMember {
			readers[role.String()] = b.As(t, role)
		}
	}
	stay := b.Titles[0] // member 1 must stay out of the first
	routes := everyRoute(t, b)
	for _, p := range evaluation.Phases() {
		switch p {
		case evaluation.Eligibility:
		case evaluation.Released:
			b.Release(t)
		default:
			b.To(t, p)
		}
		if p == evaluation.Scoring {
			b.ScoreAll(t)
		}
		if p == evaluation.Shortlisting {
			if err := b.Judging.Shortlist(t.Context(), b.Clerk, b.Round, b.Entries[:3], "thử"); err != nil {
				t.Fatal(err)
			}
		}
		if p == evaluation.Voting {
			b.Vote(t)
		}
		for name, r := range readers {
			for _, path := range append(roundPaths(t, b), routes...) {
				code, _, raw := r.Get(path)
				body := sitetest.Text(raw)
				if code >= 500 ||
					name == "thu-ky" && p == evaluation.Deciding && strings.Contains(path, "/van-ban/") &&
						strings.HasSuffix(path, ".docx") &&
						code != http.StatusOK {
					t.Errorf("%s %s %s: %d", p, name, path, code)
				}
				leaks(t, b, p, name, path, body, stay)
			}
		}
	}
}

// changing is what differs between two looks at one page, whatever anybody scored:
// random keys of forms, the time of the answer and how long it took.
var changing = regexp.MustCompile(`value="[\w-]{16,}"|"took_ms":[\d.]+|"as_of":"[^"]*"|DTSTAMP:\w+`)

// TestScoresChangeNothingOthersSee: while members score alone, what one member
// marks, however high or low, alters no byte of any page, list, order, count, file
// or answer that another person reads.
func TestScoresChangeNothingOthersSee(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	b.To(t, evaluation.Scoring)
	b.ScoreAll(t)
	readers := map[string]*sitetest.Reader{"member 1": b.Member(t, 0)}
	for _, role := range registry.Roles() {
		if role != registry.CouncilMember {
			readers[role.String()] = b.As(t, role)
		}
	}
	var paths []string
	for _, p := range append(roundPaths(t, b), everyRoute(t, b)...) {
		switch {
		case strings.Contains(p, "metrics"), strings.Contains(p, "van-hanh"), p == "/tai-khoan/ma": // never the same twice
		case strings.Contains(p, "nhat-ky"): // who saved a sheet, and when, is on record
		default:
			paths = append(paths, p)
		}
	}
	look := func() map[string]string {
		seen := map[string]string{}
		for name, r := range readers {
			for _, p := range paths {
				_, _, raw := r.Get(p)
				seen[name+" "+p] = changing.ReplaceAllString(sitetest.Text(raw), "")
			}
		}
		return seen
	}
	before := look()
	for e, entry := range b.Entries {
		member := b.Members[1].Account
		kept, err := b.DB.Sheets(t.Context(), b.Round, member, entry, member)
		if err != nil || len(kept) != 1 {
			t.Fatalf("the sheet of entry %d: %v, %v", e+1, kept, err)
		}
		sheet := evaluation.Sheet{Round: b.Round, Entry: entry, Version: kept[0].Version, Marks: map[string]evaluation.Mark{}}
		for _, k := range evaluation.DefaultScale().Criteria {
			points := k.Max * evaluation.Points(1+98*(e%2)) / 100 / 50 * 50
			sheet.Marks[k.Code] = evaluation.Mark{Text: points.String(), Comment: "đổi hẳn"}
		}
		if _, err := b.Judging.SaveSheet(t.Context(), b.Members[1], sheet, true, "chấm lại"); err != nil {
			t.Fatal(err)
		}
	}
	for at, body := range look() {
		if body != before[at] {
			t.Errorf("%s tells that another member marked again:\n%s", at, firstDifference(before[at], body))
		}
	}
}

func firstDifference(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	from := max(0, n-80)
	return fmt.Sprintf("before …%.200q\nafter  …%.200q", a[from:], b[from:])
}
