package mail

import (
	"fmt"
	"html"
	stdmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// Sender is who mail comes from, and under which address people reach the site.
type Sender struct {
	Address string
	Name    string
	Base    string // "https://host", without a slash at the end
	Foot    string // who runs the site
}

// choicePath is the page where a person chooses which mails to get.
const choicePath = address.Own + "#thu"

// message builds what is sent.
func message(m registry.Mail, s Sender, now time.Time) (*gomail.Msg, error) {
	if !registry.GoodAddress(m.Address) {
		return nil, registry.Errorf(registry.Invalid, "Địa chỉ nhận không phải một địa chỉ thư.")
	}
	if !registry.GoodAddress(s.Address) {
		return nil, registry.Errorf(registry.Invalid, "Địa chỉ gửi trong cài đặt không phải một địa chỉ thư.")
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("dvk-"+fmt.Sprint(m.ID)+"-part"))
	msg.FromMailAddress(&stdmail.Address{Name: headerName(s.Name), Address: s.Address})
	msg.ToMailAddress(&stdmail.Address{Name: headerName(m.Name), Address: m.Address})
	msg.Subject(registry.OneLine(m.Subject))
	msg.SetDateWithValue(now.In(registry.Zone))
	_, host, _ := strings.Cut(s.Address, "@")
	msg.SetMessageIDWithValue(m.MessageName() + "@" + host)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("Content-Language", "vi")
	if !m.Kind.Secret() && m.Account != 0 {
		msg.SetListUnsubscribe(s.Base + choicePath)
	}
	msg.SetBodyString(gomail.TypeTextPlain, Text(m, s))
	msg.AddAlternativeString(gomail.TypeTextHTML, HTML(m, s))
	return msg, nil
}

// headerName is a name as it precedes an address. net/mail leaves a backslash
// in the encoded words of a name with marks, where RFC 2047 (5.3) forbids it and
// readers then see no address.
func headerName(name string) string {
	return strings.ReplaceAll(registry.OneLine(name), `\`, "/")
}

// choice says where a person chooses which mails to get.
func choice(m registry.Mail) string {
	if m.Kind.Secret() || m.Account == 0 {
		return ""
	}
	return "Chọn cách nhận thư hoặc thôi nhận:"
}

// Text is the mail as plain text.
func Text(m registry.Mail, s Sender) string {
	var b strings.Builder
	para := func(text string) { b.WriteString(strings.TrimSpace(text) + "\n\n") }
	if m.Name != "" {
		para("Kính gửi " + registry.OneLine(m.Name) + ",")
	}
	for _, p := range m.Letter.Lead {
		para(p)
	}
	for _, it := range m.Letter.Items {
		b.WriteString("- " + registry.OneLine(it.Text) + "\n")
		if it.Path != "" {
			b.WriteString("  " + s.Base + it.Path + "\n")
		}
	}
	if len(m.Letter.Items) > 0 {
		b.WriteString("\n")
	}
	if a := m.Letter.Action; a != nil {
		para(a.Text + ":\n" + s.Base + a.Path)
	}
	for _, p := range m.Letter.Close {
		para(p)
	}
	b.WriteString("-- \n" + registry.OneLine(s.Foot) + "\n" + s.Base + "\n")
	if c := choice(m); c != "" {
		b.WriteString(c + " " + s.Base + choicePath + "\n")
	}
	return b.String()
}

// HTML is the mail for readers that show it: the same words, no picture, nothing
// fetched from anywhere.
func HTML(m registry.Mail, s Sender) string {
	var b strings.Builder
	esc := func(text string) string {
		return strings.ReplaceAll(html.EscapeString(strings.TrimSpace(text)), "\n", "<br>\n")
	}
	link := func(text, path string) string {
		return `<a href="` + html.EscapeString(s.Base+path) + `" style="color:#A3211B">` + esc(text) + `</a>`
	}
	b.WriteString(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>` + esc(m.Subject) + `</title></head>` +
		`<body style="margin:0;padding:24px 16px;background:#FBF9F4;color:#1F1B16;font:17px/1.6 ` +
		`system-ui,'Segoe UI',Roboto,sans-serif"><div style="max-width:36em;margin:0 auto">` + "\n")
	if m.Name != "" {
		b.WriteString("<p>Kính gửi " + esc(registry.OneLine(m.Name)) + ",</p>\n")
	}
	for _, p := range m.Letter.Lead {
		b.WriteString("<p>" + esc(p) + "</p>\n")
	}
	if len(m.Letter.Items) > 0 {
		b.WriteString("<ul>\n")
		for _, it := range m.Letter.Items {
			text := esc(registry.OneLine(it.Text))
			if it.Path != "" {
				text = link(registry.OneLine(it.Text), it.Path)
			}
			b.WriteString("<li>" + text + "</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	if a := m.Letter.Action; a != nil {
		b.WriteString("<p><strong>" + link(a.Text, a.Path) + "</strong></p>\n")
	}
	for _, p := range m.Letter.Close {
		b.WriteString("<p>" + esc(p) + "</p>\n")
	}
	b.WriteString(
		`<p style="margin-top:32px;padding-top:12px;border-top:1px solid #E4DDD2;color:#5A524A;font-size:14px">` + esc(
			registry.OneLine(s.Foot),
		) + "<br>\n" + link(
			s.Base,
			"/",
		),
	)
	if c := choice(m); c != "" {
		b.WriteString("<br>\n" + esc(c) + " " + link("cách nhận thư", choicePath))
	}
	b.WriteString("</p>\n</div></body></html>\n")
	return b.String()
}
