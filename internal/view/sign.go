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

// SignInInput is what the page of signing in is made from.
type SignInInput struct {
	Lead  string // why one is asked now
	Email string // as it was typed
	Next  string
	Kept  *Kept
	Demo  []registry.Account // of which the page names those of a demo
	Err   error
}

// NewSignInPage asks for address and password.
func NewSignInPage(in SignInInput) SignInPage {
	p := SignInPage{
		Errors: NewErrorSummary(in.Err), Lead: in.Lead, Email: signEmail(in.Email),
		Password: InputPassword("password", "Mật khẩu", "current-password").Need(), Next: in.Next, Kept: in.Kept,
	}
	for _, a := range in.Demo {
		if a.Demo && !a.Disabled {
			p.Demo = append(p.Demo, Fact{Name: a.Role.Label(), Text: a.Email})
		}
	}
	return p
}

// signEmail is not of type email, which may not be filled in as a user name.
func signEmail(value string) Field {
	f := InputText("email", "Thư điện tử", value).Need()
	f.InputMode, f.Autocomplete = "email", "username"
	return f
}

func newPassword(err error) Field {
	return InputPassword("password", "Mật khẩu mới", "new-password").
		Need().
		Hint("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất, gõ có dấu cũng được.").
		Wrong(registry.FieldsOf(err))
}

// CodePage asks for the code of the second factor.
type CodePage struct {
	Errors *ErrorSummary
	Code   Field
	Next   string
	Kept   *Kept
}

// NewCodePage asks for the code of the second factor.
func NewCodePage(next string, kept *Kept, err error) CodePage {
	return CodePage{Errors: NewErrorSummary(err), Code: codeField(err), Next: next, Kept: kept}
}

func codeField(err error) Field {
	f := InputText("code", "Mã 6 số", "").Need()
	f.InputMode, f.Autocomplete, f.Width = "numeric", "one-time-code", "short"
	return f.Wrong(registry.FieldsOf(err))
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

// FactorInput is what the page of turning the second factor on is made from.
type FactorInput struct {
	Forced         bool // the role must have one
	Secret, Spaced string
	URL            string // of the secret, for the apps that make codes
	Account        string // its address
	Next           string
	Kept           *Kept
	Err            error
}

// NewFactorPage shows a secret to add to an app, and asks for a first code.
func NewFactorPage(in FactorInput) FactorPage {
	p := FactorPage{
		Errors: NewErrorSummary(in.Err), Forced: in.Forced, QR: QRCode(in.URL, "Mã QR để thêm vào ứng dụng xác thực"),
		Secret: in.Secret, Spaced: in.Spaced, Account: in.Account, Code: codeField(in.Err), Action: address.OwnFactor,
		Next: in.Next, Kept: in.Kept,
	}
	if in.Forced {
		p.Action = address.SignInFactor
	}
	return p
}

// PasswordPage is behind a single-use link.
type PasswordPage struct {
	Errors             *ErrorSummary
	Name, Email, Until string
	Password           Field
}

// NewPasswordPage asks for a password of an account, as long as its link works.
func NewPasswordPage(a registry.Account, until time.Time, err error) PasswordPage {
	return PasswordPage{
		Errors: NewErrorSummary(err), Name: a.Name, Email: a.Email, Until: Moment(until), Password: newPassword(err),
	}
}

// ForgotPage takes the wish for a link to set a new password.
type ForgotPage struct {
	Errors *ErrorSummary
	Email  Field
	On     bool // mail is sent
	Asked  bool
}

// NewForgotPage asks for the address to send a link to; on says whether mail is sent.
func NewForgotPage(on bool, email string, err error) ForgotPage {
	return ForgotPage{Errors: NewErrorSummary(err), On: on, Email: signEmail(email).Wrong(registry.FieldsOf(err))}
}

// NewForgotAsked says that the wish was taken: the same for every address.
func NewForgotAsked(on bool) ForgotPage { return ForgotPage{On: on, Asked: true} }

// SetUpPage makes the first administrator.
type SetUpPage struct {
	Errors                *ErrorSummary
	Name, Email, Password Field
}

// NewSetUpPage asks who the first administrator is; a is what was typed.
func NewSetUpPage(a registry.Account, err error) SetUpPage {
	wrong := registry.FieldsOf(err)
	name := InputText("name", "Họ và tên", a.Name).Need().Wrong(wrong)
	name.Autocomplete = "name"
	return SetUpPage{Errors: NewErrorSummary(err), Name: name, Email: signEmail(a.Email).Wrong(wrong), Password: newPassword(err)}
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

// OwnInput is what the page of one's own account is made from.
type OwnInput struct {
	Account  registry.Account
	Ledger   *registry.Ledger
	Sessions []SessionRow
	Tokens   []TokenRow
	Forced   bool   // the second factor must be on
	Secret   string // of a token just made: shown this once
	Err      error
}

// NewOwnPage shows an account to its owner.
func NewOwnPage(in OwnInput) OwnPage {
	a, l, wrong := in.Account, in.Ledger, registry.FieldsOf(in.Err)
	current := InputPassword("current", "Mật khẩu đang dùng", "current-password").Need()
	off := current
	off.ID = "off-current"
	p := OwnPage{
		Errors: NewErrorSummary(in.Err), Secret: in.Secret,
		Current: current.Wrong(wrong), OffCurrent: off, Next: newPassword(in.Err),
		TokenName: InputText("name", "Tên của khóa", "").Need().Hint("Để nhớ khóa dùng ở đâu, ví dụ “Phần mềm một cửa”.").Wrong(wrong),
		Facts:     []Fact{{Name: "Họ và tên", Text: a.Name}, {Name: "Thư điện tử", Text: a.Email}, {Name: "Vai trò", Text: a.Role.Label()}},
		Factor:    a.TOTPSecret != "", Forced: in.Forced,
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
	for _, s := range in.Sessions {
		name := H(AgentName(s.Agent), "")
		if s.This {
			name.Sub = "máy này"
		}
		p.Sessions.Rows = append(p.Sessions.Rows, Row{Cells: []Cell{name, T(s.Address), T(Moment(s.Since)), T(Moment(s.Seen))}})
	}
	p.Sessions = p.Sessions.Labelled()
	for _, t := range in.Tokens {
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
