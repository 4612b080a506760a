package newsdesk

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/auth"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// What one account may have open at a time.
const (
	savedMax   = 30
	requestMax = 20
	// PackMost is how many stories one pack may hold.
	PackMost = 50
	// PicksMost is how many stories editors may put first on the first page.
	PicksMost = 9
)

// Shots lists the photos that may be asked of a unit.
func Shots() []registry.Choice {
	return []registry.Choice{
		{Code: "truoc", Label: "Trước khi làm"}, {Code: "dang-lam", Label: "Bà con đang làm"}, {Code: "sau", Label: "Sau khi làm"},
		{Code: "nhan-vat", Label: "Người trong cuộc (một người, rõ mặt, đã đồng ý)"}, {Code: "toan-canh", Label: "Toàn cảnh, khổ ngang"},
	}
}

// Packable reports whether an actor may take the pack of an entry: a public
// story, or one that is opened to the press before its time. What is only inside
// the house has no pack, whoever asks.
func Packable(a registry.Actor, e *edition.Edition, now time.Time) bool {
	return e.Visible(now) || e.Publication == registry.Scheduled && e.EmbargoForPress && a.Can(registry.View, e.Public(), now)
}

// TookPacks remembers which packs a signed-in person took, so that a correction
// reaches them. Of visitors nothing is kept.
func (f *Flow) TookPacks(ctx context.Context, a registry.Actor, ids []registry.EntryID) error {
	if a.Account == 0 || len(ids) == 0 {
		return nil
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		for _, id := range ids {
			if err := tx.TakePack(a.Account, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// press refuses all but those who work for the press or look after the site.
func press(a registry.Actor) error {
	if a.Account != 0 && (a.Role == registry.Journalist || a.MayEnter(registry.ReviewArea)) {
		return nil
	}
	return registry.Errorf(registry.Denied, "Phần này dành cho tài khoản nhà báo.")
}

// SaveSearch keeps a search under a name and gives the secret of its feed, which
// is shown this once and kept nowhere.
func (f *Flow) SaveSearch(
	ctx context.Context,
	a registry.Actor,
	name, query string,
	mailed bool,
) (secret string, s sqlite.SavedSearch, err error) {
	if err := press(a); err != nil {
		return "", s, err
	}
	s = sqlite.SavedSearch{Account: a.Account, Name: oneLine(name), Query: query, Mailed: mailed}
	var fields registry.Fields
	if n := len([]rune(s.Name)); n < 2 || n > 80 {
		fields.Add("name", "Đặt tên cho tìm kiếm, từ 2 đến 80 ký tự.")
	}
	if _, err := url.ParseQuery(query); err != nil || query == "" || len(query) > 2000 {
		fields.Add("query", "Chưa có gì để lưu: hãy tìm trước rồi lưu từ trang kết quả.")
	}
	if err := fields.Err("Chưa lưu được tìm kiếm."); err != nil {
		return "", s, err
	}
	old, err := f.DB.SavedSearches(ctx, a.Account)
	if err != nil {
		return "", s, err
	}
	if len(old) >= savedMax {
		return "", s, registry.Errorf(registry.Conflict, "Mỗi tài khoản lưu tối đa %d tìm kiếm. Hãy xóa bớt.", savedMax)
	}
	secret = auth.NewSecret()
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertSavedSearch(&s, auth.HashSecret(secret)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSearchSave, fmt.Sprintf("search:%d", s.ID), "", "")
	})
	return secret, s, err
}

// RenewSearch gives the feed of a saved search a new secret address; the old one
// answers no more.
func (f *Flow) RenewSearch(ctx context.Context, a registry.Actor, id int64) (secret string, s sqlite.SavedSearch, err error) {
	if err := press(a); err != nil {
		return "", s, err
	}
	secret = auth.NewSecret()
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		if s, err = tx.RenewSavedSearch(a.Account, id, auth.HashSecret(secret)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSearchRenew, fmt.Sprintf("search:%d", id), "", "")
	})
	return secret, s, err
}

// DeleteSearch takes a saved search and its feed away.
func (f *Flow) DeleteSearch(ctx context.Context, a registry.Actor, id int64) error {
	if err := press(a); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteSavedSearch(a.Account, id); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSearchDelete, fmt.Sprintf("search:%d", id), "", "")
	})
}

