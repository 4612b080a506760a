package mailing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// clockText writes a moment as people say it: "10:32 ngày 31/03/2026".
func clockText(t time.Time) string { return t.In(registry.Zone).Format("15:04 ngày 02/01/2006") }

// linkLetter is the mail with a single-use link.
func linkLetter(p sqlite.Purpose, secret string, until time.Time) registry.Letter {
	l := registry.Letter{
		Lead:   []string{"Có yêu cầu đặt lại mật khẩu cho tài khoản của bạn."},
		Action: &registry.LetterItem{Text: "Đặt mật khẩu mới", Path: address.SetPassword.At(secret)},
		Close: []string{
			"Đường dẫn dùng được một lần, đến " + clockText(
				until,
			) + ". Mở ra chưa làm gì cả, mật khẩu chỉ đổi khi bạn gõ mật khẩu mới và bấm nút.",
			"Nếu bạn không yêu cầu, hãy bỏ qua thư này: mật khẩu đang dùng vẫn giữ nguyên. Không chuyển thư này cho người khác.",
		},
	}
	if p == sqlite.FirstPassword {
		l.Lead = []string{"Quản trị vừa tạo cho bạn một tài khoản. Hãy đặt mật khẩu để bắt đầu dùng."}
		l.Action.Text = "Đặt mật khẩu lần đầu"
		l.Close[1] = "Không chuyển thư này cho người khác. Quá hạn, bấm “Quên mật khẩu” ở trang đăng nhập để nhận đường dẫn mới."
	}
	return l
}

// noticeReach is how old a notice may be that is still mailed.
const noticeReach = 7 * 24 * time.Hour

// MailNotices queues the mails about notices that were not mailed yet: at once for
// who wants it so, else in the one mail of the day, once its hour has come. A notice
// that was read needs no mail.
func (f *Flow) MailNotices(ctx context.Context) (int, error) {
	s := f.MailSettings()
	if !s.On {
		return 0, nil
	}
	since := f.Since()
	local := f.Now().In(registry.Zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, registry.Zone)
	daily := !local.Before(midnight.Add(s.Daily()))
	waiting, err := f.DB.UnmailedAccounts(ctx, since, daily, f.Today())
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	queued := 0
	err = f.Mark(ctx, func(tx *sqlite.Tx) error {
		queued = 0
		for _, id := range waiting {
			n, err := f.mailAccount(ctx, tx, id, since, daily)
			if err != nil {
				return err
			}
			queued += n
		}
		return nil
	})
	return queued, err
}

// Since is the moment from which notices are mailed.
func (f *Flow) Since() time.Time {
	since := f.Now().Add(-noticeReach)
	if s := f.MailSettings().Since; s.After(since) {
		since = s
	}
	return since
}

// mailAccount queues what one account is to get now.
func (f *Flow) mailAccount(ctx context.Context, tx *sqlite.Tx, id registry.AccountID, since time.Time, daily bool) (int, error) {
	acc, err := tx.Account(ctx, id)
	if err != nil || acc.Disabled || acc.Mail == registry.MailNone {
		return 0, err
	}
	list, err := tx.UnmailedNotices(ctx, id, since)
	if err != nil {
		return 0, err
	}
	var now, day []registry.Notice
	for _, n := range list {
		if acc.Mail == registry.MailAtOnce && !n.Urging {
			now = append(now, n)
		} else {
			day = append(day, n)
		}
	}
	queued := 0
	if len(now) > 0 {
		ok, err := f.postNotices(
			tx,
			acc,
			now,
			registry.Mail{
				Kind:    registry.NoticeMail,
				Key:     fmt.Sprintf("thong-bao:%d:%d", id, now[len(now)-1].ID),
				Subject: noticeSubject(now),
			},
		)
		if err != nil {
			return queued, err
		}
		queued += count(ok)
	}
	if daily && len(day) > 0 {
		ok, err := f.PostDaily(tx, acc, day)
		if err != nil {
			return queued, err
		}
		queued += count(ok)
	}
	return queued, nil
}

func count(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// PostDaily queues the one mail of the day of an account; not when it has had it.
func (f *Flow) PostDaily(tx *sqlite.Tx, acc registry.Account, list []registry.Notice) (bool, error) {
	today := registry.DateOf(tx.Now().In(registry.Zone))
	return f.postNotices(
		tx,
		acc,
		list,
		registry.Mail{Kind: registry.DailyMail, Key: registry.DailyKey(acc.ID, today), Subject: dailySubject(list)},
	)
}

// postNotices queues a mail that carries notices, and notes that it does.
func (f *Flow) postNotices(tx *sqlite.Tx, acc registry.Account, list []registry.Notice, m registry.Mail) (bool, error) {
	m.Account, m.Address, m.Name, m.Letter = acc.ID, acc.Email, acc.Name, noticeLetter(list)
	queued, err := f.Post(tx, &m)
	if err != nil || !queued {
		return false, err
	}
	ids := make([]int64, len(list))
	for i, n := range list {
		ids[i] = n.ID
	}
	return true, tx.CarryNotices(ids, m.ID)
}

// dailySubject names what a day's mail holds, the reminder first.
func dailySubject(list []registry.Notice) string {
	for _, n := range list {
		if n.Urging {
			return "Nhắc hạn: " + FirstSentence(n.Text)
		}
	}
	return noticeSubject(list)
}

func noticeSubject(list []registry.Notice) string {
	if len(list) == 1 {
		return FirstSentence(list[0].Text)
	}
	return fmt.Sprintf("Dân vận khéo: %d thông báo mới", len(list))
}

// FirstSentence is the first line of a text, cut at a word when it is long.
func FirstSentence(text string) string {
	r := []rune(registry.OneLine(firstLine(text)))
	if len(r) <= 90 {
		return string(r)
	}
	cut := 89
	for cut > 60 && r[cut] != ' ' {
		cut--
	}
	return string(r[:cut]) + "…"
}

// noticeLetter is the mail about notices: reminders in full, the rest as a list.
func noticeLetter(list []registry.Notice) registry.Letter {
	var l registry.Letter
	for _, n := range list {
		if n.Urging {
			l.Lead = append(l.Lead, paragraphs(n.Text)...)
			if l.Action == nil && n.Link != "" {
				l.Action = &registry.LetterItem{Text: "Mở trang làm việc", Path: n.Link}
			}
			continue
		}
		l.Items = append(l.Items, registry.LetterItem{Text: n.Text, Path: n.Link})
	}
	if len(l.Lead) == 0 {
		l.Lead = []string{"Có việc mới liên quan đến bạn:"}
	} else if len(l.Items) > 0 {
		l.Lead = append(l.Lead, "Các thông báo khác:")
	}
	if l.Action == nil {
		l.Action = &registry.LetterItem{Text: "Xem tất cả thông báo", Path: address.Notices}
	}
	return l
}

// firstLine is a text up to its first line end.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// paragraphs are the parts of a text that empty lines separate.
func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
