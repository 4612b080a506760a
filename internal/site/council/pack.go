package council

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/exchange"
	"danvankheo/internal/office"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

// folder writes the files of a ZIP one after the other; the first fault stays.
type folder struct {
	zip *zip.Writer
	err error
}

// put writes a file that is made on the spot. What is packed already (photos,
// documents) is stored as it is.
func (f *folder) put(name string, at time.Time, write func(io.Writer) error) {
	if f.err != nil {
		return
	}
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC().Truncate(time.Second)}
	switch path.Ext(name) {
	case ".jpg", ".docx", ".xlsx", ".pdf":
		h.Method = zip.Store
	}
	w, err := f.zip.CreateHeader(h)
	if err == nil {
		err = write(w)
	}
	if err != nil {
		f.err = fmt.Errorf("%s: %w", name, err)
	}
}

func (f *folder) bytes(name string, at time.Time, b []byte) {
	f.put(name, at, func(w io.Writer) error { _, err := w.Write(b); return err })
}

// copy writes a kept file; one that is gone is left out.
func (f *folder) copy(name string, at time.Time, open func() (io.ReadCloser, error)) {
	r, err := open()
	if errors.Is(err, fs.ErrNotExist) || registry.KindOf(err) == registry.NotFound {
		return
	}
	if err != nil {
		f.err = errors.Join(f.err, err)
		return
	}
	defer r.Close()
	f.put(name, at, func(w io.Writer) error { _, err := io.Copy(w, r); return err })
}

// evidence writes the photos and documents of an entry below a folder.
func (h *Area) evidence(f *folder, dir string, e *registry.Entry, size photo.SizeName) {
	for i := range e.Photos {
		if p := &e.Photos[i]; !p.TakenDown {
			f.copy(dir+"/"+photoFile(p.ID), e.UpdatedAt, func() (io.ReadCloser, error) { return h.Photos.Open(p.Hash, size) })
		}
	}
	for i := range e.Attachments {
		a := &e.Attachments[i]
		f.copy(dir+"/"+documentFile(a), e.UpdatedAt, func() (io.ReadCloser, error) { return h.OpenFile(a.Hash) })
	}
}

func photoFile(id registry.PhotoID) string { return fmt.Sprintf("anh/%d.jpg", id) }

func documentFile(a *registry.Attachment) string { return fmt.Sprintf("tai-lieu/%d-%s", a.ID, a.Name) }

// pack sends everything that one needs for the meeting, to open without a
// network: the dossiers one may read now, the ranking once it may be seen, and a
// member's score sheets to fill in.
func (h *Area) pack(c *shell.Context) error {
	p, err := h.bundle(c)
	if err != nil {
		return err
	}
	pages, err := h.packPages(c, p)
	if err != nil {
		return err
	}
	w := c.Response()
	w.Header().Set("Content-Type", "application/zip")
	name := fmt.Sprintf("dvk-%d-goi-hop-dot-%d.zip", p.Seat.Round.Season, p.Seat.Round.ID)
	w.Header().Set("Content-Disposition", shell.AttachmentHeader(name))
	f := &folder{zip: zip.NewWriter(w)}
	at := p.Seat.Round.CreatedAt
	for _, page := range pages {
		f.bytes(page.name, at, page.text)
	}
	if len(p.Tasks) > 0 && p.Seat.May(evaluation.ScoreEntry) {
		f.put("phieu-cham.xlsx", at, func(w io.Writer) error { return office.WriteSheets(w, h.scoreSheet(p)) })
	}
	for i := range p.Entries {
		h.evidence(f, "ho-so/"+p.Entries[i].Number, &p.Entries[i], photo.Medium)
	}
	return errors.Join(f.err, f.zip.Close())
}

// bundle gathers what the actor may take along in the active phase.
func (h *Area) bundle(c *shell.Context) (judging.Bundle, error) {
	id, err := roundID(c)
	if err != nil {
		return judging.Bundle{}, err
	}
	p, err := h.Judging.Bundle(c.Context(), c.Actor(), id)
	if err == nil && len(p.Entries) == 0 {
		err = registry.Errorf(
			registry.Conflict,
			"Chưa có hồ sơ nào để mang theo. Gói có khi bước chấm điểm mở và bạn đã khai báo liên quan.",
		)
	}
	return p, err
}

type packPage struct {
	name string
	text []byte
}

