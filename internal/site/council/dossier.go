package council

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/office"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// dossierZip sends the commendation dossier of one proposed entry: the papers of
// the council with that entry alone, what its unit achieved, the sheets, photos
// and evidence, and a list of it all.
func (h *Area) dossierZip(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	all, err := h.Judging.Folder(c.Context(), c.Actor(), id, entry)
	if err != nil {
		return err
	}
	in := h.councilOf(all.Seat, all.Result, all.Polls)
	namePersons(&in, all.Persons)
	one := in.Only(all.Table.Candidates[entry].Number)
	if len(one.Lines) == 0 {
		return registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này trong đợt xét.")
	}
	if one.Lines[0].Outcome != evaluation.Proposed {
		return registry.Errorf(registry.Conflict, "Hồ sơ khen thưởng có khi hội đồng đã quyết định đề nghị mô hình này.")
	}
	addSheets(&one.Lines[0], all.Talk)
	w := c.Response()
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", shell.AttachmentHeader(fmt.Sprintf("ho-so-khen-%s.zip", all.Entry.Number)))
	f := &folder{zip: zip.NewWriter(w)}
	h.dossierFiles(f, in, one, &all.Entry)
	return errors.Join(f.err, f.zip.Close())
}

// dossierFiles writes the papers in the order in which a dossier is bound: all are
// of this entry alone, but for the minutes, which are those of the meeting.
func (h *Area) dossierFiles(f *folder, all, one office.Council, e *registry.Entry) {
	l := &one.Lines[0]
	at := one.Round.CreatedAt
	papers := []struct {
		name, label string
		doc         *office.Document
	}{
		{"1-to-trinh.docx", "Tờ trình đề nghị khen thưởng", one.Submission()},
		{"2-bao-cao-thanh-tich.docx", "Báo cáo thành tích, có xác nhận của cấp trình", one.Achievement(*l, *e, h.Flow.Catalogue())},
		{"3-bien-ban-hop.docx", "Biên bản họp Hội đồng", all.MeetingMinutes()},
		{"4-bien-ban-kiem-phieu.docx", "Biên bản kiểm phiếu", one.CountMinutes()},
		{"5-phieu-cham.docx", "Phiếu chấm điểm của các thành viên", one.FilledForms(l)},
	}
	var list []string
	for _, p := range papers {
		list = append(list, p.label+" ("+p.name+")")
	}
	for i := range e.Photos {
		if p := &e.Photos[i]; !p.TakenDown {
			list = append(list, "Ảnh: "+p.Caption+" ("+photoFile(p.ID)+")")
		}
	}
	for i := range e.Attachments {
		list = append(list, "Tài liệu: "+e.Attachments[i].Title+" ("+documentFile(&e.Attachments[i])+")")
	}
	dir := strings.TrimSpace(e.Number)
	f.put(dir+"/0-danh-muc.docx", at, func(w io.Writer) error { return one.FileList(*l, list).Write(w) })
	for _, p := range papers {
		f.put(dir+"/"+p.name, at, p.doc.Write)
	}
	h.evidence(f, dir, e, photo.Large)
}
