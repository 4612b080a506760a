package site_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// oddStrings are over five hundred texts that programs choke on: what markup,
// databases, spreadsheets, templates, shells, terminals, paths and letters make of
// them.
func oddStrings() []string {
	list := []string{
		"", " ", "\t", "\n", "\r\n", "\x00", "a\x00b", "\x1b[31mđỏ\x1b[0m", "\x7f", "\u0085", "\u2028", "\u2029", "\ufeffBOM",
		"\ufffe", "\U0010ffff",
		"\xff", "\xc3(", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\xc0\xafb", "%00", "%0d%0aSet-Cookie:%20a=b", "a\r\nSet-Cookie: a=b",
		"null", "NULL", "undefined",
		"NaN", "Infinity", "-1", "0", "1e309", "999999999999999999999999", "0x7fffffff", "1,000.00", "१२३", "١٢٣", "½", "²", "true",
		"[]", "{}",
		"{{.}}", "{{define \"x\"}}{{end}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{% raw %}", "`id`", "$(id)", "; ls",
		"| cat /etc/passwd", "&& reboot",
		"../../../etc/passwd", `..\..\windows\win.ini`, "/etc/passwd", "file:///etc/passwd", "CON", "NUL", "aux.txt", ".htaccess",
		"~", "*", "?", "%", "_", "%s%n%x",
		"=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://a\",\"b\")", "\t=1", "'=1",
		"'", "\"", "`", "\\", "\\'", "';--", "' OR '1'='1", "\"; DROP TABLE entry; --", "1; DELETE FROM entry", "' UNION SELECT password FROM account --", "x'; ATTACH DATABASE 'a' AS b; --",
		"\u202egnp.exe", "\u200b", "\u200d", "\u2066a\u2069", "\u00ad", "a\u0300\u0301\u0302\u0303", "e\u0323\u0302",
		"Z" + strings.Repeat("\u0336", 80),
		"👨‍👩‍👧‍👦", "🏳️‍🌈", "🇻🇳", "👍🏽", "𝕳𝖊𝖑𝖑𝖔", "ﬁ", "İı", "ß", "ſ", "Å", "Đường", "đương", "ĐƯỜNG", "Dươ\u031b\u0300ng", "日本語",
		"한국어", "العربية", "עברית", "ไทย", "ქართული", "\U000e0041",
		strings.Repeat(
			"a",
			5000,
		), strings.Repeat("ươ ", 3000), strings.Repeat("(", 2000), strings.Repeat("\"", 999), strings.Repeat("\n", 500),
		strings.Repeat("a b ", 2000), strings.Repeat("👍", 1000),
	}
	for _, tag := range []string{"script", "img", "svg", "iframe", "object", "embed", "math", "style", "link", "meta", "base", "form",
		"textarea", "title", "noscript", "template", "xml"} {
		list = append(
			list,
			"<"+tag+">",
			"</"+tag+">",
			"<"+tag+" onload=alert(1)>",
			"<"+tag+" src=x onerror=alert(1)//",
			"<"+strings.ToUpper(tag)+"/onmouseover=alert(1)>",
			"\"><"+tag+">",
			"'><"+tag+">",
			"<<"+tag+">",
			"&lt;"+tag+"&gt;",
			"<"+tag+"\x00>",
		)
	}
	for _, scheme := range []string{"javascript", "data", "vbscript", "file", "blob", "about", "ws", "mailto"} {
		list = append(
			list,
			scheme+":alert(1)",
			strings.ToUpper(scheme)+":alert(1)",
			" "+scheme+":alert(1)",
			scheme+"\t:alert(1)",
			scheme+"&#58;alert(1)",
			"//"+scheme,
		)
	}
	for _, op := range []string{"AND", "OR", "NOT", "NEAR", "field:", "title:", "\"", "(", ")", "*", "~", "^", "-", "+", ":", "/",
		"[a TO b]", "{a TO b}", "\\"} {
		list = append(list, op, op+op, "a "+op, op+" a", "a"+op+"b", "\""+op, op+"\"", "nhà "+op+" nước", strings.Repeat(op+" ", 50))
	}
	for r := rune(0x80); len(list) < 560; r += 97 {
		list = append(list, "x"+string(r)+"y")
	}
	return list
}

// wide are the fields of the API that take any text.
var wide = []string{
	"title",
	"summary",
	"problem",
	"goal",
	"approach",
	"what_is_new",
	"body",
	"place",
	"address",
	"beneficiaries",
	"lead",
	"milestones",
	"outputs",
	"replicability",
	"contact_name",
	"contact_title",
	"contact_phone",
}

