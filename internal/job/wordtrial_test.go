package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/job"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/newsdesk"
)

func asked(texts ...string) (out []newsdesk.Question) {
	for _, text := range texts {
		out = append(out, newsdesk.Question{QueryCount: sqlite.QueryCount{Text: text, Asked: 2}})
	}
	return out
}

// words is an index of a few texts with the words of the program.
func words(t *testing.T, titles ...string) *search.Index {
	t.Helper()
	_, _, x, _ := house(t, t.TempDir())
	err := x.Rebuild(context.Background(), func(yield func(search.Document, error) bool) {
		for i, title := range titles {
			if !yield(search.Document{ID: int64(i + 1), Title: title, Visible: true}, nil) {
				return
			}
		}
	}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Questions whose answer changes are listed, those that may have got worse first; the
// others are not. Nobody else's answers change.
func TestTrialListsWhatGetsWorseFirst(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	x := words(t, "Nuôi dế mèn ở xóm Đông", "Côn trùng sạch ở xóm Tây", "Mở đường liên xóm", "Bể chứa nước mưa")
	group := sqlite.Term{Kind: registry.SynonymTerm, Words: "dế mèn\ncôn trùng sạch\nsâu muồng"}
	trial, err := job.TryTerms(ctx, x, nil, []sqlite.Term{group}, asked("sâu muồng", "nước mưa", "dế mèn", "mở đường"))
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		text      string
		d         job.Difference
		now, then int
	}
	var got []line
	for _, c := range trial.Changed {
		got = append(got, line{c.Text, c.Difference, c.Now.Total, c.Then.Total})
	}
	want := []line{{"dế mèn", job.OtherFirst, 1, 2}, {"sâu muồng", job.NowFound, 0, 2}}
	if trial.Tried != 4 || !slices.Equal(got, want) {
		t.Errorf("tried %d, changed %+v", trial.Tried, got)
	}
	if r, err := x.Search(ctx, search.Query{Text: "sâu muồng"}); err != nil || r.Total != 0 {
		t.Errorf("a reader finds %d, %v", r.Total, err)
	}
	back, err := job.TryTerms(ctx, x, []sqlite.Term{group}, nil, asked("sâu muồng"))
	if err != nil || len(back.Changed) != 1 || back.Changed[0].Difference != job.OtherOnTop {
		t.Errorf("taken away: %+v, %v", back, err)
	}
	gone, leave := context.WithCancel(ctx)
	leave()
	if _, err := job.TryTerms(gone, x, nil, []sqlite.Term{group}, asked("dế mèn")); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader who left: %v", err)
	}
	late, stop := context.WithTimeout(ctx, 0)
	defer stop()
	if trial, err := job.TryTerms(late, x, nil, []sqlite.Term{group}, asked("dế mèn")); err != nil || trial.Tried != 0 {
		t.Errorf("out of time: %+v, %v", trial, err)
	}
}

func TestTermsThatMayDoHarmAreNamed(t *testing.T) {
	t.Parallel()
	titles := []string{"Vắt sữa dê núi"}
	for range 10 {
		titles = append(titles, "Chăn thả gia súc")
	}
	x := words(t, titles...)
	staff := []sqlite.Term{{Kind: registry.SynonymTerm, Words: "bếp hoàng cầm\nbếp không khói"}}
	for _, c := range []struct {
		name string
		term sqlite.Term
		want []job.WordWarning
	}{
		{"nothing wrong", sqlite.Term{Kind: registry.SynonymTerm, Words: "dế mèn\ncôn trùng sạch"}, nil},
		{"a part of a compound", sqlite.Term{Kind: registry.SynonymTerm, Words: "phát triển cán\ncổng đồng quê"},
			[]job.WordWarning{{Fault: job.CutsCompound, Phrase: "phát triển cán", Other: "cán bộ"}}},
		{"one syllable", sqlite.Term{Kind: registry.SynonymTerm, Words: "thóc\nlúa phơi khô"},
			[]job.WordWarning{{Fault: job.OneSyllable, Phrase: "thóc"}}},
		{"a group of staff", sqlite.Term{Kind: registry.SynonymTerm, Words: "Bếp không khói\nbếp cải tiến"},
			[]job.WordWarning{{Fault: job.OtherGroup, Phrase: "Bếp không khói", Other: "bếp hoàng cầm, bếp không khói"}}},
		{"a group of the program", sqlite.Term{Kind: registry.SynonymTerm, Words: "sổ đỏ\ngiấy tờ ruộng"},
			[]job.WordWarning{{Fault: job.OtherGroup, Phrase: "sổ đỏ", Other: "sổ đỏ, bìa đỏ, giấy chứng nhận quyền sử dụng đất"}}},
		{"ten times as common", sqlite.Term{Kind: registry.SynonymTerm, Words: "vắt sữa\nchăn thả\ncắt cỏ voi"},
			[]job.WordWarning{{Fault: job.Lopsided, Phrase: "vắt sữa", Other: "chăn thả", Count: 1, More: 10}}},
		{"a short form with a meaning", sqlite.Term{Kind: registry.AbbreviationTerm, Short: "gpmb", Words: "giúp phụ mẫu bạn"},
			[]job.WordWarning{{Fault: job.OtherMeaning, Phrase: "gpmb", Other: "Giải phóng mặt bằng"}}},
		{"a short form that is a syllable", sqlite.Term{Kind: registry.AbbreviationTerm, Short: "TOM", Words: "tổ ong mật"},
			[]job.WordWarning{{Fault: job.OneSyllable, Phrase: "TOM"}}},
	} {
		got, err := job.WarnTerm(context.Background(), x, c.term, staff)
		if err != nil {
			t.Fatal(err)
		}
		same := func(a, b job.WordWarning) bool {
			return a.Fault == b.Fault && a.Phrase == b.Phrase && strings.EqualFold(a.Other, b.Other) &&
				a.Count == b.Count && a.More == b.More
		}
		if !slices.EqualFunc(got, c.want, same) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
