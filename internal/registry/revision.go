package registry

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Revision is one kept state of an entry's words.
type Revision struct {
	ID      int64
	Entry   EntryID
	Version int
	At      time.Time
	Account AccountID
	Name    string // of the account, as it was
	Role    Role
	Action  string // of RevisionActions
	Reason  string
	Content Content
	Report  Report
	Photos  map[PhotoID]PhotoText
}

// RevisionActions names what made a revision.
func RevisionActions() []Choice {
	return []Choice{
		{"tao", "Tạo bản nháp"}, {"luu", "Lưu nháp"}, {"gui", "Gửi đăng ký"}, {"tra-lai", "Trả lại"}, {"tiep-nhan", "Tiếp nhận"},
		{"bien-tap", "Chuyên viên biên tập"}, {"rut", "Rút đăng ký"}, {"gop", "Gộp vào mô hình khác"}, {"luu-bao-cao", "Lưu báo cáo"},
		{
			"gui-bao-cao",
			"Gửi báo cáo",
		}, {"tra-bao-cao", "Trả lại báo cáo"}, {"xac-nhan", "Xác nhận kết quả"}, {"nhan-ve", "Đơn vị nhận về"},
		{
			"nhap",
			"Nhập từ tệp",
		}, {"dang", "Đăng bài"}, {"hen-gio", "Hẹn giờ đăng"}, {"dinh-chinh", "Đính chính"}, {"go", "Gỡ bài"}, {"viet-bai", "Biên tập bài"},
		{"cong-nhan", "Ghi công nhận"}, {"lien-ket", "Liên kết với mô hình khác"}, {"bo-lien-ket", "Bỏ liên kết với mô hình khác"},
		{"dat-mat", "Đánh dấu lĩnh vực mật"}, {"bo-mat", "Bỏ dấu lĩnh vực mật"},
	}
}

// Change is one field that differs between two states.
type Change struct {
	Field    string // JSON name, rows as "outcomes"
	Label    string
	Old, New string
}

// Diff lists the fields in which two contents and reports differ, in the order
// of the form, as text a person can read.
func Diff(a, b Revision) []Change {
	changes := diffStruct(reflect.ValueOf(a.Content), reflect.ValueOf(b.Content))
	changes = append(changes, diffStruct(reflect.ValueOf(a.Report), reflect.ValueOf(b.Report))...)
	seen := map[PhotoID]bool{}
	for id, p := range a.Photos {
		seen[id] = true
		if q, ok := b.Photos[id]; !ok || q != p {
			changes = append(
				changes,
				Change{Field: fmt.Sprintf("photos.%d", id), Label: "Ảnh", Old: p.readable(), New: b.Photos[id].readable()},
			)
		}
	}
	for id, q := range b.Photos {
		if !seen[id] {
			changes = append(changes, Change{Field: fmt.Sprintf("photos.%d", id), Label: "Ảnh", New: q.readable()})
		}
	}
	return changes
}

func (p PhotoText) readable() string {
	if p == (PhotoText{}) {
		return ""
	}
	return fmt.Sprintf("%s\nMô tả: %s\nẢnh: %s, %s, %s", p.Caption, p.Alt, p.Author, p.TakenOn.Local(), p.Basis.Label())
}

func diffStruct(a, b reflect.Value) []Change {
	var out []Change
	for i := range a.NumField() {
		name, _, _ := strings.Cut(a.Type().Field(i).Tag.Get("json"), ",")
		x, y := readable(a.Field(i)), readable(b.Field(i))
		if x != y {
			out = append(out, Change{Field: name, Label: FieldName(name), Old: x, New: y})
		}
	}
	return out
}

// readable writes one value of a form as lines of text.
func readable(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case interface{ Label() string }:
		return x.Label()
	case FieldCode:
		return FieldLabel(x)
	case Date:
		return x.Local()
	case bool:
		if x {
			return "có"
		}
		return ""
	}
	switch v.Kind() {
	case reflect.Slice:
		var lines []string
		for i := range v.Len() {
			lines = append(lines, readable(v.Index(i)))
		}
		return strings.Join(lines, "\n")
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if s := readable(v.Field(i)); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, " · ")
	}
	return v.String()
}

// FieldName gives the words for a form field by its JSON name.
func FieldName(name string) string {
	if l, ok := fieldNames[name]; ok {
		return l
	}
	return name
}

var fieldNames = func() map[string]string {
	m := map[string]string{
		"type": "Loại", "novelty": "Hình thức", "field": "Lĩnh vực", "tags": "Chủ đề", "latitude": "Vĩ độ", "longitude": "Kinh độ",
		"households": "Số hộ", "people": "Số người", "partners": "Lực lượng phối hợp", "resources": "Nguồn lực", "start": "Bắt đầu",
		"review_on": "Thời điểm đánh giá", "basis_date": "Ngày văn bản chủ trương", "approved_on": "Ngày phê duyệt", "person_born": "Năm sinh",
		"person_consent": "Đồng ý công khai", "contact_press": "Cho báo chí xem liên hệ", "pledge": "Cam kết", "outcomes": "Chỉ tiêu, kết quả",
		"surveyed": "Số phiếu hỏi", "satisfied": "Tỷ lệ hài lòng (%)", "sites": "Điểm áp dụng",
	}
	for _, x := range new(Content).texts() {
		m[x.name] = x.label
	}
	for _, x := range new(Report).texts() {
		m[x.name] = x.label
	}
	return m
}()
