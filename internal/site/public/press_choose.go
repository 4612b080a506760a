package public

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// basket reads the stories in a basket: ?id=12&id=15, each once, one more than a
// pack may hold at most.
func basket(c *shell.Context) []registry.EntryID {
	var ids []registry.EntryID
	for _, text := range c.QueryParams()["id"] {
		n, err := strconv.ParseInt(text, 10, 64)
		if id := registry.EntryID(n); err == nil && n > 0 && len(ids) <= newsdesk.PackMost && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// choose is the basket: the stories that were put in, and beside them what a
// search finds, with boxes to tick. One form asks for more or for the pack; its
// address is its whole state, so nothing is kept and nothing is lost.
func (h *pressRoom) choose(c *shell.Context) error {
	q := shell.ReadQuestion(c.Request().URL.Query())
	in, err := h.DB.EditionsByID(c.Context(), basket(c))
	if err != nil {
		return err
	}
	in = h.only(in)
	list, total, err := h.found(c, q, newsdesk.PackMost)
	if err != nil {
		return err
	}
	page := view.ChoosePage{
		Heading: "Gói báo chí nhiều bài", Action: address.PressPack, Search: address.PressChoose, Found: "Bài mới nhất",
		Lead:  "Tìm, đánh dấu, tìm tiếp: bài đã đánh dấu vẫn giữ. Địa chỉ trang này là giỏ của bạn, có thể lưu hoặc gửi cho đồng nghiệp.",
		Query: view.InputText("q", "Tìm thêm bài", q.Text).Hint("Việc làm, địa danh, con số; gõ không dấu cũng được."),
	}
	for name, values := range q.Values {
		for _, v := range values {
			if name != "q" {
				page.Hidden = append(page.Hidden, view.InputHidden(name, v))
			}
		}
	}
	slices.SortFunc(page.Hidden, func(a, b view.Field) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	if q.Asked() {
		page.Found, page.Count = "Tìm thấy "+view.Count(total)+" bài", view.Count(min(total, newsdesk.PackMost))
		page.AllURL, page.BackURL = q.Address(address.StoriesPack, nil), q.Address(address.Stories, nil)
	}
	if total > len(list) && q.Asked() {
		page.Note = "Mỗi gói tối đa " + view.Count(newsdesk.PackMost) + " bài. Lọc thêm để lấy phần khác."
	}
	for i := range in {
		page.Chosen = append(page.Chosen, h.chooseItem(&in[i]))
	}
	for i := range list {
		if !slices.ContainsFunc(in, func(e edition.Edition) bool { return e.ID == list[i].ID }) {
			page.Items = append(page.Items, h.chooseItem(&list[i]))
		}
	}
	if len(list) == 0 {
		page.Empty = &view.Empty{
			Heading: "Chưa tìm thấy bài nào",
			Text:    "Thử gọi việc đó cách khác, bớt chữ, hoặc tìm theo tên xã cũ.",
			Action:  &view.Link{Text: "Xem mọi mô hình", URL: address.Stories},
		}
	}
	ch := h.frame(c, page.Heading, page.Lead, address.PressChoose)
	ch.NoIndex = true
	return shell.Render(c, http.StatusOK, c.Pages().Press.Choose, ch, page)
}

func (h *pressRoom) chooseItem(e *edition.Edition) view.ChooseItem {
	item := view.ChooseItem{
		ID: strconv.FormatInt(
			int64(e.ID),
			10,
		), Headline: e.Headline(), URL: address.Story.At(e.Season, e.Slug), Unit: view.UnitLine(e.Public(), h.Flow.Ledger()),
		Year: view.YearText(e.Season), Photos: "không có ảnh",
	}
	if e.Origin == registry.Reported {
		item.Photos = "báo chí phản ánh, không kèm ảnh"
		return item
	}
	n := 0
	for j := range e.Photos {
		if e.Photos[j].Shown() {
			n++
		}
	}
	if n > 0 {
		item.Photos = view.Count(n) + " ảnh"
	}
	return item
}

// packURL is the page on which the stories of a search are chosen for a pack.
func packURL(q shell.Question) string {
	return q.Address(address.PressChoose, func(v url.Values) { v.Del("page") })
}
