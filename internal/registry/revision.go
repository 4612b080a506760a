package registry

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
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

// RevisionActions names what made a revision, by [Deed.Act].
func RevisionActions() []Choice {
	return []Choice{
		{DidEntryCreate.Act(), "Tạo bản nháp"},
		{DidEntrySave.Act(), "Lưu nháp"},
		{DidEntrySend.Act(), "Gửi đăng ký"},
		{DidEntryReturn.Act(), "Trả lại"},
		{DidEntryAccept.Act(), "Tiếp nhận"},
		{DidEntryRevise.Act(), "Chuyên viên biên tập"},
		{DidEntryWithdraw.Act(), "Rút đăng ký"},
		{DidEntryMerge.Act(), "Gộp vào mô hình khác"},
		{DidEntrySaveReport.Act(), "Lưu báo cáo"},
		{DidEntrySendReport.Act(), "Gửi báo cáo"},
		{DidEntryReturnReport.Act(), "Trả lại báo cáo"},
		{DidEntryConfirm.Act(), "Xác nhận kết quả"},
		{"nhan-ve", "Đơn vị nhận về"},
		{DidEntryImport.Act(), "Nhập từ tệp"},
		{DidEntryPublish.Act(), "Đăng bài"},
		{DidEntrySchedule.Act(), "Hẹn giờ đăng"},
		{DidEntryCorrect.Act(), "Đính chính"},
		{DidEntryRemove.Act(), "Gỡ bài"},
		{DidEntryWrite.Act(), "Biên tập bài"},
		{DidEntryRecognise.Act(), "Ghi công nhận"},
		{DidEntryLink.Act(), "Liên kết với mô hình khác"},
		{DidEntryUnlink.Act(), "Bỏ liên kết với mô hình khác"},
		{DidEntryClassify.Act(), "Đánh dấu lĩnh vực mật"},
		{DidEntryDeclassify.Act(), "Bỏ dấu lĩnh vực mật"},
		{DidEntryRelease.Act(), "Ra bản công bố mới"},
		{DidClaimUndo.Act(), "Hoàn tác việc cho nhận mô hình"},
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
	changes := diffFields(contentFields, &a.Content, &b.Content)
	changes = append(changes, diffFields(reportFields, &a.Report, &b.Report)...)
	ids := slices.Collect(maps.Keys(a.Photos))
	for id := range b.Photos {
		if _, ok := a.Photos[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		p, had := a.Photos[id]
		if q, has := b.Photos[id]; had != has || p != q {
			changes = append(changes, Change{Field: fmt.Sprintf("photos.%d", id), Label: "Ảnh", Old: p.readable(), New: q.readable()})
		}
	}
	return changes
}

// DiffEntries lists in what two states of an entry differ: what [Diff] compares, the
// story, and what stands over the texts.
func DiffEntries(a, b *Entry) []Change {
	changes := diffFields(storyFields, &a.Story, &b.Story)
	state := func(e *Entry) Revision {
		r := Revision{Content: e.Content, Report: e.Report, Photos: map[PhotoID]PhotoText{}}
		for _, p := range e.Photos {
			r.Photos[p.ID] = p.PhotoText
		}
		return r
	}
	changes = append(changes, Diff(state(a), state(b))...)
	for _, x := range []struct{ field, label, old, new string }{
		{"year", "Năm", fmt.Sprint(a.Season), fmt.Sprint(b.Season)},
		{"unit_code", "Đơn vị", string(a.Unit), string(b.Unit)},
		{"unit_name", "Đơn vị như nguồn ghi", a.UnitText, b.UnitText},
		{"origin", "Nguồn", a.Origin.Label(), b.Origin.Label()},
		{"result", "Kết quả", a.Result.Label(), b.Result.Label()},
		{"source", "Bài báo", strings.TrimSpace(a.Source.Title + " " + a.Source.URL), strings.TrimSpace(b.Source.Title + " " + b.Source.URL)},
		{"photo_order", "Thứ tự ảnh", photoOrder(a.Photos, b.Photos), photoOrder(b.Photos, a.Photos)},
		{"links", "Liên kết", linkWords(a.Links), linkWords(b.Links)},
		{"co_owners", "Cùng chủ trì", coOwnerWords(a.CoOwners), coOwnerWords(b.CoOwners)},
		{"fates", "Duy trì", fateWords(a.Fates), fateWords(b.Fates)},
	} {
		if x.old != x.new {
			changes = append(changes, Change{Field: x.field, Label: x.label, Old: x.old, New: x.new})
		}
	}
	return changes
}

// photoOrder names the photos that another state has too, in their order.
func photoOrder(list, other []Photo) string {
	var out []string
	for i := range list {
		if slices.ContainsFunc(other, func(o Photo) bool { return o.ID == list[i].ID }) {
			out = append(out, fmt.Sprintf("ảnh số %d", list[i].ID))
		}
	}
	return strings.Join(out, ", ")
}

func linkWords(list []Link) string {
	var out []string
	for _, l := range list {
		word := fmt.Sprintf("%s mô hình %d", l.Kind.Label(), l.To)
		if !l.Confirmed {
			word += " (chưa xác nhận)"
		}
		out = append(out, word)
	}
	return strings.Join(out, "\n")
}

func coOwnerWords(list []CoOwner) string {
	var out []string
	for _, o := range list {
		out = append(out, string(o.Unit))
	}
	return strings.Join(out, "\n")
}

func fateWords(list []PublicFate) string {
	var out []string
	for _, x := range list {
		f, _ := ParseFate(x.Fate)
		out = append(out, fmt.Sprintf("sau %d tháng: %s", x.Months, f.Label()))
	}
	return strings.Join(out, "\n")
}

func (p PhotoText) readable() string {
	if p == (PhotoText{}) {
		return ""
	}
	return fmt.Sprintf("%s\nMô tả: %s\nẢnh: %s, %s, %s", p.Caption, p.Alt, p.Author, p.TakenOn.Local(), p.Basis.Label())
}

func diffFields[T any](defs []FieldDef[T], a, b *T) []Change {
	var out []Change
	for i := range defs {
		d := &defs[i]
		x, y := readable(reflect.ValueOf(d.Value(a))), readable(reflect.ValueOf(d.Value(b)))
		if x != y {
			out = append(out, Change{Field: d.Name, Label: d.Label, Old: x, New: y})
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
	case reflect.Slice, reflect.Array:
		var lines []string
		for i := range v.Len() {
			if s := readable(v.Index(i)); s != "" {
				lines = append(lines, s)
			}
		}
		return strings.Join(lines, "\n")
	case reflect.Int64:
		if v.IsZero() {
			return ""
		}
		return fmt.Sprint(v.Int())
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
