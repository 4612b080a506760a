package view

import (
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// LeadPhoto is one photo of the editor: whether it is let out, and whether it is the
// first.
type LeadPhoto struct {
	ID       string
	Value    string
	Src, Alt string
	Caption  string
	Credit   string
	Label    string // of the choice to be the first
	Badge    Badge  // that nobody has reviewed it
	Note     string // why it cannot be public yet
	Out      *Field // nil where nothing is asked
	Checked  bool
}

// The names of a form that asks which photos are let out; internal/site/desk reads them.
const (
	photosAskedName = "out"
	photoOutName    = "out.%d"
)

// freshBadge says of a photo that no reviewer has had it before them as it now is.
func freshBadge(in DossierInput, id registry.PhotoID) Badge {
	switch {
	case !in.Looks.Fresh[id]:
		return Badge{}
	case in.Entry.Result == registry.NoReport:
		return Badge{Text: "Thêm hoặc sửa sau khi tiếp nhận", Tone: "wait"}
	}
	return Badge{Text: "Báo cáo chưa xác nhận", Tone: "wait"}
}

// addPhotos lists the photos with their words; before a story is published it asks which
// are let out.
func (p *EditorPage) addPhotos(in EditorInput) {
	e, chosen, n := in.Entry, false, 0
	asks := !e.Publication.Public() && in.Actor.Can(registry.Publish, e, in.Now)
	for i := range e.Photos {
		ph := &e.Photos[i]
		if ph.TakenDown {
			continue
		}
		n++
		l := LeadPhoto{
			ID: fmt.Sprintf("lead-%d", ph.ID), Value: fmt.Sprint(ph.ID), Src: address.Photo.At(ph.ID, "400.jpg"), Alt: ph.Alt,
			Caption: ph.Caption, Label: fmt.Sprintf("Ảnh %d đứng đầu bài", n), Checked: ph.ID == in.Story.LeadPhoto,
		}
		if l.Caption == "" {
			l.Caption = fmt.Sprintf("Ảnh %d, chưa có chú thích", n)
		}
		if ph.Author != "" {
			l.Credit = ph.Credit()
		}
		switch {
		case !ph.Complete():
			var what []string
			for _, m := range ph.Missing() {
				what = append(what, m.Message)
			}
			l.Note = "Chưa đăng được: " + strings.Join(what, "; ")
		case asks:
			l.Badge = freshBadge(in.DossierInput, ph.ID)
			out := !in.Looks.Fresh[ph.ID]
			if in.Out != nil {
				out = slices.Contains(in.Out, ph.ID)
			}
			f := InputTick(fmt.Sprintf(photoOutName, ph.ID), fmt.Sprintf("Cho công khai ảnh %d", n), out)
			l.Out, p.PhotosAsked = &f, photosAskedName
		}
		chosen = chosen || l.Checked
		p.Lead = append(p.Lead, l)
	}
	p.LeadNone = !chosen
}

// photoChoices asks which photos and captions that readers do not have go along with the
// next edition; fresh ones are ticked beforehand only where they are what is reviewed.
func photoChoices(in DossierInput, freshToo bool) []Field {
	if in.Waiting == nil || !in.Entry.Released() {
		return nil
	}
	var out []Field
	for i := range in.Waiting.Next.Photos {
		p := &in.Waiting.Next.Photos[i]
		had := in.Waiting.Newest.Photos
		j := slices.IndexFunc(had, func(o registry.Photo) bool { return o.ID == p.ID })
		if j >= 0 && had[j].PhotoText == p.PhotoText {
			continue
		}
		label := fmt.Sprintf("Cho công khai ảnh %d", i+1)
		if j >= 0 {
			label = fmt.Sprintf("Cho công khai chú thích mới của ảnh %d", i+1)
		}
		f := InputTick(fmt.Sprintf(photoOutName, p.ID), label, freshToo || !in.Looks.Fresh[p.ID]).
			Hint(join(" ", "“"+p.Caption+"”", p.Credit()+"."))
		if b := freshBadge(in, p.ID); b.Text != "" {
			f = f.Hint(join(" ", b.Text+":", "“"+p.Caption+"”", p.Credit()+"."))
		}
		if in.Typed[photosAskedName] != "" {
			f.Checked = in.Typed[f.Name] != ""
		}
		out = append(out, f)
	}
	if len(out) > 0 {
		out = append(out, InputHidden(photosAskedName, "1"))
	}
	return out
}
