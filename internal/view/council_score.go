package view

import (
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// ScorePage is a dossier and its score sheet side by side.
type ScorePage struct {
	CouncilHead
	Mark     Mark
	Meta     string
	Progress string // "12/45"
	Bar      *Bar
	Tabs     []Link
	Dossier  Dossier
	Years    *Table
	Edits    *Table      // the revisions of the dossier
	Sheet    *ScoreSheet // nil for who does not score now
	Sheets   *Block      // everybody's, in the pack for the meeting
}

// ScoreSheet is the form of points.
type ScoreSheet struct {
	URL      string
	Version  int
	Saved    string
	State    string // for the line of what is saved: "", "stop"
	Lines    []ScoreLine
	Adjusts  []Field
	Note     Field
	Reason   *Field // of a change while scores are discussed
	Total    string
	Band     Badge
	Anchors  []evaluation.Anchor
	Finish   string // words of the main button
	SkipURL  string
	ListURL  string
	Max      string
	BonusMax string
	Bands    string // for the script: "9000:Xuất sắc|…"
}

// ScoreLine is one criterion.
type ScoreLine struct {
	Code, Name, Basis string
	MaxText           string
	Max, Step         string // plain numbers, for the script
	Low, High         string // hundredths of a point beyond which a comment is owed
	Guide             []string
	Points            Field
	Comment           Field
	Pin               Field
}

// ScoreInput is what the scoring page is made from.
type ScoreInput struct {
	Round     evaluation.Round
	Entry     *registry.Entry
	Sheet     evaluation.Sheet
	Earlier   []registry.Entry // the same model in other years
	Revisions []registry.Revision
	Dossier   DossierInput
	Done      int
	All       int
	Next      registry.EntryID // 0: none left
	Change    bool             // of a finished sheet, with a reason
	Reason    string
	Err       error
	PhotoURL  func(registry.PhotoID, string) string
	FileURL   func(registry.AttachmentID) string
}

// NewScorePage lays out the dossier and the sheet.
func NewScorePage(in ScoreInput) ScorePage {
	e, r := in.Entry, in.Round
	d := NewDossier(in.Dossier)
	for i := range d.Photos {
		d.Photos[i].Card.Src, d.Photos[i].Card.Href = in.PhotoURL(e.Photos[i].ID, "400"), in.PhotoURL(e.Photos[i].ID, "1200")
		d.Photos[i].Act = nil
	}
	for i := range d.Files {
		d.Files[i].URL, d.Files[i].Drop = in.FileURL(e.Attachments[i].ID), nil
	}
	p := ScorePage{
		CouncilHead: CouncilHead{Eyebrow: "Số " + e.Number, Title: e.Content.Title, Errors: NewErrorSummary(in.Err)},
		Mark: MarkOf(
			e.Content.Field,
		), Dossier: d, Progress: fmt.Sprintf("%d/%d", in.Done, in.All), Bar: NewBar(float64(in.Done), float64(in.All)),
		Meta: strings.Join(
			[]string{
				UnitLine(e, in.Dossier.Names.Ledger),
				"năm " + YearText(e.Season),
				strings.ToLower(e.Content.Novelty.Label()),
				e.Result.Label(),
			},
			" · ",
		),
	}
	p.Crumbs = []Crumb{{"Chấm điểm", address.RoundScoring.At(r.ID)}, {"Số " + e.Number, ""}}
	p.Dossier.Outcomes = narrowOutcomes(d.Outcomes)
	p.Years, p.Edits = yearsTable(in.Earlier), revisionsTable(in.Revisions)
	p.Tabs = scoreTabs(p)
	sheet := newScoreSheet(in, paragraphs(p.Dossier))
	p.Sheet = &sheet
	return p
}

// paragraphs names the texts of a dossier that points may rest on.
func paragraphs(d Dossier) []string {
	var out []string
	for _, t := range d.Texts {
		out = append(out, "Đoạn: "+t.Label)
	}
	if d.Report != nil {
		for _, t := range d.Report.Texts {
			out = append(out, "Đoạn báo cáo: "+t.Label)
		}
	}
	return out
}

// revisionsTable lists who changed a dossier, when and why.
func revisionsTable(list []registry.Revision) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Các lần sửa hồ sơ",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Lúc"}, {Label: "Việc"}, {Label: "Ai"}, {Label: "Lý do"}},
	}
	for _, r := range list {
		t.Rows = append(
			t.Rows,
			Row{
				Cells: []Cell{
					{Text: Moment(r.At), Head: true},
					T(registry.ChoiceLabel(registry.RevisionActions(), r.Action)),
					{Text: r.Name, Sub: r.Role.Label()},
					T(r.Reason),
				},
			},
		)
	}
	t = t.Labelled()
	return &t
}

