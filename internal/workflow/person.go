package workflow

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// erasedHost ends the address that an erased account bears in place of its own.
const erasedHost = "@khong-con.invalid"

// EraseAccount takes the name, the address and everything that served only its
// owner out of an account, for good. What the account did stays in the record with
// the name it then had: who acted for the state must remain to be seen.
func (f *Flow) EraseAccount(ctx context.Context, a registry.Actor, id registry.AccountID) error {
	if a.Account == id && id != 0 {
		return registry.Errorf(registry.Conflict, "Không tự xóa dữ liệu tài khoản của chính mình. Hãy nhờ một quản trị khác.")
	}
	return f.changeAccount(ctx, a, id, registry.DidAccountErase, func(tx *sqlite.Tx, acc *registry.Account) error {
		acc.Disabled = true
		acc.Name, acc.Email = fmt.Sprintf("Người dùng cũ %d", id), fmt.Sprintf("da-xoa-%d%s", id, erasedHost)
		if err := tx.DeleteSessions(id, nil); err != nil {
			return err
		}
		if err := tx.RevokeTokens(id); err != nil {
			return err
		}
		return tx.ForgetAccount(id)
	})
}

// Mention is one place that names a person.
type Mention struct {
	Entry  registry.EntryID `json:"-"`
	Number string           `json:"so_mo_hinh"`
	Title  string           `json:"ten_mo_hinh"`
	Where  string           `json:"noi_ghi"`
	Text   string           `json:"noi_dung"`
	Public bool             `json:"dang_cong_khai"`
	Erase  bool             `json:"xoa_duoc_ngay"`
	Why    string           `json:"ghi_chu,omitempty"` // what to do, or why it stays
}

// PersonMin is the least length of a text to find a person by.
const PersonMin = 5

// Mentions lists where the entries name a person, by the name, telephone number or
// address as it is written there.
func (f *Flow) Mentions(ctx context.Context, a registry.Actor, text string) ([]Mention, error) {
	if err := enter(a, registry.AccountsArea); err != nil {
		return nil, err
	}
	text = registry.CleanText(text)
	if len([]rune(text)) < PersonMin {
		return nil, (&registry.Fields{{Field: "person", Message: fmt.Sprintf("Nhập họ tên, số điện thoại hoặc thư điện tử, từ %d ký tự.", PersonMin)}}).Err(
			"Chưa tìm được.",
		)
	}
	ids, err := f.DB.EntriesNaming(ctx, text)
	if err != nil {
		return nil, err
	}
	entries, err := f.DB.EntriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []Mention
	for i := range entries {
		out = append(out, mentionsIn(&entries[i], text)...)
	}
	return out, nil
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// named reports whether any of the texts holds the one looked for.
func named(text string, in ...string) bool {
	digits := digitsOf(text)
	return slices.ContainsFunc(in, func(s string) bool {
		return strings.Contains(s, text) || len(digits) >= 8 && digitsOf(s) == digits
	})
}

// mentionsIn lists the places in one entry.
func mentionsIn(e *registry.Entry, text string) (out []Mention) {
	c, public := e.Content, e.Publication.Public()
	add := func(where, why string, erase, public bool, parts ...string) {
		if !named(text, parts...) {
			return
		}
		parts = slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" })
		out = append(out, Mention{e.ID, e.Number, e.Headline(), where, strings.Join(parts, " · "), public, erase, why})
	}
	const byHand = "Câu chữ của bài: sửa trong bài, hoặc gỡ bài."
	add("Đầu mối liên hệ", "", true, false, c.ContactName, c.ContactTitle, c.ContactPhone, c.ContactEmail)
	add("Điển hình cá nhân", "", true, false, c.PersonName, string(c.PersonBorn), c.PersonTitle, c.PersonWork)
	add("Người phê duyệt", "Giữ lại: người ký thay mặt cơ quan, là một phần của văn bản.", false, false, c.ApproverName, c.ApproverTitle)
	for _, t := range []struct{ where, text string }{
		{"Tên mô hình", c.Title}, {"Tóm tắt", c.Summary}, {"Thực trạng", c.Problem}, {"Cách làm", c.Method}, {"Bài viết của đơn vị", c.Body}, {"Tác động", e.Report.Impact}, {"Bài học", e.Report.Lessons},
		{"Tiêu đề bài", e.Story.Headline}, {"Bài 60 từ", e.Story.Short}, {"Bài 150 từ", e.Story.Medium}, {"Bài 400 từ", e.Story.Long},
	} {
		add(t.where, byHand, false, public, t.text)
	}
	add("Câu nói trong bài", byHand, false, public, e.Story.Quote, e.Story.QuoteName, e.Story.QuoteTitle)
	for i, p := range e.Photos {
		place := fmt.Sprintf("Ảnh %d", i+1)
		add(place, "Sửa chú thích, hoặc gỡ ảnh ở trang mô hình.", false, public && p.Shown(), p.Caption, p.Alt)
		add(
			place+", người chụp",
			"Giữ lại: quyền đứng tên tác giả; bỏ tên khi chính tác giả yêu cầu.",
			false,
			public && p.Shown(),
			p.Author,
		)
	}
	return out
}

// ErasePerson takes a person out of the contact and the person of every entry that
// names them there, also out of earlier versions, and tells the units. The record
// says that it was done and on what request, not whom it was about.
func (f *Flow) ErasePerson(ctx context.Context, a registry.Actor, text, request string) (int, error) {
	list, err := f.Mentions(ctx, a, text)
	if err != nil {
		return 0, err
	}
	if request, err = because(request); err != nil {
		return 0, err
	}
	text = registry.CleanText(text)
	if named(text, request) {
		return 0, (&registry.Fields{{Field: "reason", Message: "Đừng ghi tên hay số của người yêu cầu ở đây: dòng này còn lại trong nhật ký. Ghi số, ngày của đơn."}}).Err(
			"Chưa xóa.",
		)
	}
	var ids []registry.EntryID
	staff := map[registry.EntryID][]registry.Account{}
	for _, m := range list {
		if m.Erase && !slices.Contains(ids, m.Entry) {
			if staff[m.Entry], err = f.prepare(ctx, a, m.Entry, registry.View); err != nil {
				return 0, err
			}
			ids = append(ids, m.Entry)
		}
	}
	err = f.update(ctx, func(tx *sqlite.Tx) error {
		for _, id := range ids {
			e, err := tx.Entry(ctx, id)
			if err != nil {
				return err
			}
			c := e.Content
			contact := named(text, c.ContactName, c.ContactTitle, c.ContactPhone, c.ContactEmail)
			person := named(text, c.PersonName, string(c.PersonBorn), c.PersonTitle, c.PersonWork)
			if err := tx.ErasePeople(id, contact, person); err != nil {
				return err
			}
			gone := "Đầu mối hoặc cá nhân ghi trong " + quoted(
				e.Headline(),
			) + " đã được xóa theo yêu cầu của người đó. Nếu cần, hãy ghi người khác."
			if err := tell(tx, staff[id], &e, gone, fmt.Sprintf("/lam-viec/mo-hinh/%d", id)); err != nil {
				return err
			}
			if err := audit(tx, a, registry.DidPersonErase, fmt.Sprintf("entry:%d", id), "", request); err != nil {
				return err
			}
		}
		return nil
	})
	return len(ids), err
}

// Personal is everything that an account's owner may ask to see.
type Personal struct {
	Account  PersonalAccount  `json:"tai_khoan"`
	Sessions []PersonalPlace  `json:"noi_dang_nhap"`
	Tokens   []PersonalToken  `json:"khoa_truy_cap"`
	Notices  []PersonalNotice `json:"thong_bao"`
	Searches []string         `json:"tim_kiem_da_luu"`
	Acts     []PersonalAct    `json:"viec_da_lam"`
	Note     string           `json:"ghi_chu"`
}

// PersonalAccount, and the types below, are the parts of [Personal].
type PersonalAccount struct {
	Name, Email, Role, Unit string
	Created, SignedIn       time.Time
	SecondFactor, Closed    bool
}

// PersonalPlace is one browser that is signed in.
type PersonalPlace struct {
	Address, Browser string
	Since, Seen      time.Time
}

// PersonalToken is one key for programs, without its secret.
type PersonalToken struct {
	Name          string
	Created, Used time.Time
}

// PersonalNotice is one message to the account.
type PersonalNotice struct {
	At   time.Time
	Text string
}

// PersonalAct is one line of the record.
type PersonalAct struct {
	At                      time.Time
	Action, Object, Address string
}

// personalMost bounds the lines of one list.
const personalMost = 100_000

// PersonalData gathers what is kept about the owner of an account: for themselves,
// or for an administrator who answers their request.
func (f *Flow) PersonalData(ctx context.Context, a registry.Actor, id registry.AccountID) (p Personal, err error) {
	if a.Account != id || id == 0 {
		if err := enter(a, registry.AccountsArea); err != nil {
			return p, err
		}
	}
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		p, err = readPersonal(ctx, rx, id)
		return err
	})
	return p, err
}

