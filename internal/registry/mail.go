package registry

import (
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"
)

// MailID identifies a mail of the outbox.
type MailID int64

// MailKind is why a mail is sent.
type MailKind uint8

// The kinds of mail. The first two carry a single-use link, which is made when
// they are handed over and kept nowhere. DailyMail is the one mail a day that
// gathers reminders and digests.
const (
	FirstPasswordMail MailKind = iota
	ResetMail
	NoticeMail
	DailyMail
	PlainMail
)

var mailKinds = []term{
	{"mat-khau-dau", "Đường dẫn đặt mật khẩu lần đầu"}, {"dat-lai", "Đường dẫn đặt lại mật khẩu"},
	{"thong-bao", "Thông báo gửi ngay"}, {"trong-ngay", "Thư trong ngày"}, {"thu", "Thư khác"},
}

// String gives the code of the kind.
func (k MailKind) String() string { return codeOf(mailKinds, k) }

// Label gives the words for the kind.
func (k MailKind) Label() string { return labelOf(mailKinds, k) }

// Secret reports whether the mail carries a single-use link.
func (k MailKind) Secret() bool { return k == FirstPasswordMail || k == ResetMail }

// ParseMailKind reads the code of a kind.
func ParseMailKind(s string) (MailKind, error) { return parse[MailKind](mailKinds, "loại thư", s) }

// MailState is how far a mail has come.
type MailState uint8

// The states of a mail. A failed one is not tried again until somebody asks.
const (
	MailWaiting MailState = iota
	MailSent
	MailFailed
)

var mailStates = []term{{"cho", "Đang chờ gửi"}, {"da-gui", "Đã gửi"}, {"hong", "Không gửi được"}}

// String gives the code of the state.
func (s MailState) String() string { return codeOf(mailStates, s) }

// Label gives the words for the state.
func (s MailState) Label() string { return labelOf(mailStates, s) }

// ParseMailState reads the code of a state.
func ParseMailState(s string) (MailState, error) {
	return parse[MailState](mailStates, "trạng thái thư", s)
}

// MailStates lists all states.
func MailStates() []MailState { return all[MailState](mailStates) }

// MailChoice is which mails a person wants besides those about the account
// itself. What is not mailed is shown in the program all the same.
type MailChoice uint8

// The choices. MailDaily is what a new account has.
const (
	MailDaily MailChoice = iota
	MailAtOnce
	MailNone
)

var mailChoices = []term{
	{"trong-ngay", "Một thư mỗi ngày, gom các thông báo mới"},
	{"ngay", "Gửi ngay từng thông báo; thư nhắc hạn vẫn gom một thư mỗi ngày"},
	{"khong", "Không gửi thư, tôi xem trong chương trình"},
}

// String gives the code of the choice.
func (c MailChoice) String() string { return codeOf(mailChoices, c) }

// Label gives the words for the choice.
func (c MailChoice) Label() string { return labelOf(mailChoices, c) }

// ParseMailChoice reads the code of a choice.
func ParseMailChoice(s string) (MailChoice, error) {
	return parse[MailChoice](mailChoices, "cách nhận thư", s)
}

// MailChoices lists all choices.
func MailChoices() []MailChoice { return all[MailChoice](mailChoices) }

// MailSecurity is how the way to a mail server is protected.
type MailSecurity uint8

// The ways: STARTTLS or no mail at all, TLS from the first byte, and none, for a
// server on the same machine.
const (
	StartTLS MailSecurity = iota
	WholeTLS
	NoTLS
)

var mailSecurities = []term{
	{"starttls", "STARTTLS (thường là cổng 587)"}, {"tls", "TLS ngay từ đầu (thường là cổng 465)"},
	{"khong", "Không mã hóa (chỉ khi máy chủ thư ở cùng máy hoặc mạng nội bộ)"},
}

// String gives the code of the way.
func (s MailSecurity) String() string { return codeOf(mailSecurities, s) }

// Label gives the words for the way.
func (s MailSecurity) Label() string { return labelOf(mailSecurities, s) }

// ParseMailSecurity reads the code of a way.
func ParseMailSecurity(s string) (MailSecurity, error) {
	return parse[MailSecurity](mailSecurities, "cách bảo vệ đường truyền", s)
}

// MailSecurities lists all ways.
func MailSecurities() []MailSecurity { return all[MailSecurity](mailSecurities) }

// Letter is what a mail says. Its addresses are paths of the site: the outbox
// does not know under which name people reach it.
type Letter struct {
	Lead   []string     `json:"lead,omitempty"`   // paragraphs
	Items  []LetterItem `json:"items,omitempty"`  // a list, each with its page
	Action *LetterItem  `json:"action,omitempty"` // the one thing to do
	Close  []string     `json:"close,omitempty"`  // paragraphs after it
}

// LetterItem is a line with the page it leads to.
type LetterItem struct {
	Text string `json:"text"`
	Path string `json:"path,omitempty"`
}

// Mail is one mail of the outbox.
type Mail struct {
	ID        MailID
	Key       string // of its cause: two mails of one key are never queued
	Kind      MailKind
	Account   AccountID // 0: an address typed by somebody who may have no account
	Address   string
	Name      string
	Subject   string
	Letter    Letter
	State     MailState
	Attempts  int
	NextAt    time.Time // of the next attempt, while it waits
	ExpiresAt time.Time // from then on it is of no use; zero: never
	Answer    string    // what the server last said
	CreatedAt time.Time
	SentAt    time.Time
}

// DailyKey is the key of the one mail that an account gets on a day at most.
func DailyKey(id AccountID, on Date) string { return fmt.Sprintf("trong-ngay:%d:%s", id, on) }

// MessageName is the stable name of a mail, so that a second copy of it, sent
// because the answer to the first was lost, is recognised as one. A mail with a
// single-use link holds another link each time, and is another mail then.
func (m Mail) MessageName() string {
	if m.Kind.Secret() {
		return fmt.Sprintf("dvk.%d.%d.%d", m.ID, m.CreatedAt.UnixMilli(), m.Attempts)
	}
	return fmt.Sprintf("dvk.%d.%d", m.ID, m.CreatedAt.UnixMilli())
}

// mailWaits are the pauses after each failed attempt; the last goes on.
var mailWaits = []time.Duration{
	time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour,
}

// MailWait is how long to wait after so many failed attempts.
func MailWait(attempts int) time.Duration {
	return mailWaits[min(max(attempts, 1), len(mailWaits))-1]
}

// MailTries is how often a server may put off a mail before it counts as failed:
// some five days. A server that cannot be reached puts off nothing: mail waits.
const MailTries = 36

// OneLine is a text without line ends and control characters: for headers.
func OneLine(s string) string {
	return strings.Join(strings.FieldsFunc(CleanText(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// GoodAddress reports whether a text is one plain mail address.
func GoodAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s && len(s) <= 254 &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) })
}