// SearchOfFeed finds the saved search of a feed's secret.
func (f *Flow) SearchOfFeed(ctx context.Context, secret string) (sqlite.SavedSearch, error) {
	if !auth.LooksLikeSecret(secret) {
		return sqlite.SavedSearch{}, registry.Errorf(registry.NotFound, "Không tìm thấy nguồn tin này.")
	}
	return f.DB.SavedSearchBySecret(ctx, auth.HashSecret(secret))
}

// SeenLeads notes that the actor has seen all leads up to now.
func (f *Flow) SeenLeads(ctx context.Context, a registry.Actor) error {
	if a.Account == 0 {
		return registry.Errorf(registry.Unknown, "Hãy đăng nhập để tiếp tục.")
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error { return tx.SeeLeads(a.Account) })
}

func oneLine(s string) string { return strings.Join(strings.Fields(registry.CleanText(s)), " ") }

// Ask sends a request to the unit of an entry: from the press about a story that
// it may see, from staff about any. Who answers is notified at once.
func (f *Flow) Ask(ctx context.Context, a registry.Actor, r sqlite.PressRequest) (sqlite.PressRequest, error) {
	if err := press(a); err != nil {
		return r, err
	}
	staff, err := f.answerers(ctx, a, r.Entry)
	if err != nil {
		return r, err
	}
	e, err := f.DB.Entry(ctx, r.Entry)
	if err != nil {
		return r, err
	}
	r.Account, r.Text, r.ReplyTo = a.Account, registry.CleanText(r.Text), oneLine(r.ReplyTo)
	var fields registry.Fields
	if !r.Kind.Known() {
		fields.Add("kind", "Chọn việc cần nhờ.")
	}
	if n := len([]rune(r.Text)); n < 10 || n > 2000 {
		fields.Add("text", "Nói rõ cần gì, khi nào, từ 10 đến 2.000 ký tự.")
	}
	r.Due = registry.NewDate(string(r.Due))
	if r.Due != "" && (!r.Due.Valid() || r.Due < f.Today()) {
		fields.Add("due", "Ngày dạng dd/mm/yyyy, từ hôm nay trở đi.")
	}
	if r.Kind != registry.PhotoRequest {
		r.Shots = nil
	}
	for _, code := range r.Shots {
		if registry.ChoiceLabel(Shots(), code) == code {
			fields.Add("shots", "Chọn lại loại ảnh cần xin.")
		}
	}
	if len([]rune(r.ReplyTo)) > 120 {
		fields.Add("reply_to", "Cách liên hệ lại: tối đa 120 ký tự.")
	}
	if err := fields.Err("Chưa gửi được yêu cầu."); err != nil {
		return r, err
	}
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		if n, err := tx.OpenRequests(ctx, a.Account); err != nil || n >= requestMax {
			if err == nil {
				err = registry.Errorf(registry.TooMany, "Bạn có %d yêu cầu chưa được trả lời. Hãy chờ các đơn vị trả lời bớt.", n)
			}
			return err
		}
		if err := tx.InsertPressRequest(&r); err != nil {
			return err
		}
		if err := workflow.Notify(tx, staff, &e, r.Kind.Label()+" về "+workflow.Quoted(e.RegisteredName())+", từ "+a.Name+".",
			fmt.Sprintf(address.PressRequests+"#yeu-cau-%d", r.ID)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRequestAsk, workflow.ObjectOf(&e), "", string(r.Kind))
	})
	return r, err
}

// answerers are the accounts that hear of a request: those of the unit, or the
// verifiers when it has none.
func (f *Flow) answerers(ctx context.Context, a registry.Actor, id registry.EntryID) ([]registry.Account, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.View)
	if err != nil || len(staff) > 0 {
		return staff, err
	}
	return f.DB.AccountsOfRole(ctx, registry.Verifier)
}