// packPages renders the pages of the pack: the list, the ranking, the dossiers.
func (h *Area) packPages(c *shell.Context, p judging.Bundle) ([]packPage, error) {
	style, err := c.Pages().Assets.Text("css/site.css", "css/desk.css")
	if err != nil {
		return nil, err
	}
	out := []packPage{{"style.css", style}}
	chrome := func(title, root string) view.Chrome {
		ch := h.Chrome(c, title)
		ch.Base, ch.Flash, ch.Side = root, "", nil
		return ch
	}
	add := func(name string, text []byte, fault error) {
		out, err = append(out, packPage{name, text}), errors.Join(err, fault)
	}
	text, fault := c.Pages().Council.PackList.Bytes(chrome(p.Seat.Round.Title, ""), h.packList(p))
	add("bat-dau.html", text, fault)
	if p.Table != nil {
		page := view.NewRankingPage(h.rankingInput(p.Seat, *p.Table))
		page.Offline()
		text, fault = c.Pages().Council.PackRanking.Bytes(chrome("Xếp hạng", ""), page)
		add("xep-hang.html", text, fault)
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		text, fault = c.Pages().Council.PackDossier.Bytes(chrome(e.Content.Title, "../../"), h.packDossier(p, e))
		add("ho-so/"+e.Number+"/index.html", text, fault)
		if err != nil {
			return nil, err
		}
	}
	return out, err
}

func (h *Area) packList(p judging.Bundle) view.CouncilPage {
	in := view.PackInput{Seat: seatOf(p.Seat), Ranking: p.Table != nil, Fill: len(p.Tasks) > 0}
	for i := range p.Entries {
		e := &p.Entries[i]
		l := view.PackLine{Number: e.Number, Title: e.Content.Title, Unit: h.Flow.Ledger().FullName(e.Unit), Field: e.Content.Field}
		for _, x := range p.Tasks {
			if x.Entry == e.ID && x.Sheet != nil {
				l.Own = x.Sheet.Total.String()
			}
		}
		in.Lines = append(in.Lines, l)
	}
	return view.NewPackPage(in)
}

// packDossier is one dossier; once scores may be seen, with the sheets and the
// discussion.
func (h *Area) packDossier(p judging.Bundle, e *registry.Entry) view.ScorePage {
	in := h.scoreInput(p.Seat, e,
		func(id registry.PhotoID, _ string) string { return photoFile(id) },
		func(id registry.AttachmentID) string {
			for i := range e.Attachments {
				if e.Attachments[i].ID == id {
					return documentFile(&e.Attachments[i])
				}
			}
			return ""
		})
	in.Earlier = p.Earlier[e.ID]
	page := view.NewScorePage(in)
	page.Offline(e.Number)
	if p.Table != nil {
		t := p.Talks[e.ID]
		m := view.SheetMatrix(p.Seat.Round.Scale, t.Sheets, t.Names)
		page.Sheets = &m
	}
	return page
}

// scoreSheet is the table of score sheets to fill in away from the network: one
// line for each entry, with what the member gave so far.
func (h *Area) scoreSheet(p judging.Bundle) office.Sheet {
	r := p.Seat.Round
	s := office.Sheet{Name: "Phiếu chấm", Title: "PHIẾU CHẤM – " + r.Title}
	more := map[string]string{exchange.ScoreVersion: " (không sửa)"}
	for _, k := range r.Scale.Criteria {
		more[exchange.ScorePoints(k.Code)] = fmt.Sprintf(" (tối đa %s)", k.Max)
	}
	for _, a := range r.Scale.Adjustments {
		more[exchange.ScorePoints(a.Code)] = fmt.Sprintf(" (%s: %s điểm, ghi x)", a.Label, a.Points)
	}
	for _, k := range exchange.ScoreTable(r.Scale) {
		width := 28.0
		switch {
		case k.Key == exchange.ScoreTitle:
			width = 44
		case strings.HasPrefix(k.Key, "diem-"), k.Key == exchange.ScoreNumber, k.Key == exchange.ScoreVersion:
			width = 13
		}
		s.Columns = append(s.Columns, office.SheetColumn{Label: k.Heading + more[k.Key], Width: width, Wrap: width > 20})
	}
	for _, t := range p.Tasks {
		if !t.Declared {
			continue
		}
		var x evaluation.Sheet
		if t.Sheet != nil {
			x = *t.Sheet
		}
		row := []any{t.Number, t.Title, h.Flow.Ledger().FullName(t.Unit)}
		for _, k := range r.Scale.Criteria {
			m := x.Marks[k.Code]
			if v, ok := evaluation.ParsePoints(m.Text); ok {
				row = append(row, v.Float())
			} else {
				row = append(row, m.Text)
			}
			row = append(row, m.Comment, m.Pin)
		}
		for _, a := range r.Scale.Adjustments {
			mark := ""
			for _, on := range x.Adjustments {
				if on == a.Code {
					mark = "x"
				}
			}
			row = append(row, mark)
		}
		s.Rows = append(s.Rows, append(row, x.Note, x.Version))
	}
	return s
}

// sheetFile sends the table of score sheets by itself.
func (h *Area) sheetFile(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, tasks, err := h.Judging.Queue(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	if !s.May(evaluation.ScoreEntry) {
		return registry.Errorf(registry.Denied, "Chỉ tải được phiếu để điền khi bước chấm điểm đang mở.")
	}
	return sendSheets(c, fmt.Sprintf("phieu-cham-dot-%d.xlsx", id), h.scoreSheet(judging.Bundle{Seat: s, Tasks: tasks}))
}
