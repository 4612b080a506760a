package follow

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// freezeForm asks for a confirmation, the examples to name and, from the second
// version on, a reason.
func (h *yearly) freezeForm(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	return h.showFreeze(c, http.StatusOK, s, nil, nil)
}

// offeredExamples is how many models are offered to be named.
const offeredExamples = 60

func (h *yearly) showFreeze(c *shell.Context, code int, s registry.Season, typed url.Values, cause error) error {
	snaps, err := h.DB.Snapshots(c.Context(), s.Year)
	if err != nil {
		return err
	}
	st, err := h.stateOf(c, s.Year, "0")
	if err != nil {
		return err
	}
	open, err := h.openItems(c, s, st)
	if err != nil {
		return err
	}
	seen, wrong := 0, registry.FieldsOf(cause)
	if len(snaps) > 0 {
		seen = snaps[0].Version
	}
	var fields []view.Field
	if seen > 0 {
		fields = append(
			fields,
			view.InputArea("reason", "Lý do chốt lại", typed.Get("reason"), 3).Hint("Ghi trong bản mới; bản cũ vẫn giữ nguyên.").Need(),
		)
	}
	values := typed["examples"]
	if typed == nil {
		for _, id := range st.Suggest(6) {
			values = append(values, strconv.FormatInt(int64(id), 10))
		}
	}
	offered := st.Frozen
	offered.Examples = st.Suggest(offeredExamples)
	var options []view.Option
	for _, m := range offered.Chosen() {
		options = append(
			options,
			view.Option{
				Value: strconv.FormatInt(int64(m.ID), 10),
				Label: m.Title,
				Help:  joinWords(m.UnitName, registry.FieldLabel(m.Field), m.Figure),
			},
		)
	}
	if len(options) > 0 {
		f := view.InputChecks("examples", "Mô hình nêu tên trong báo cáo", values, options).
			Hint("Từ 3 đến 6 mô hình đã xác nhận hiệu quả, có số đạt được; chương trình đã chọn sẵn, mỗi lĩnh vực một mô hình. Mô hình được khen, được công nhận, có bài báo đứng trước.")
		fields = append(fields, f)
	}
	for i := range fields {
		fields[i].Error = wrong.For(fields[i].Name)
	}
	p := view.YearlyPage{
		Crumbs: h.crumbs(
			s.Year,
			"Chốt",
		), Title: fmt.Sprintf("Chốt số liệu năm %d, bản %d", s.Year, seen+1), Errors: view.NewErrorSummary(cause), Figures: headFigures(s.Year, st),
		Lead: "Bản chốt giữ nguyên số liệu và danh sách đúng lúc này, không sửa, không xóa được. Thay đổi về sau hiện thành “điều chỉnh sau chốt”.",
		Sections: []view.YearlySection{
			{Heading: "Việc còn dở", Text: openText(open), Table: open},
			{
				Heading: "Xác nhận",
				Form: &view.YearlyForm{
					URL:    address.YearFreeze.At(s.Year),
					Hidden: []view.Field{view.InputHidden("seen", strconv.Itoa(seen))},
					Fields: fields,
					Buttons: []view.Button{
						view.Submit(fmt.Sprintf("Chốt số liệu năm %d", s.Year)),
						{Text: "Quay lại", URL: address.YearReport.At(s.Year)},
					},
				},
			},
		},
	}
	return h.draw(c, code, p)
}

// joinWords joins what is not empty.
func joinWords(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

func (h *yearly) freeze(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if !form.Has("seen") { // nothing is frozen but from the page that asks
		return h.showFreeze(
			c,
			http.StatusUnprocessableEntity,
			s,
			form,
			registry.Errorf(registry.Invalid, "Xem lại số liệu dưới đây rồi bấm chốt."),
		)
	}
	var examples []registry.EntryID
	for _, v := range form["examples"] {
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			examples = append(examples, registry.EntryID(n))
		}
	}
	_, err = h.Followup.Freeze(c.Context(), c.Actor(), s.Year, int(shell.FormNumber(form, "seen")), form.Get("reason"), examples)
	if shell.Mendable(err) {
		code, _ := shell.StatusOf(err)
		return h.showFreeze(c, code, s, form, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "frozen", address.YearReport.At(s.Year))
}

// paper sends a paper or a workbook of a frozen version. What is not frozen has no
// papers: their figures could not be checked again.
func (h *yearly) paper(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	name, ext, ok := strings.Cut(c.Param("tep"), ".")
	inside := strings.HasSuffix(name, "-noi-bo")
	kind := strings.TrimSuffix(name, "-noi-bo")
	if !ok || !(kind == "bao-cao" && ext == "docx" || kind == "so-lieu" && ext == "xlsx") {
		return registry.Errorf(registry.NotFound, "Không có văn bản này.")
	}
	st, err := h.stateOf(c, s.Year, cmp.Or(c.QueryParam("ban"), "1"))
	if err != nil {
		return err
	}
	if st.version == 0 {
		return registry.Errorf(registry.NotFound, "Chốt số liệu trước, rồi lấy báo cáo từ bản chốt.")
	}
	y := h.paperOf(st, inside)
	var b bytes.Buffer
	if ext == "docx" {
		err = y.Report().Write(&b)
	} else {
		err = office.WriteSheets(&b, y.Sheets()...)
	}
	if err != nil {
		return err
	}
	c.Response().
		Header().
		Set("Content-Disposition", shell.AttachmentHeader(fmt.Sprintf("dan-van-kheo-%s-%d-ban-%d.%s", name, s.Year, st.version, ext)))
	return c.Blob(http.StatusOK, shell.DocumentTypes[ext], b.Bytes())
}

// paperOf is a frozen version with what the head of the paper needs.
func (h *yearly) paperOf(st state, inside bool) office.Yearly {
	set := h.Flow.Settings()
	place := strings.TrimSpace(strings.TrimPrefix(set.Province, "Tỉnh"))
	issuer, _, _ := strings.Cut(set.Owner, " tỉnh")
	return office.Yearly{
		Frozen: st.Frozen, Parent: "ỦY BAN NHÂN DÂN " + strings.ToUpper(set.Province), Issuer: strings.ToUpper(issuer), Symbol: "BC-" + initials(issuer), Place: place, Province: set.Province,
		Version: st.version, FrozenOn: view.Day(st.snap.At), Internal: inside,
	}
}

// initials are the letters of a body's symbol: SNV of "Sở Nội vụ".
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		b.WriteString(strings.ToUpper(string([]rune(vietnamese.Fold(w))[:1])))
	}
	return b.String()
}
