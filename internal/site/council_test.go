package site_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// board is a round on the whole site: five members, the first of whom (the role's
// own account) works in a predecessor of the first entry's unit.
type board struct {
	*house
	round   evaluation.RoundID
	clerk   registry.Actor
	members []registry.Actor
	entries []registry.EntryID
	titles  []string
}

const boardEntries = 6

func newBoard(t testing.TB) *board {
	t.Helper()
	ctx := context.Background()
	b := &board{house: newHouse(t, 0)}
	units := b.flow.Ledger().On("2026-11-02", registry.Commune, registry.Ward)
	err := b.db.Update(ctx, time.Now(), func(tx *sqlite.Tx) error {
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
			b.entries, b.titles = append(b.entries, e.ID), append(b.titles, e.Content.Title)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.appoint(t, b.flow.Ledger().Heritage(units[0].Code))
	return b
}

func (b *board) appoint(t testing.TB, heritage []registry.UnitCode) {
	t.Helper()
	ctx := context.Background()
	actorOf := func(email string) registry.Actor {
		acc, err := b.db.AccountByEmail(ctx, email)
		if err != nil {
			t.Fatal(err)
		}
		return registry.Actor{Account: acc.ID, Name: acc.Name, Role: acc.Role}
	}
	b.clerk = actorOf("thu-ky@thu.vn")
	b.members = []registry.Actor{actorOf("hoi-dong@thu.vn")}
	for i := range 4 {
		email := fmt.Sprintf("uy-vien-%d@thu.vn", i+2)
		if _, _, err := b.flow.AddAccount(ctx, registry.System("thử"), registry.Account{Email: email, Name: fmt.Sprintf("Ủy viên thứ %d", i+2), Role: registry.CouncilMember}, testPassword); err != nil {
			t.Fatal(err)
		}
		b.members = append(b.members, actorOf(email))
	}
	r, err := b.flow.OpenRound(
		ctx,
		b.clerk,
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
	b.round = r.ID
	for i, m := range b.members {
		p := evaluation.Appointee{Account: m.Account, Position: evaluation.Member}
		if i == 0 {
			for _, code := range heritage { // a predecessor, not the unit itself
				if u, _ := b.flow.Ledger().Unit(code); u.To != "" {
					p.Units = []registry.UnitCode{code}
				}
			}
		}
		if i == 1 {
			p.Position = evaluation.Chair
		}
		if err := b.flow.Appoint(ctx, b.clerk, b.round, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.flow.DecideGate(ctx, b.clerk, b.round, b.entries, evaluation.Eligible, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.flow.Assign(ctx, b.clerk, b.round, workflow.Assigning{Everybody: true}); err != nil {
		t.Fatal(err)
	}
}

func (b *board) to(t testing.TB, p evaluation.Phase) {
	t.Helper()
	r, err := b.db.Round(context.Background(), b.round)
	if err == nil {
		err = b.flow.MovePhase(context.Background(), b.clerk, b.round, r.Version, p, "")
	}
	if err != nil {
		t.Fatalf("to %s: %v", p, err)
	}
}

// secret is a word that stands in the sheet of one member on one entry only.
func secret(member, entry int) string { return fmt.Sprintf("bimat%dx%d", member+1, entry+1) }

// scoreAll gives every member's sheets, each with its secret word.
func (b *board) scoreAll(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	for m, who := range b.members {
		if err := b.flow.DeclareTies(ctx, who, b.round, b.entries, nil); err != nil {
			t.Fatal(err)
		}
		for e, entry := range b.entries {
			if m == 0 && e == 0 {
				continue // kept out of it
			}
			s := evaluation.Sheet{Round: b.round, Entry: entry, Marks: map[string]evaluation.Mark{}, Note: secret(m, e)}
			for i, k := range evaluation.DefaultScale().Criteria {
				p := k.Max*evaluation.Points(60+(e*5+m*7+i*3)%28)/100/50*50 + 50
				s.Marks[k.Code] = evaluation.Mark{Text: p.String(), Comment: secret(m, e)}
			}
			if _, err := b.flow.SaveSheet(ctx, who, s, true, ""); err != nil {
				t.Fatalf("member %d entry %d: %v", m+1, e+1, err)
			}
		}
	}
}

// paths lists every address that could tell something: of the round, of its
// entries, and of the rest of the site.
func (b *board) paths() []string {
	base := fmt.Sprintf("/lam-viec/hoi-dong/%d", b.round)
	out := []string{
		"/lam-viec", "/lam-viec/danh-sach", "/lam-viec/thong-bao", "/lam-viec/hoi-dong", "/lam-viec/hoi-dong/so-khen", "/mo-hinh", "/mo-hinh?q=bimat1x2", "/mo-hinh?q=kenh+muong&sap=diem",
		"/lam-viec/danh-sach?q=bimat", "/api/v1/entries?q=bimat2x2", "/api/v1/entries?q=kenh", "/api/v1/stats?year=2026", "/feed.json?q=kenh", "/so-lieu", "/lam-viec/quan-tri/nhat-ky",
		base, base + "/cai-dat", base + "/dieu-kien", base + "/thanh-vien", base + "/khai-bao", base + "/cham", base + "/xep-hang", base + "/xep-hang?tie=trung-vi&cap=1", base + "/rut-gon", base + "/bieu-quyet", base + "/bieu-quyet/1",
		base + "/quyet-dinh", base + "/lich-su.json",
	}
	for _, p := range []string{"phieu-cham.docx", "bang-tong-hop.docx", "bang-tong-hop.xlsx", "chuong-trinh.docx", "danh-sach-de-nghi.xlsx", "phieu-bau.docx", "bien-ban-kiem-phieu.docx", "bien-ban-hop.docx", "to-trinh.docx", "danh-sach-de-nghi.docx", "du-thao-quyet-dinh.docx"} {
		out = append(out, base+"/van-ban/"+p)
	}
	for _, e := range b.entries {
		out = append(
			out,
			fmt.Sprintf("%s/cham/%d", base, e),
			fmt.Sprintf("%s/mo-hinh/%d", base, e),
			fmt.Sprintf("%s/van-ban/phieu-cham-%d.docx", base, e),
			fmt.Sprintf("/lam-viec/mo-hinh/%d", e),
			fmt.Sprintf(
				"/lam-viec/mo-hinh/%d/lich-su",
				e,
			),
			fmt.Sprintf("/api/v1/entries/%d", e),
			fmt.Sprintf("/lam-viec/ket-qua-xet/%d", e),
		)
	}
	return out
}

// text is a body as a reader would find words in it: the parts of a zip too.
func text(body string) string {
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

// member signs in one of the members.
func (b *board) member(t testing.TB, m int) *reader {
	t.Helper()
	if m == 0 {
		return b.as(t, registry.CouncilMember)
	}
	r := b.reader(t)
	if code, _, _ := r.post("/dang-nhap", url.Values{"email": {fmt.Sprintf("uy-vien-%d@thu.vn", m+1)}, "password": {testPassword}}); code != http.StatusSeeOther {
		t.Fatalf("member %d cannot sign in: %d", m+1, code)
	}
	return r
}

// No route tells a role what it may not know in a phase: another's comments while
// scores are blind, anything to outsiders ever, anything about an entry to who
// must stay out of it.
func TestCouncilLeaks(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	readers := map[string]*reader{"member 1": b.member(t, 0), "member 2": b.member(t, 1)}
	for _, role := range registry.Roles() {
		if role != registry.CouncilMember {
			readers[role.String()] = b.as(t, role)
		}
	}
	stay := b.titles[0] // member 1 must stay out of the first
	routes := b.everyRoute(t)
	for _, p := range evaluation.Phases() {
		switch p {
		case evaluation.Eligibility:
		case evaluation.Released:
			b.release(t)
		default:
			b.to(t, p)
		}
		if p == evaluation.Scoring {
			b.scoreAll(t)
		}
		if p == evaluation.Shortlisting {
			if err := b.flow.Shortlist(t.Context(), b.clerk, b.round, b.entries[:3], "thử"); err != nil {
				t.Fatal(err)
			}
		}
		if p == evaluation.Voting {
			b.vote(t)
		}
		for name, r := range readers {
			for _, path := range append(b.paths(), routes...) {
				code, _, raw := r.get(path)
				body := text(raw)
				if code >= 500 ||
					name == "thu-ky" && p == evaluation.Deciding && strings.Contains(path, "/van-ban/") && strings.HasSuffix(path, ".docx") &&
						code != http.StatusOK {
					t.Errorf("%s %s %s: %d", p, name, path, code)
				}
				b.leaks(t, p, name, path, body, stay)
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
	b := newBoard(t)
	b.to(t, evaluation.Scoring)
	b.scoreAll(t)
	readers := map[string]*reader{"member 1": b.member(t, 0)}
	for _, role := range registry.Roles() {
		if role != registry.CouncilMember {
			readers[role.String()] = b.as(t, role)
		}
	}
	var paths []string
	for _, p := range append(b.paths(), b.everyRoute(t)...) {
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
				_, _, raw := r.get(p)
				seen[name+" "+p] = changing.ReplaceAllString(text(raw), "")
			}
		}
		return seen
	}
	before := look()
	for e, entry := range b.entries {
		member := b.members[1].Account
		kept, err := b.db.Sheets(t.Context(), b.round, member, entry, member)
		if err != nil || len(kept) != 1 {
			t.Fatalf("the sheet of entry %d: %v, %v", e+1, kept, err)
		}
		sheet := evaluation.Sheet{Round: b.round, Entry: entry, Version: kept[0].Version, Marks: map[string]evaluation.Mark{}}
		for _, k := range evaluation.DefaultScale().Criteria {
			points := k.Max * evaluation.Points(1+98*(e%2)) / 100 / 50 * 50
			sheet.Marks[k.Code] = evaluation.Mark{Text: points.String(), Comment: "đổi hẳn"}
		}
		if _, err := b.flow.SaveSheet(t.Context(), b.members[1], sheet, true, "chấm lại"); err != nil {
			t.Fatal(err)
		}
	}
	for at, body := range look() {
		if body != before[at] {
			t.Errorf("%s tells that another member marked anew:\n%s", at, firstDifference(before[at], body))
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

// everyRoute gives an address of every page that is read, about the entry that
// member 1 must stay out of and about another one: the list of routes is the
// program's own, so that none appears unnoticed.
func (b *board) everyRoute(t *testing.T) []string {
	t.Helper()
	routes, err := site.Routes(b.deps)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range routes {
		if r.Method != http.MethodGet || strings.Contains(r.Path, "*") || strings.HasPrefix(r.Path, "/static") {
			continue
		}
		for _, e := range b.entries[:2] {
			p := strings.NewReplacer(":round", fmt.Sprint(b.round), ":entry", fmt.Sprint(e), ":id", fmt.Sprint(e), ":year", "2026", ":code", string(b.own), ":size", "400.jpg").
				Replace(r.Path)
			for strings.Contains(p, ":") {
				from := strings.Index(p, ":")
				end := strings.IndexAny(p[from:]+"/", "/.")
				p = p[:from] + "1" + p[from+end:]
			}
			if len(out) == 0 || out[len(out)-1] != p {
				out = append(out, p)
			}
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d addresses", len(out))
	}
	return out
}

// release decides and releases, with a cleared comment for the second entry.
func (b *board) release(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	if err := b.flow.DecideByVote(ctx, b.clerk, b.round); err != nil {
		t.Fatal(err)
	}
	r, err := b.db.Round(ctx, b.round)
	if err == nil {
		err = b.flow.Release(ctx, b.clerk, b.round, r.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (b *board) vote(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	v := sqlite.Vote{Round: b.round, Rule: evaluation.AwardRules()[0]}
	for _, m := range b.members {
		v.Present = append(v.Present, m.Account)
	}
	v, err := b.flow.OpenVote(ctx, b.clerk, v)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range b.members {
		ballot := map[registry.EntryID]evaluation.Choice{}
		for _, e := range v.Entries {
			ballot[e] = evaluation.Yes
		}
		if err := b.flow.Cast(ctx, m, b.round, v.ID, ballot); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.flow.CloseVote(ctx, b.clerk, b.round, v.ID); err != nil {
		t.Fatal(err)
	}
}

func (b *board) leaks(t *testing.T, p evaluation.Phase, name, path, body, stay string) {
	t.Helper()
	open := p >= evaluation.Discussion
	for m := range b.members {
		for e := range b.entries {
			if !strings.Contains(body, secret(m, e)) || strings.Contains(path, secret(m, e)) {
				continue
			}
			own := name == fmt.Sprintf("member %d", m+1)
			inside := name == "member 1" && e > 0 || name == "member 2" || name == "thu-ky" || name == "quan-tri"
			if !own && !(open && inside) {
				t.Errorf("%s: %s reads the sheet of member %d on entry %d at %s", p, name, m+1, e+1, path)
			}
		}
	}
	if name == "member 1" && strings.Contains(body, stay) {
		t.Errorf("%s: %s reads of the entry it must stay out of at %s", p, name, path)
	}
}