func scoreTabs(p ScorePage) []Link {
	var tabs []Link
	add := func(on bool, text, id string, n int) {
		if on {
			if n > 0 {
				text += fmt.Sprintf(" %d", n)
			}
			tabs = append(tabs, Link{text, "#" + id})
		}
	}
	add(p.Dossier.Outcomes != nil, "Chỉ tiêu và kết quả", "ket-qua", 0)
	add(len(p.Dossier.Texts) > 0, "Cách làm", "cach-lam", 0)
	add(p.Dossier.Report != nil, "Báo cáo", "bao-cao", 0)
	add(len(p.Dossier.Photos) > 0, "Ảnh", "anh", len(p.Dossier.Photos))
	add(len(p.Dossier.Files) > 0, "Minh chứng", "minh-chung", len(p.Dossier.Files))
	add(p.Years != nil, "Các năm khác", "cac-nam", 0)
	add(p.Edits != nil, "Các lần sửa", "cac-lan-sua", 0)
	add(true, "Thông tin chung", "thong-tin", 0)
	return tabs
}

// narrowOutcomes folds the unit and the source of a figure under its name, so
// that the table has room beside the sheet.
func narrowOutcomes(t *Table) *Table {
	if t == nil {
		return nil
	}
	out := Table{Caption: t.Caption, HideCaption: true, Columns: []Column{t.Columns[0]}}
	out.Columns = append(out.Columns, t.Columns[2:min(5, len(t.Columns))]...)
	for _, r := range t.Rows {
		head := r.Cells[0]
		under := []string{head.Sub, r.Cells[1].Text}
		if len(r.Cells) > 5 {
			under = append(under, r.Cells[5].Text, r.Cells[5].Sub)
		}
		head.Sub = join(" · ", under...)
		out.Rows = append(out.Rows, Row{Cells: append([]Cell{head}, r.Cells[2:min(5, len(r.Cells))]...)})
	}
	return &out
}

// yearsTable shows the same model in other years.
func yearsTable(list []registry.Entry) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption: "Mô hình này ở các năm khác",
		Stacked: true,
		Columns: []Column{{Label: "Năm", Num: true}, {Label: "Tên"}, {Label: "Kết quả"}},
	}
	for _, e := range list {
		t.Rows = append(
			t.Rows,
			Row{Cells: []Cell{N(YearText(e.Season)), {Text: e.Content.Title, Sub: e.Content.Summary}, T(e.Result.Label())}},
		)
	}
	t = t.Labelled()
	return &t
}

