package newsdesk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

const (
	digestReach = 7 * 24 * time.Hour // how far back a digest looks at most
	digestLines = 10                 // stories listed for one search; the rest is counted
)

// MailSearch says whether the news of a saved search come by mail, once a day.
func (f *Flow) MailSearch(ctx context.Context, a registry.Actor, id int64, on bool) error {
	if err := press(a); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if _, err := tx.MailSearch(a.Account, id, on); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSearchMail, fmt.Sprintf("search:%d", id), "", fmt.Sprint(on))
	})
}

// DigestsDue lists the accounts whose digest is to be made now: once a day, from
// the hour of the daily mail on. Without mail nothing is due, and nothing is lost:
// the first digest afterwards looks back.
func (f *Flow) DigestsDue(ctx context.Context) ([]registry.AccountID, error) {
	s := f.MailSettings()
	local := f.Now().In(registry.Zone)
	y, m, d := local.Date()
	if !s.On || local.Before(time.Date(y, m, d, 0, 0, 0, 0, registry.Zone).Add(s.Daily())) {
		return nil, nil
	}
	return f.DB.DigestAccounts(ctx, f.Today())
}

// DigestPart is what happened in one saved search.
type DigestPart struct {
	Search                  sqlite.SavedSearch
	New, Corrected, Removed []edition.Edition
}

// News sorts out what happened to the entries of a saved search since the last
// digest of its account, or since it was saved.
func (f *Flow) News(s sqlite.SavedSearch, last time.Time, list []edition.Edition) DigestPart {
	now := f.Now()
	since := now.Add(-digestReach)
	for _, t := range []time.Time{last, s.CreatedAt} {
		if t.After(since) {
			since = t
		}
	}
	p := DigestPart{Search: s}
	for _, e := range list {
		switch n := len(e.Corrections); {
		case e.Visible(now) && publicSince(&e).After(since):
			p.New = append(p.New, e)
		case e.Visible(now) && n > 0 && e.Corrections[n-1].At.After(since):
			p.Corrected = append(p.Corrected, e)
		case e.Publication == registry.Removed && !e.PublishedAt.IsZero() && !e.PublishedAt.After(since) && e.RemovedAt.After(since):
			p.Removed = append(p.Removed, e)
		}
	}
	return p
}

// publicSince is when a story became public, also when its time has just come.
func publicSince(e *edition.Edition) time.Time {
	if e.PublishedAt.IsZero() {
		return e.PublishAt
	}
	return e.PublishedAt
}

// counts says in words what a part holds.
func (p *DigestPart) counts() string {
	var out []string
	for _, x := range []struct {
		n    int
		what string
	}{{len(p.New), "bài mới"}, {len(p.Corrected), "đính chính"}, {len(p.Removed), "bài gỡ"}} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	return strings.Join(out, ", ")
}

// SendDigest queues the digest of an account for today: one mail at most, and none
// when nothing happened. A story that several searches find is listed once.
func (f *Flow) SendDigest(ctx context.Context, id registry.AccountID, parts []DigestPart) (queued bool, err error) {
	l, sum := f.digestLetter(parts)
	today := f.Today()
	err = f.Mark(ctx, func(tx *sqlite.Tx) error {
		acc, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		fresh, err := tx.PutDigest(id, today)
		if err != nil || !fresh || sum == "" {
			return err
		}
		queued, err = f.Post(tx, &registry.Mail{
			Kind: registry.PlainMail, Key: fmt.Sprintf("diem-tin:%d:%s", id, today), Account: id, Address: acc.Email, Name: acc.Name,
			Subject: "Điểm tin Dân vận khéo: " + sum, Letter: l, ExpiresAt: tx.Now().Add(digestReach),
		})
		return err
	})
	return queued, err
}

// digestLetter writes the mail, and what it holds as the subject says it; "" for
// nothing.
func (f *Flow) digestLetter(parts []DigestPart) (l registry.Letter, sum string) {
	var all DigestPart
	seen := map[registry.EntryID]bool{}
	fresh := func(list []edition.Edition) (out []edition.Edition) {
		for _, e := range list {
			if !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, e)
			}
		}
		return out
	}
	for _, p := range parts {
		p.New, p.Corrected, p.Removed = fresh(p.New), fresh(p.Corrected), fresh(p.Removed)
		words := p.counts()
		if words == "" {
			continue
		}
		l.Items = append(
			l.Items,
			registry.LetterItem{Text: "Tìm kiếm “" + p.Search.Name + "”: " + words, Path: address.Stories + "?" + p.Search.Query},
		)
		l.Items = append(l.Items, f.digestItems(p)...)
		all.New, all.Corrected, all.Removed = append(
			all.New,
			p.New...), append(
			all.Corrected,
			p.Corrected...), append(
			all.Removed,
			p.Removed...)
	}
	l.Lead = []string{"Có tin trong các tìm kiếm bạn đã lưu."}
	l.Action = &registry.LetterItem{Text: "Mở Góc nhà báo", Path: address.PressDesk}
	l.Close = []string{"Mỗi ngày nhiều nhất một thư này. Muốn thôi nhận, mở Góc nhà báo và bấm “Thôi gửi thư” ở tìm kiếm đó."}
	return l, all.counts()
}

// digestItems are the lines of one search. Of a removed story no more is said
// than its number, which its pack carries.
func (f *Flow) digestItems(p DigestPart) []registry.LetterItem {
	var out []registry.LetterItem
	for _, x := range []struct {
		word string
		list []edition.Edition
	}{{"Mới", p.New}, {"Đính chính", p.Corrected}} {
		for _, e := range x.list {
			text := x.word + ": " + e.Headline()
			if name := f.Ledger().FullName(e.Unit); e.Unit != "" {
				text += ", " + name
			}
			out = append(out, registry.LetterItem{Text: text, Path: address.Story.At(e.Season, e.Slug)})
		}
	}
	for _, e := range p.Removed {
		out = append(out, registry.LetterItem{Text: "Đã gỡ: mô hình số " + e.Number + ". Xin không dùng lại nội dung và ảnh đã tải."})
	}
	if n := len(out) - digestLines; n > 0 {
		out = append(
			out[:digestLines],
			registry.LetterItem{Text: fmt.Sprintf("và %d tin nữa trong tìm kiếm này", n), Path: address.Stories + "?" + p.Search.Query},
		)
	}
	return out
}