// raw writes a string as JSON without repairing it.
func raw(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Odd strings in every field of a draft: no failure of ours, and what was taken
// comes back with its words unaltered, in the API and, escaped, in the form.
func TestOddStringsInEveryField(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff, browser := h.Program(t, registry.UnitStaff), h.As(t, registry.UnitStaff)
	a := staff.Call("POST", "/api/v1/entries", sitetest.DraftBody("")).Want(http.StatusCreated)
	path, tag := a.Header.Get("Location"), a.Header.Get("ETag")
	form := strings.Replace(path, "/api/v1/entries/", "/lam-viec/mo-hinh/", 1)
	if code, _, _ := browser.Get(form); code != http.StatusOK {
		form = ""
	}
	taken := 0
	for i, s := range oddStrings() {
		var b strings.Builder
		for _, f := range wide {
			fmt.Fprintf(&b, ",%q:%s", f, raw(s))
		}
		r := staff.Call("PUT", path, "{"+b.String()[1:]+"}", "If-Match", tag)
		if r.Code >= 500 || r.Code == http.StatusPreconditionFailed {
			t.Fatalf("string %d %.60q: %d %.300s", i, s, r.Code, r.Text)
		}
		if r.Code != http.StatusOK {
			continue // refused with words
		}
		taken++
		tag = r.Header.Get("ETag")
		got := staff.Get(path).Want(http.StatusOK).JSON()
		want := registry.CleanText(s)
		for _, f := range wide {
			if v, _ := got[f].(string); v != want && json.Valid([]byte(raw(s))) && !sameWords(v, s) {
				t.Errorf("string %d %.60q in %s came back as %.60q", i, s, f, v)
			}
		}
		if form != "" && i%4 == 0 {
			code, _, body := browser.Get(form)
			if code != http.StatusOK || strings.Contains(s, "alert(1)") && strings.Contains(s, "<") && strings.Contains(body, s) {
				t.Errorf("string %d %.60q: the form answers %d, or shows it unescaped", i, s, code)
			}
		}
	}
	if taken < 300 {
		t.Errorf("only %d strings were taken", taken)
	}
	t.Logf("%d strings, %d taken, in %d fields; form page %q", len(oddStrings()), taken, len(wide), form)
}

// sameWords compares letters and digits only: what was typed may be tidied at its
// ends, not changed.
func sameWords(a, b string) bool { return words(a) == words(b) }

func words(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xfffd || r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, registry.CleanText(s))
}

// Odd strings in every parameter of every public page and in the fields of signing
// in: no failure of ours, and never as markup.
func TestOddStringsInParameters(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 60, areas...)
	r := h.Reader(t)
	pages := []string{
		"/mo-hinh?q=%s", "/mo-hinh?year=%s&field=%[1]s&kind=%[1]s&unit=%[1]s&tag=%[1]s&recognition=%[1]s&sort=%[1]s&page=%[1]s",
		"/api/v1/suggest?q=%s", "/api/v1/entries?q=%s",
		"/api/v1/units?q=%s&on=%[1]s", "/don-vi?q=%s", "/so-lieu?year=%s", "/feed.atom?q=%s", "/oembed?url=%s&format=%[1]s",
		"/mo-hinh/2026/%s", "/don-vi/%s", "/dang-nhap?next=%s", "/api/v1/units/%s",
	}
	for i, s := range oddStrings() {
		esc := url.QueryEscape(s)
		// Every string meets a third of the pages: each page meets all kinds of them.
		for j, p := range pages {
			if (i+j)%3 != 0 || len(esc) > 40_000 {
				continue
			}
			if strings.Contains(p, "/%s") {
				esc = url.PathEscape(s)
			} else {
				esc = url.QueryEscape(s)
			}
			code, _, body := r.Get(fmt.Sprintf(p, esc))
			if code >= 500 {
				t.Errorf("%s with %.60q: %d %.200s", p, s, code, body)
			}
			if strings.HasPrefix(s, "<") && len(s) > 9 && strings.Contains(body, s) {
				t.Errorf("%s shows %.60q unescaped", p, s)
			}
		}
		if i%40 == 0 {
			code, _, body := r.Post("/dang-nhap", url.Values{"email": {s}, "password": {s}, "next": {s}})
			if code >= 500 {
				t.Errorf("sign-in with %.60q: %d %.200s", s, code, body)
			}
		}
	}
}
