package sitetest

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow/judging"
)

// Board is a round on the whole site: five members, the first of whom (the role's
// own account) works in a predecessor of the first entry's unit.
type Board struct {
	*House
	Round   evaluation.RoundID
	Clerk   registry.Actor
	Members []registry.Actor
	Entries []registry.EntryID
	Titles  []string
}

const boardEntries = 6

// NewBoard opens the round and appoints its members.
func NewBoard(t testing.TB, areas ...func(*shell.Shell) shell.Area) *Board {
	t.Helper()
	ctx := context.Background()
	b := &Board{House: NewHouse(t, 0, areas...)}
	units := b.Flow.Ledger().On("2026-11-02", registry.Commune, registry.Ward)
	err := b.DB.Update(ctx, time.Now(), func(tx *sqlite.Tx) error {
		for i := range boardEntries {
			e := registry.Entry{
				Season:       2026,
				Unit:         units[i].Code,
				Registration: registry.Accepted,
				Result:       registry.Effective,
				Content:      testkit.CompleteContent(),
				ReportedAt:   time.Date(2026, 10, 20, 2, 0, 0, 0, time.UTC),
			}
			e.Content.Title = fmt.Sprintf("Xóm Tre số %d cùng nhau giữ sạch kênh mương", i+1)
			e.Content.Method = fmt.Sprintf(
				"Cách làm riêng của xóm %d: họp dân từng nhà, đảng viên đi trước, công khai từng khoản thu chi.",
				i+1,
			)
			e.Content.Problem = fmt.Sprintf("Kênh số %d đầy rác, nước không về được ruộng, các hộ cuối kênh bỏ vụ đã hai năm.", i+1)
			for j := range e.Content.Outcomes {
				e.Content.Outcomes[j].Actual, e.Content.Outcomes[j].Source = "2,4", "minh-chung"
			}
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				return err
			}
			b.Entries, b.Titles = append(b.Entries, e.ID), append(b.Titles, e.Content.Title)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.appoint(t, b.Flow.Ledger().Heritage(units[0].Code))
	return b
}

func (b *Board) appoint(t testing.TB, heritage []registry.UnitCode) {
	t.Helper()
	ctx := context.Background()
	actorOf := func(email string) registry.Actor {
		acc, err := b.DB.AccountByEmail(ctx, email)
		if err != nil {
			t.Fatal(err)
		}
		return registry.Actor{Account: acc.ID, Name: acc.Name, Role: acc.Role}
	}
	b.Clerk = actorOf("thu-ky@thu.vn")
	b.Members = []registry.Actor{actorOf("hoi-dong@thu.vn")}
	for i := range 4 {
		email := fmt.Sprintf("uy-vien-%d@thu.vn", i+2)
		if _, _, err := b.Account.AddAccount(ctx, registry.System("thử"),
			registry.Account{Email: email, Name: fmt.Sprintf("Ủy viên thứ %d", i+2), Role: registry.CouncilMember},
			TestPassword); err != nil {
			t.Fatal(err)
		}
		b.Members = append(b.Members, actorOf(email))
	}
	r, err := b.Judging.OpenRound(
		ctx,
		b.Clerk,
		evaluation.Round{
			Season: 2026,
			Level:  "tinh",
			Title:  "Xét Dân vận khéo cấp tỉnh năm 2026",
			Scale:  evaluation.DefaultScale(),
			Rules:  evaluation.DefaultRules(),
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	b.Round = r.ID
	for i, m := range b.Members {
		p := evaluation.Appointee{Account: m.Account, Position: evaluation.Member}
		if i == 0 {
			for _, code := range heritage { // a predecessor, not the unit itself
				if u, _ := b.Flow.Ledger().Unit(code); u.To != "" {
					p.Units = []registry.UnitCode{code}
				}
			}
		}
		if i == 1 {
			p.Position = evaluation.Chair
		}
		if err := b.Judging.Appoint(ctx, b.Clerk, b.Round, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Judging.DecideGate(ctx, b.Clerk, b.Round, b.Entries, evaluation.Eligible, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Judging.Assign(ctx, b.Clerk, b.Round, judging.Assigning{Everybody: true}); err != nil {
		t.Fatal(err)
	}
}

// To moves the round to a phase.
func (b *Board) To(t testing.TB, p evaluation.Phase) {
	t.Helper()
	r, err := b.DB.Round(context.Background(), b.Round)
	if err == nil {
		err = b.Judging.MovePhase(context.Background(), b.Clerk, b.Round, r.Version, p, "")
	}
	if err != nil {
		t.Fatalf("to %s: %v", p, err)
	}
}

// Secret is a word that is in the sheet of one member on one entry only.
func Secret(member, entry int) string { return fmt.Sprintf("bimat%dx%d", member+1, entry+1) }

// ScoreAll gives every member's sheets, each with its secret word.
func (b *Board) ScoreAll(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	for m, who := range b.Members {
		if err := b.Judging.DeclareTies(ctx, who, b.Round, b.Entries, nil); err != nil {
			t.Fatal(err)
		}
		for e, entry := range b.Entries {
			if m == 0 && e == 0 {
				continue // kept out of it
			}
			s := evaluation.Sheet{Round: b.Round, Entry: entry, Marks: map[string]evaluation.Mark{}, Note: Secret(m, e)}
			for i, k := range evaluation.DefaultScale().Criteria {
				p := k.Max*evaluation.Points(60+(e*5+m*7+i*3)%28)/100/50*50 + 50
				s.Marks[k.Code] = evaluation.Mark{Text: p.String(), Comment: Secret(m, e)}
			}
			if _, err := b.Judging.SaveSheet(ctx, who, s, true, ""); err != nil {
				t.Fatalf("member %d entry %d: %v", m+1, e+1, err)
			}
		}
	}
}

// Text is a body as a reader would find words in it: the parts of a zip too.
func Text(body string) string {
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return body
	}
	var b bytes.Buffer
	for _, f := range z.File {
		if r, err := f.Open(); err == nil {
			_, _ = io.Copy(&b, r) // a broken part tells nothing
			_ = r.Close()
		}
	}
	return b.String()
}

// Member signs in one of the members.
func (b *Board) Member(t testing.TB, m int) *Reader {
	t.Helper()
	if m == 0 {
		return b.As(t, registry.CouncilMember)
	}
	r := b.Reader(t)
	if code, _, _ := r.Post("/dang-nhap", url.Values{"email": {fmt.Sprintf("uy-vien-%d@thu.vn", m+1)},
		"password": {TestPassword}}); code != http.StatusSeeOther {
		t.Fatalf("member %d cannot sign in: %d", m+1, code)
	}
	return r
}

// Release decides and releases, with a cleared comment for the second entry.
func (b *Board) Release(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	if err := b.Judging.DecideByVote(ctx, b.Clerk, b.Round); err != nil {
		t.Fatal(err)
	}
	r, err := b.DB.Round(ctx, b.Round)
	if err == nil {
		err = b.Judging.Release(ctx, b.Clerk, b.Round, r.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Vote holds a vote in which every member says yes.
func (b *Board) Vote(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	v := sqlite.Vote{Round: b.Round, Rule: evaluation.AwardRules()[0]}
	for _, m := range b.Members {
		v.Present = append(v.Present, m.Account)
	}
	v, err := b.Judging.OpenVote(ctx, b.Clerk, v)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range b.Members {
		ballot := map[registry.EntryID]evaluation.Choice{}
		for _, e := range v.Entries {
			ballot[e] = evaluation.Yes
		}
		if err := b.Judging.Cast(ctx, m, b.Round, v.ID, ballot); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Judging.CloseVote(ctx, b.Clerk, b.Round, v.ID); err != nil {
		t.Fatal(err)
	}
}