// Answer answers a request, for the unit or for the verifier; the asker is notified.
func (f *Flow) Answer(ctx context.Context, a registry.Actor, id int64, answer string) error {
	answer = registry.CleanText(answer)
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		r, err := tx.PressRequest(ctx, id)
		if err != nil {
			return err
		}
		e, err := tx.Entry(ctx, r.Entry)
		if err != nil {
			return err
		}
		if !a.Owns(&e) && !a.MayEnter(registry.ReviewArea) {
			return registry.Errorf(registry.NotFound, "Không tìm thấy yêu cầu này.")
		}
		if n := len([]rune(answer)); n < 2 || n > 2000 {
			return (&registry.Fields{{Field: "answer", Message: "Viết câu trả lời, từ 2 đến 2.000 ký tự."}}).Err(
				"Chưa gửi được câu trả lời.",
			)
		}
		if err := tx.AnswerPressRequest(id, a.Account, answer); err != nil {
			return err
		}
		if err := workflow.Notify(tx, []registry.Account{{ID: r.Account}}, &e,
			"Đơn vị trả lời yêu cầu của bạn về "+workflow.Quoted(e.Headline())+": "+answer,
			fmt.Sprintf(address.PressDesk+"#yeu-cau-%d", id)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidRequestAnswer, workflow.ObjectOf(&e), "", fmt.Sprintf("request:%d", id))
	})
}

// ReportCoverage keeps the address of a piece published about an entry. It counts
// once staff has checked it.
func (f *Flow) ReportCoverage(ctx context.Context, a registry.Actor, c sqlite.Coverage) (sqlite.Coverage, error) {
	if a.Account == 0 {
		return c, registry.Errorf(registry.Unknown, "Hãy đăng nhập để tiếp tục.")
	}
	e, err := f.DB.Entry(ctx, c.Entry)
	if err != nil {
		return c, err
	}
	if press(a) != nil && !a.Owns(&e) {
		return c, registry.Errorf(registry.Denied, "Chỉ nhà báo và đơn vị của mô hình báo được bài đã đăng.")
	}
	if err := a.May(registry.View, &e, f.Now()); err != nil {
		return c, err
	}
	c.Account, c.URL, c.Title, c.Publisher, c.Day = a.Account, strings.TrimSpace(
		c.URL,
	), oneLine(
		c.Title,
	), oneLine(
		c.Publisher,
	), registry.NewDate(
		string(c.Day),
	)
	if err := checkCoverage(c, f.Today()); err != nil {
		return c, err
	}
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertCoverage(&c); err != nil {
			if sqlite.IsUnique(err, "coverage.entry") {
				return registry.Errorf(registry.Conflict, "Bài này đã được báo rồi.")
			}
			return err
		}
		return workflow.Audit(tx, a, registry.DidCoverageReport, workflow.ObjectOf(&e), "", c.URL)
	})
	return c, err
}

func checkCoverage(c sqlite.Coverage, today registry.Date) error {
	var fields registry.Fields
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || len(c.URL) > 500 {
		fields.Add("url", "Dán địa chỉ đầy đủ của bài, bắt đầu bằng https://.")
	}
	if n := len([]rune(c.Title)); n < 5 || n > 300 {
		fields.Add("title", "Ghi tên bài, từ 5 đến 300 ký tự.")
	}
	if n := len([]rune(c.Publisher)); n < 2 || n > 120 {
		fields.Add("publisher", "Ghi tên cơ quan báo chí.")
	}
	if c.Day != "" && (!c.Day.Valid() || c.Day > today) {
		fields.Add("day", "Ngày đăng dạng dd/mm/yyyy, không sau hôm nay.")
	}
	return fields.Err("Chưa ghi được bài đã đăng.")
}

// CheckCoverage says for the staff whether a reported piece counts; who sent it
// is notified.
func (f *Flow) CheckCoverage(ctx context.Context, a registry.Actor, id int64, counts bool) error {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return err
	}
	state := registry.CoverageRefused
	if counts {
		state = registry.CoverageCounted
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		c, err := tx.Coverage(ctx, id)
		if err != nil {
			return err
		}
		e, err := tx.Entry(ctx, c.Entry)
		if err != nil {
			return err
		}
		if err := tx.CheckCoverage(id, a.Account, state); err != nil {
			return err
		}
		if err := workflow.Notify(tx, []registry.Account{{ID: c.Account}}, &e,
			"Bài đã đăng “"+c.Title+"”: "+strings.ToLower(state.Label())+".", ""); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidCoverageCheck, workflow.ObjectOf(&e), c.State.String(), state.String())
	})
}