func newScoreSheet(in ScoreInput, paragraphs []string) ScoreSheet {
	s, r := in.Sheet, in.Round
	out := ScoreSheet{
		URL: address.RoundSheet.At(r.ID, in.Entry.ID), Version: s.Version, Total: s.Sum(r.Scale).String(), Anchors: r.Scale.Anchors,
		ListURL: address.RoundScoring.At(
			r.ID,
		), Finish: "Lưu và sang hồ sơ kế tiếp", Max: fmt.Sprint(int(r.Scale.TotalMax)), BonusMax: fmt.Sprint(int(r.Scale.BonusMax)),
		Note: InputArea(registry.SheetNote.Name, registry.SheetNote.Label, s.Note, 2).Wrong(registry.FieldsOf(in.Err)),
	}
	if in.Next == 0 {
		out.Finish = "Lưu phiếu"
	} else {
		out.SkipURL = address.RoundSheet.At(r.ID, in.Next)
	}
	if !s.UpdatedAt.IsZero() {
		out.Saved = "Đã lưu " + Clock(s.UpdatedAt)
	}
	wrong := registry.FieldsOf(in.Err)
	for _, c := range r.Scale.Criteria {
		out.Lines = append(out.Lines, scoreLine(c, r.Scale, s.Marks[c.Code], in.Entry, paragraphs, wrong))
	}
	for _, a := range r.Scale.Adjustments {
		sign := "+"
		if a.Points < 0 {
			sign = "−"
			a.Points = -a.Points
		}
		f := InputTick("adj-"+a.Code, fmt.Sprintf("%s (%s%s)", a.Label, sign, a.Points), slices.Contains(s.Adjustments, a.Code))
		value := int(a.Points)
		if sign != "+" {
			value = -value
		}
		f.Data = []Attr{{"adjust", fmt.Sprint(value)}}
		out.Adjusts = append(out.Adjusts, f)
	}
	out.Band = totalBand(r.Scale, s)
	var bands []string
	for _, b := range r.Scale.Bands {
		bands = append(bands, fmt.Sprintf("%d:%s", int(b.From), b.Label))
	}
	out.Bands = strings.Join(bands, "|")
	if in.Change {
		f := InputArea("reason", "Lý do đổi điểm", in.Reason, 2).Need().Hint("Điểm cũ, điểm mới và lý do đều được lưu.").Wrong(wrong)
		out.Reason, out.Finish, out.SkipURL = &f, "Ghi điểm mới", ""
	}
	return out
}

func totalBand(scale evaluation.Scale, s evaluation.Sheet) Badge {
	if s.Filled() < len(scale.Criteria) {
		return Badge{fmt.Sprintf("%d/%d tiêu chí", s.Filled(), len(scale.Criteria)), "quiet"}
	}
	for i, b := range scale.Bands {
		if s.Sum(scale) >= b.From {
			return BandBadge(scale, i, false)
		}
	}
	return Badge{}
}

func scoreLine(
	c evaluation.Criterion,
	scale evaluation.Scale,
	m evaluation.Mark,
	e *registry.Entry,
	parts []string,
	wrong registry.Fields,
) ScoreLine {
	points := InputText(c.Code, "Điểm "+c.Code+", tối đa "+c.Max.String(), m.Text).Wrong(wrong)
	points.InputMode, points.Autocomplete, points.QuietLabel, points.Width = "decimal", "off", true, "short"
	points.Data = []Attr{{"points", c.Code}}
	comment := InputArea(c.Code+"-comment", "Nhận xét "+c.Code, m.Comment, 2).Wrong(wrong)
	comment.Help = fmt.Sprintf("Cần khi điểm dưới %d%% hoặc trên %d%%.", scale.CommentBelow, scale.CommentAbove)
	pin := InputText(c.Code+"-pin", "Dựa vào", m.Pin).Wrong(wrong)
	pin.Placeholder = "số liệu, ảnh, tài liệu"
	for _, o := range e.Content.Outcomes {
		if !o.Actual.Empty() {
			pin.Suggestions = append(pin.Suggestions, "Số liệu: "+join(" ", o.Label, o.Indicator, string(o.Actual)))
		}
	}
	for i, p := range e.Photos {
		pin.Suggestions = append(pin.Suggestions, fmt.Sprintf("Ảnh %d: %s", i+1, p.Caption))
	}
	for _, a := range e.Attachments {
		pin.Suggestions = append(pin.Suggestions, "Tài liệu: "+a.Title)
	}
	pin.Suggestions = append(pin.Suggestions, parts...)
	return ScoreLine{
		Code: c.Code, Name: c.Name(e.Content.Type), Basis: c.Basis, MaxText: "tối đa " + c.Max.String(),
		Guide: c.Guide, Points: points, Comment: comment, Pin: pin,
		Max: fmt.Sprint(int(c.Max)), Step: fmt.Sprint(int(scale.Step)),
		Low: fmt.Sprint(int(c.Max) * scale.CommentBelow / 100), High: fmt.Sprint(int(c.Max) * scale.CommentAbove / 100),
	}
}
