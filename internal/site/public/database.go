package public

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// titleFilter is what the database can answer of a question: words of the title, years
// and fields.
func titleFilter(q shell.Question, offset, limit int) sqlite.PublicFilter {
	f := sqlite.PublicFilter{Text: q.Text, Offset: offset, Limit: limit}
	for _, y := range q.Years {
		f.Seasons = append(f.Seasons, registry.Year(y))
	}
	for _, v := range q.Fields {
		f.Fields = append(f.Fields, registry.FieldCode(v))
	}
	return f
}

// rebuilding is said of answers from the database.
const rebuilding = "Đang lập lại chỉ mục, kết quả tạm thời chưa đầy đủ: chỉ tìm trong tên mô hình. Hãy thử lại sau ít phút."

// searchDatabase answers while the index is being built: titles only.
func (h *Area) searchDatabase(ctx context.Context, q shell.Question, page *view.SearchPage) error {
	ids, total, err := h.DB.PublicList(ctx, titleFilter(q, q.Offset, shell.PageSize), h.Flow.Now())
	if err != nil {
		return err
	}
	res := search.Result{Total: total}
	for _, id := range ids {
		res.Hits = append(res.Hits, search.Hit{ID: int64(id)})
	}
	page.Count = view.Count(total)
	page.Notes = append(page.Notes, rebuilding)
	page.Pager = view.NewPager(min(total, shell.MaxPage*shell.PageSize), q.Page, shell.PageSize, q.At)
	if page.Hits, err = h.cards(ctx, res); err != nil {
		return err
	}
	if len(page.Hits) == 0 {
		page.Empty = &view.Empty{Heading: "Chưa tìm thấy mô hình nào", Text: "Hãy thử lại sau ít phút."}
	}
	return nil
}
