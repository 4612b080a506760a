package council

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// paperOf is one paper of a round: its file and who makes it.
type paperOf struct {
	name, label string
	from        evaluation.Phase // the first phase in which it says something
	make        func(office.Council) *office.Document
}

var councilPapers = []paperOf{
	{"phieu-cham.docx", "Mẫu phiếu chấm điểm (.docx)", evaluation.Discussion, office.Council.ScoreForm},
	{"bang-tong-hop.docx", "Bảng tổng hợp điểm (.docx)", evaluation.Discussion, office.Council.ScoreTable},
	{"chuong-trinh.docx", "Chương trình họp (.docx)", evaluation.Discussion, office.Council.Agenda},
	{"phieu-bau.docx", "Phiếu bầu (.docx)", evaluation.Shortlisting, office.Council.BallotForm},
	{"bien-ban-kiem-phieu.docx", "Biên bản kiểm phiếu (.docx)", evaluation.Voting, office.Council.CountMinutes},
	{"bien-ban-hop.docx", "Biên bản họp Hội đồng (.docx)", evaluation.Voting, office.Council.MeetingMinutes},
	{"to-trinh.docx", "Tờ trình (.docx)", evaluation.Deciding, office.Council.Submission},
	{"danh-sach-de-nghi.docx", "Danh sách đề nghị (.docx)", evaluation.Deciding, office.Council.ProposalList},
	{"du-thao-quyet-dinh.docx", "Dự thảo quyết định (.docx)", evaluation.Deciding, office.Council.DraftDecision},
}

// councilBooks are the papers that are workbooks.
var councilBooks = []struct {
	name, label string
	from        evaluation.Phase
	make        func(office.Council) []office.Sheet
}{
	{"bang-tong-hop.xlsx", "Bảng tổng hợp điểm (.xlsx)", evaluation.Discussion, office.Council.ScoreSheets},
	{"danh-sach-de-nghi.xlsx", "Danh sách đề nghị (.xlsx)", evaluation.Deciding, office.Council.ProposalSheets},
}

// papersOf lists the papers that a round has so far.
func papersOf(r evaluation.Round) []paperOf {
	var out []paperOf
	for _, p := range councilPapers {
		if r.Phase >= p.from {
			out = append(out, p)
		}
	}
	for _, p := range councilBooks {
		if r.Phase >= p.from {
			out = append(out, paperOf{name: p.name, label: p.label})
		}
	}
	return out
}

// paper sends a paper as a download.
func (h *Area) paper(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	name := c.Param("paper")
	entry, filled := filledEntry(name)
	f, err := h.Judging.Folder(c.Context(), c.Actor(), id, entry)
	if err != nil {
		return err
	}
	in := h.councilOf(f.Seat, f.Result, f.Polls)
	namePersons(&in, f.Persons)
	file := fmt.Sprintf("dvk-%d-%s", f.Seat.Round.Season, name)
	for _, p := range councilBooks {
		if p.name == name && f.Seat.Round.Phase >= p.from {
			return sendSheets(c, file, p.make(in)...)
		}
	}
	var b bytes.Buffer
	if filled {
		err = filledForms(in, f, entry, &b)
	} else {
		err = noPaper()
		for _, p := range papersOf(f.Seat.Round) {
			if p.name == name && p.make != nil {
				err = p.make(in).Write(&b)
			}
		}
	}
	if err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(file))
	return c.Blob(http.StatusOK, shell.DocumentTypes[registry.DOCX], b.Bytes())
}

func noPaper() error { return registry.Errorf(registry.NotFound, "Không có văn bản này.") }

// filledEntry is the entry whose filled sheets a name asks for, 0 when it names
// none.
func filledEntry(name string) (registry.EntryID, bool) {
	rest, ok := strings.CutPrefix(name, "phieu-cham-")
	number, docx := strings.CutSuffix(rest, ".docx")
	if !ok || !docx {
		return 0, false
	}
	n, _ := strconv.ParseInt(number, 10, 64) // 0 is no entry
	return registry.EntryID(n), true
}

// sendSheets sends a workbook as a download.
func sendSheets(c *shell.Context, name string, sheets ...office.Sheet) error {
	var b bytes.Buffer
	if err := office.WriteSheets(&b, sheets...); err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(name))
	return c.Blob(http.StatusOK, shell.DocumentTypes[registry.XLSX], b.Bytes())
}

// filledForms writes the finished sheets on one entry.
func filledForms(in office.Council, f judging.RoundFolder, entry registry.EntryID, w io.Writer) error {
	if entry == 0 {
		return noPaper()
	}
	for i := range in.Lines {
		if l := &in.Lines[i]; l.Number == f.Table.Candidates[entry].Number {
			addSheets(l, f.Talk)
			return in.FilledForms(l).Write(w)
		}
	}
	return noPaper()
}

// addSheets puts the finished sheets on an entry beside its line.
func addSheets(l *office.CouncilLine, t judging.Talk) {
	for _, x := range t.Sheets {
		l.Sheet = append(l.Sheet, office.CouncilSheet{Member: t.Names[x.Member], Sheet: x})
	}
}

// councilOf turns a round's result into what its papers are made from.
func (h *Area) councilOf(s judging.Seat, r judging.Result, polls []judging.Poll) office.Council {
	out := office.Council{Round: s.Round}
	for _, m := range r.Members {
		p, _ := evaluation.ParsePosition(m.Position) // one of ours
		out.Members = append(out.Members, office.CouncilMember{Name: m.Name, Position: p})
	}
	at := map[registry.EntryID]int{}
	for _, l := range r.Lines {
		if l.Verdict != evaluation.Eligible.String() {
			continue
		}
		at[l.Entry] = len(out.Lines)
		out.Lines = append(out.Lines, office.CouncilLine{
			Number: l.Number, Title: l.Title, Unit: h.Flow.Ledger().FullName(l.Unit), Group: l.Group,
			Sheets: l.Sheets, Mean: l.Mean, Median: l.Median, SD: l.SD,
			Min: evaluation.PointsOf(l.Min), Max: evaluation.PointsOf(l.Max),
			Rank: l.Rank, Shared: l.Shared, Band: l.Band, Shortlisted: l.Picked, Outcome: l.Outcome,
		})
	}
	for _, p := range polls {
		v := office.CouncilVote{Rule: p.Rule, Paper: p.Paper, Present: len(p.Present), Day: view.Day(p.ClosedAt)}
		for _, t := range p.Tallies {
			if i, ok := at[t.Entry]; ok {
				v.Counts = append(v.Counts, office.CouncilCount{Line: &out.Lines[i], Tally: t, Outcome: p.Outcomes[t.Entry]})
			}
		}
		out.Votes = append(out.Votes, v)
	}
	return out
}

// namePersons puts the person's name and title beside each individual exemplar.
func namePersons(in *office.Council, persons []registry.Entry) {
	for _, e := range persons {
		for i := range in.Lines {
			if in.Lines[i].Number == e.Number {
				in.Lines[i].Person = e.Content.PersonName
				if e.Content.PersonTitle != "" {
					in.Lines[i].Person += ", " + e.Content.PersonTitle
				}
			}
		}
	}
}
