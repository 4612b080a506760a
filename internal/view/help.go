package view

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// TextPage is a page of running text from the folder help: help, about, privacy,
// accessibility, press.
type TextPage struct {
	Crumbs  []Crumb
	Heading string
	Lead    string
	More    []Link // beside the text
	MoreTop string // heading of More
	Updated string
	Facts   []Fact // what a text may count on, such as the number of stories

	Terms registry.Retention // how many months data of persons stay
}

// HelpIndexPage lists the help texts.
type HelpIndexPage struct {
	Heading, Lead string
	Groups        []HelpGroup
}

// HelpGroup is help for one group of readers.
type HelpGroup struct {
	Heading string
	Texts   []HelpInfo
}

// HelpInfo is one text: file help/<Slug>.html.
type HelpInfo struct {
	Slug, Title, Summary, Group string
}

// URL is the address of the help text.
func (h HelpInfo) URL() string { return address.HelpPage.At(h.Slug) }

// forStaff is the group of those who collect and judge; %s is the body that does.
const forStaff = "Cho %s và hội đồng"

// HelpTexts lists the help texts in the order they are shown.
func HelpTexts() []HelpInfo {
	return []HelpInfo{
		{
			"don-vi",
			"Đăng ký mô hình và báo cáo kết quả",
			"Từ lúc mở bản nháp đến khi mô hình được đăng: mười lăm phút, trên điện thoại cũng được.",
			"Cho đơn vị",
		},
		{"anh", "Chụp và gửi ảnh", "Ảnh nào kể được chuyện, chú thích thế nào, khi nào cần người trong ảnh đồng ý.", "Cho đơn vị"},
		{
			"tham-dinh",
			"Thẩm định, tiếp nhận và đăng bài",
			"Hàng chờ, trả lại có lý do, biên tập có tên, đăng, hẹn giờ, đính chính và gỡ.",
			forStaff,
		},
		{
			"don-doc",
			"Đôn đốc, nhắc hạn và gửi thư",
			"Nhắc theo kế hoạch, đôn đốc bằng tay, công văn, sổ ai đã nhận; máy chủ thư và thư không gửi được.",
			forStaff,
		},
		{
			"hoi-dong",
			"Xem hồ sơ để bình xét",
			"Đọc một hồ sơ theo thứ tự nào, số liệu nào đã xác nhận, lịch sử sửa ở đâu.",
			forStaff,
		},
		{
			"bao-chi",
			"Tìm và dùng lại câu chuyện",
			"Tìm theo việc, địa danh, con số; lấy bài, ảnh và dẫn nguồn cho đúng.",
			"Cho báo chí và bạn đọc",
		},
		{
			"tim-kiem",
			"Tìm kiếm",
			"Gõ không dấu, gõ tắt, tên xã cũ: tìm thế nào cũng ra, và cách tìm đúng từng chữ.",
			"Cho báo chí và bạn đọc",
		},
		{"viet-tat", "Chữ viết tắt", "Những chữ viết tắt thường gặp trong đăng ký và báo cáo.", "Cho báo chí và bạn đọc"},
	}
}

// HelpGroups lists the help texts by reader; body is who collects.
func HelpGroups(body registry.Body) []HelpGroup {
	var out []HelpGroup
	for _, t := range HelpTexts() {
		if t.Group == forStaff {
			t.Group = fmt.Sprintf(forStaff, body.Short)
		}
		if n := len(out); n == 0 || out[n-1].Heading != t.Group {
			out = append(out, HelpGroup{Heading: t.Group})
		}
		out[len(out)-1].Texts = append(out[len(out)-1].Texts, t)
	}
	return out
}

// textPage parses help/<name>.html as the text of a TextPage.
func textPage(l *loader, name string) Template[TextPage] {
	t := page[TextPage](l, "public/text")
	if t.t == nil {
		return t
	}
	text, err := fs.ReadFile(l.files, "help/"+name+".html")
	if err == nil {
		_, err = t.t.New("text").Parse(strings.TrimSpace(string(text)))
	}
	if err != nil {
		l.faults = append(l.faults, fmt.Errorf("help %s: %w", name, err))
		return Template[TextPage]{name: name}
	}
	return Template[TextPage]{"help/" + name, t.t}
}

// helpPages parses every help text.
func helpPages(l *loader) map[string]Template[TextPage] {
	out := map[string]Template[TextPage]{}
	for _, h := range HelpTexts() {
		out[h.Slug] = textPage(l, h.Slug)
	}
	return out
}

// aboutSite are the texts about the site itself.
var aboutSite = []Link{
	{Text: "Giới thiệu", URL: address.About}, {Text: "Quyền riêng tư", URL: address.Privacy},
	{Text: "Trợ năng", URL: address.Accessibility}, {Text: helpHeading, URL: address.Help},
}

const helpHeading = "Hướng dẫn"

// NewTextPage is a text about the site, beside which the others are named.
func NewTextPage(heading, lead, url string, terms registry.Retention) TextPage {
	return TextPage{
		Heading: heading, Lead: lead, MoreTop: "Xem thêm", Terms: terms,
		More: slices.DeleteFunc(slices.Clone(aboutSite), func(l Link) bool { return l.URL == url }),
	}
}

// NewHelpIndexPage lists the help texts.
func NewHelpIndexPage(body registry.Body) HelpIndexPage {
	return HelpIndexPage{Heading: helpHeading, Lead: "Chọn việc bạn cần làm. Mỗi trang đọc trong ba phút.", Groups: HelpGroups(body)}
}

// NewHelpPage is one help text; false when there is none of that name.
func NewHelpPage(slug string) (TextPage, bool) {
	texts := HelpTexts()
	i := slices.IndexFunc(texts, func(t HelpInfo) bool { return t.Slug == slug })
	if i < 0 {
		return TextPage{}, false
	}
	t := texts[i]
	p := TextPage{
		Heading: t.Title, Lead: t.Summary, MoreTop: "Hướng dẫn khác",
		Crumbs: []Crumb{{Text: helpHeading, URL: address.Help}, {Text: t.Title}},
	}
	for _, o := range slices.Delete(texts, i, i+1) {
		p.More = append(p.More, Link{Text: o.Title, URL: o.URL()})
	}
	return p, true
}
