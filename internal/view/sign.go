package view

import (
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// SignPages are the pages of signing in.
type SignPages struct {
	In       Template[SignInPage]
	Code     Template[CodePage]
	Factor   Template[FactorPage]
	Password Template[PasswordPage]
	Forgot   Template[ForgotPage]
	SetUp    Template[SetUpPage]
	Resume   Template[ResumePage]
	Own      Template[OwnPage]
}

func loadSign(l *loader) SignPages {
	return SignPages{
		In:       page[SignInPage](l, "sign/in"),
		Code:     page[CodePage](l, "sign/code"),
		Factor:   page[FactorPage](l, "sign/factor"),
		Password: page[PasswordPage](l, "sign/password"),
		Forgot:   page[ForgotPage](l, "sign/forgot"),
		SetUp:    page[SetUpPage](l, "sign/set-up"),
		Resume:   page[ResumePage](l, "sign/resume"),
		Own:      pageIn[OwnPage](l, "desk", "sign/own"),
	}
}

// Hidden is one value that travels along unseen.
type Hidden struct{ Name, Value string }

// Kept is what was typed into a form when its session had ended: carried through
// the pages of signing in, then handed back.
type Kept struct {
	To     string // address of the form
	Fields []Hidden
	Files  bool // files came along, which cannot be kept
}

// SignInPage asks for address and password.
type SignInPage struct {
	Errors          *ErrorSummary
	Lead            string // why one is asked now
	Email, Password Field
	Next            string
	Kept            *Kept
	Demo            []Fact // accounts of a demo
}

// CodePage asks for the code of the second factor.
type CodePage struct {
	Errors *ErrorSummary
	Code   Field
	Next   string
	Kept   *Kept
}

// FactorPage turns the second factor on.
type FactorPage struct {
	Errors         *ErrorSummary
	Forced         bool // the role must have one
	QR             Drawing
	Secret, Spaced string
	Account        string
	Code           Field
	Action         string
	Next           string
	Kept           *Kept
}

// PasswordPage is behind a single-use link.
type PasswordPage struct {
	Errors             *ErrorSummary
	Name, Email, Until string
	Password           Field
}

// ForgotPage takes the wish for a link to set a new password.
type ForgotPage struct {
	Errors *ErrorSummary
	Email  Field
	On     bool // mail is sent
	Asked  bool
}

// SetUpPage makes the first administrator.
type SetUpPage struct {
	Errors                *ErrorSummary
	Name, Email, Password Field
}

// ResumePage hands back what was typed before the session ended.
type ResumePage struct {
	Kept  Kept
	Texts []string // the longer ones, to be seen
}

// NewResumePage shows the longer texts of what was kept.
func NewResumePage(k Kept) ResumePage {
	p := ResumePage{Kept: k}
	for _, f := range k.Fields {
		if len([]rune(strings.TrimSpace(f.Value))) >= 12 && strings.ContainsAny(strings.TrimSpace(f.Value), " \n") {
			p.Texts = append(p.Texts, f.Value)
		}
	}
	return p
}

// SessionRow is one signed-in browser of one's own account.
type SessionRow struct {
	Agent, Address string
	Since, Seen    time.Time
	This           bool
}

// TokenRow is one API token of one's own account.
type TokenRow struct {
	ID            int64
	Name          string
	Created, Used time.Time
}

// TokenLine is a token as the page shows it.
type TokenLine struct {
	ID                  int64
	Name, Created, Used string
}

// OwnPage is one's own account.
type OwnPage struct {
	Errors        *ErrorSummary
	Facts         []Fact
	Current, Next Field
	OffCurrent    Field
	Factor        bool // a second factor is on
	Forced        bool // and must be
	Sessions      Table
	Tokens        []TokenLine
	TokenName     Field
	Secret        string // of a token just made
	Mail          Field  // which mails one wants
}

// NewOwnPage shows an account to its owner.
func NewOwnPage(a registry.Account, l *registry.Ledger, sessions []SessionRow, tokens []TokenRow, forced bool) OwnPage {
	p := OwnPage{
		Facts:  []Fact{{Name: "Họ và tên", Text: a.Name}, {Name: "Thư điện tử", Text: a.Email}, {Name: "Vai trò", Text: a.Role.Label()}},
		Factor: a.TOTPSecret != "", Forced: forced,
		Mail: InputRadios("mail", "Cách nhận thư", a.Mail.String(), TermOptions(registry.MailChoices())),
		Sessions: Table{
			Caption:     "Các nơi đang đăng nhập",
			HideCaption: true,
			Stacked:     true,
			Columns:     []Column{{Label: "Trình duyệt"}, {Label: "Địa chỉ mạng"}, {Label: "Đăng nhập lúc"}, {Label: "Dùng gần nhất"}},
		},
	}
	if a.Unit != "" {
		p.Facts = append(p.Facts, Fact{Name: "Đơn vị", Text: l.Name(a.Unit), URL: address.Unit.At(a.Unit)})
		if now, ok := l.Current(a.Unit); ok && now.Code != a.Unit {
			p.Facts[len(p.Facts)-1] = Fact{
				Name: "Đơn vị",
				Text: now.Name + " (trước là " + l.FullName(a.Unit) + ")",
				URL:  address.Unit.At(now.Code),
			}
		}
	}
	for _, s := range sessions {
		name := H(AgentName(s.Agent), "")
		if s.This {
			name.Sub = "máy này"
		}
		p.Sessions.Rows = append(p.Sessions.Rows, Row{Cells: []Cell{name, T(s.Address), T(Moment(s.Since)), T(Moment(s.Seen))}})
	}
	p.Sessions = p.Sessions.Labelled()
	for _, t := range tokens {
		line := TokenLine{t.ID, t.Name, Day(t.Created), "chưa dùng"}
		if !t.Used.IsZero() {
			line.Used = Moment(t.Used)
		}
		p.Tokens = append(p.Tokens, line)
	}
	return p
}

// AgentName says in words which browser a User-Agent header speaks of.
func AgentName(agent string) string {
	pick := func(list [][2]string) string {
		for _, p := range list {
			if strings.Contains(agent, p[0]) {
				return p[1]
			}
		}
		return ""
	}
	browser := pick([][2]string{
		{"coc_coc_browser", "Cốc Cốc"}, {"Zalo", "Zalo"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"},
		{"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"CriOS/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	})
	system := pick(
		[][2]string{
			{"Android", "Android"},
			{"iPhone", "iPhone"},
			{"iPad", "iPad"},
			{"Windows", "Windows"},
			{"Mac OS X", "máy Mac"},
			{"Linux", "Linux"},
		},
	)
	switch {
	case browser != "" && system != "":
		return browser + " trên " + system
	case browser+system != "":
		return browser + system
	}
	return "Trình duyệt khác"
}
