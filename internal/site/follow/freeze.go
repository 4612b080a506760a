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
	"danvankheo/internal/sqlite"
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

func (h *yearly) showFreeze(c *shell.Context, code int, s registry.Season, typed url.Values, failed error) error {
	in := view.FreezeInput{Season: s, Typed: typed, Err: failed}
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		snaps, err := rx.Snapshots(c.Context(), s.Year)
		if err != nil {
			return err
		}
		in.Versions = versionsOf(snaps)
		if in.State, err = h.readState(c, rx, s.Year, 0); err != nil {
			return err
		}
		in.Waiting, err = h.readWaiting(c, rx, s.Year)
		return err
	})
	if err != nil {
		return err
	}
	return h.render(c, code, view.NewFreezePage(in))
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
	if shell.Correctable(err) {
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
	st, err := h.stateAsked(c, s.Year, cmp.Or(c.QueryParam("ban"), "1"))
	if err != nil {
		return err
	}
	if st.Live() {
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
	file := fmt.Sprintf("dan-van-kheo-%s-%d-ban-%d.%s", name, s.Year, st.Of.Number, ext)
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(file))
	return c.Blob(http.StatusOK, shell.DocumentTypes[registry.DocumentKind(ext)], b.Bytes())
}

// paperOf is a frozen version with what the head of the paper needs.
func (h *yearly) paperOf(st view.YearState, inside bool) office.Yearly {
	set := h.Flow.Settings()
	place := strings.TrimSpace(strings.TrimPrefix(set.Province, "Tỉnh"))
	body := set.Body()
	return office.Yearly{
		Frozen: st.Frozen, Parent: "ỦY BAN NHÂN DÂN " + strings.ToUpper(set.Province), Issuer: strings.ToUpper(body.Short),
		Symbol: "BC-" + body.Symbol(), Place: place, Province: set.Province,
		Version: st.Of.Number, FrozenOn: view.Day(st.Of.At), Internal: inside,
	}
}
