package account

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// erasedHost ends the address that an erased account has in place of its own.
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
	Words  bool             `json:"trong_cau_chu"`     // goes when the words are erased too
	Why    string           `json:"ghi_chu,omitempty"` // what to do, or why it stays
}

// personMin is the least length of a text to find a person by.
const personMin = 5

// Mentions lists where the entries name a person, by the name, telephone number or
// address as it is written there.
func (f *Flow) Mentions(ctx context.Context, a registry.Actor, text string) ([]Mention, error) {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return nil, err
	}
	text = registry.CleanText(text)
	if len([]rune(text)) < personMin {
		return nil, (&registry.Fields{{Field: "person", Message: fmt.Sprintf("Nhập họ tên, số điện thoại hoặc thư điện tử, từ %d ký tự.",
			personMin)}}).Err(
			"Chưa tìm được.",
		)
	}
	ids, err := f.DB.EntriesNaming(ctx, registry.Wanted(text))
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

// byHand says how a name is removed from running text.
const byHand = "Nằm trong câu chữ: sửa tay, hoặc đánh dấu “Xóa cả trong câu chữ” khi xóa."

// mentionsIn lists the places in one entry: a group of fields that is erased or kept
// together once, every other text by itself.
func mentionsIn(e *registry.Entry, text string) (out []Mention) {
	named, done := registry.Wanted(text).Finder(), map[registry.Naming]bool{}
	texts := append(e.Texts(), e.SourceTexts()...)
	for _, t := range texts {
		group := t.Person.Group()
		if !named(*t.At) || group != "" && done[t.Person] {
			continue
		}
		m := Mention{
			Entry: e.ID, Number: e.Number, Title: e.RegisteredName(), Where: t.Where(), Text: *t.At, Public: e.Publication.Public() && e.Open(t),
			Why: t.Person.Kept(),
		}
		switch {
		case group != "":
			done[t.Person], m.Where, m.Text, m.Erase = true, group, groupText(texts, t.Person), m.Why == ""
		case m.Why == "":
			m.Words, m.Why = true, byHand
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Mention) int { return rank(a) - rank(b) })
	return out
}

// rank puts what goes first, then the other groups, then running text.
func rank(m Mention) int {
	switch {
	case m.Erase:
		return 0
	case m.Words:
		return 2
	}
	return 1
}

// groupText is a group of fields as one line.
func groupText(texts []registry.Text, group registry.Naming) string {
	var parts []string
	for _, t := range texts {
		if t.Person == group && *t.At != "" {
			parts = append(parts, *t.At)
		}
	}
	return strings.Join(parts, " · ")
}

// Erasure is a request to take a person out: as they are written, on what request,
// and whether also out of running text, where a mark is left.
type Erasure struct {
	Person  string
	Request string
	Words   bool
}

// ErasePerson takes a person out of the contact and the person of every entry that
// names them there, and out of its words when that is asked for, also in earlier
// versions, and notifies the units. The record says that it was done and on what
// request, not whom it was about.
func (f *Flow) ErasePerson(ctx context.Context, a registry.Actor, x Erasure) (int, error) {
	list, err := f.Mentions(ctx, a, x.Person)
	if err != nil {
		return 0, err
	}
	if x.Request, err = workflow.RequireReason(x.Request); err != nil {
		return 0, err
	}
	w := registry.Wanted(registry.CleanText(x.Person))
	if w.In(x.Request) {
		return 0, (&registry.Fields{{
			Field:   "reason",
			Message: "Đừng ghi tên hay số của người yêu cầu ở đây: dòng này còn lại trong nhật ký. Ghi số, ngày của đơn.",
		}}).Err("Chưa xóa.")
	}
	var ids []registry.EntryID
	staff := map[registry.EntryID][]registry.Account{}
	for _, m := range list {
		if (m.Erase || m.Words && x.Words) && !slices.Contains(ids, m.Entry) {
			if staff[m.Entry], err = f.AuthorizeEntry(ctx, a, m.Entry, registry.View); err != nil {
				return 0, err
			}
			ids = append(ids, m.Entry)
		}
	}
	if len(ids) == 0 && len(list) > 0 {
		return 0, (&registry.Fields{{Field: "words",
			Message: "Người này chỉ được nhắc trong câu chữ: đánh dấu ô này để xóa."}}).Err("Chưa xóa.")
	}
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		for _, id := range ids {
			if err := eraseFrom(ctx, tx, a, id, w, x, staff[id]); err != nil {
				return err
			}
		}
		return nil
	})
	return len(ids), err
}

// eraseFrom takes a person out of one entry and of its earlier versions.
func eraseFrom(ctx context.Context, tx *sqlite.Tx, a registry.Actor, id registry.EntryID, w registry.Wanted, x Erasure,
	staff []registry.Account) error {
	e, err := tx.Entry(ctx, id)
	if err != nil {
		return err
	}
	photos := slices.Clone(e.Photos)
	groups := w.Groups(e.Texts())
	for _, g := range groups {
		e.Content.EmptyGroup(g)
	}
	if x.Words {
		w.EraseWords(append(e.Texts(), e.SourceTexts()...))
	}
	for i, p := range e.Photos {
		if p != photos[i] {
			if err := tx.UpdatePhoto(p); err != nil {
				return err
			}
		}
	}
	if err := tx.UpdateEntry(&e); err != nil {
		return err
	}
	if err := tx.EraseFromEditions(id, w, groups, x.Words); err != nil {
		return err
	}
	err = tx.RewriteRevisions(id, func(r *registry.Revision) {
		texts := r.Texts()
		for _, g := range append(w.Groups(texts), groups...) {
			r.Content.EmptyGroup(g)
		}
		if !x.Words {
			return
		}
		w.EraseWords(texts)
		for photo, p := range r.Photos {
			w.EraseWords(p.Texts())
			r.Photos[photo] = p
		}
	})
	if err != nil {
		return err
	}
	gone := "Đầu mối hoặc cá nhân ghi trong " + workflow.Quoted(e.RegisteredName()) +
		" đã được xóa theo yêu cầu của người đó. Nếu cần, hãy ghi người khác."
	if err := workflow.Notify(tx, staff, &e, gone, address.Entry.At(id)); err != nil {
		return err
	}
	return workflow.Audit(tx, a, registry.DidPersonErase, fmt.Sprintf("entry:%d", id), "", x.Request)
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
		if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
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
	p.Note = "Mật khẩu và mã xác nhận chỉ được giữ ở dạng không đọc lại được nên không có ở đây. Phiếu chấm, phiếu bầu thuộc hồ sơ của " +
		"hội đồng, xem trong phần việc của hội đồng."
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