func readPersonal(ctx context.Context, rx *sqlite.Rx, id registry.AccountID) (p Personal, err error) {
	acc, err := rx.Account(ctx, id)
	if err != nil {
		return p, err
	}
	p.Account = PersonalAccount{
		acc.Name,
		acc.Email,
		acc.Role.Label(),
		string(acc.Unit),
		acc.CreatedAt,
		acc.SignedInAt,
		acc.TOTPSecret != "",
		acc.Disabled,
	}
	p.Note = "Mật khẩu và mã xác nhận chỉ được giữ ở dạng không đọc lại được nên không có ở đây. Phiếu chấm, phiếu bầu thuộc hồ sơ của hội đồng, xem trong phần việc của hội đồng."
	sessions, err := rx.Sessions(ctx, id)
	if err != nil {
		return p, err
	}
	for _, s := range sessions {
		p.Sessions = append(p.Sessions, PersonalPlace{s.Address, s.Agent, s.CreatedAt, s.SeenAt})
	}
	tokens, err := rx.Tokens(ctx, id)
	if err != nil {
		return p, err
	}
	for _, t := range tokens {
		p.Tokens = append(p.Tokens, PersonalToken{t.Name, t.CreatedAt, t.UsedAt})
	}
	notices, _, err := rx.Notices(ctx, id, 0, personalMost)
	if err != nil {
		return p, err
	}
	for _, n := range notices {
		p.Notices = append(p.Notices, PersonalNotice{n.At, n.Text})
	}
	searches, err := rx.SavedSearches(ctx, id)
	if err != nil {
		return p, err
	}
	for _, s := range searches {
		p.Searches = append(p.Searches, s.Name+": "+s.Query)
	}
	acts, _, err := rx.Audits(ctx, sqlite.AuditFilter{Account: id, Limit: personalMost})
	for _, x := range acts {
		p.Acts = append(p.Acts, PersonalAct{x.At, x.Action, x.Object, x.Address})
	}
	return p, err
}
