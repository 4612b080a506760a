package view

import (
	"fmt"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// registerPath begins a registration of a year.
func registerPath(y registry.Year) string { return address.Register + "?nam=" + YearText(y) }

// UnitTasks are the models of a unit in a year, the most urgent first, and how far
// it is with them. What was withdrawn or merged is no longer its to do.
func UnitTasks(y registry.Year, lines []EntryLine) (TaskGroup, UnitStanding) {
	SortByUrgency(lines)
	g, n := TaskGroup{Heading: "Mô hình năm " + YearText(y)}, UnitStanding{}
	for _, l := range lines {
		if l.Registration == registry.Withdrawn || l.Registration == registry.Merged {
			continue
		}
		n.add(l)
		g.Tasks = append(g.Tasks, NewTask(l))
	}
	if len(g.Tasks) == 0 {
		g.Empty = &Empty{
			Heading: "Chưa có mô hình nào",
			Text:    "Bắt đầu một bản nháp: chưa đủ chữ, chưa có ảnh cũng lưu được.",
			Action:  &Link{Text: "Đăng ký mô hình năm " + YearText(y), URL: registerPath(y)},
		}
	}
	return g, n
}

// add counts one registration.
func (n *UnitStanding) add(l EntryLine) {
	switch l.Registration {
	case registry.Returned:
		n.Returned++
	case registry.Sent:
		n.Sent++
	case registry.Accepted:
		n.Sent++
		n.Accepted++
		if l.Result == registry.ReportSent || l.Result.Confirmed() {
			n.Reported++
		}
	default: // not sent, or no longer the unit's
	}
}

// AnotherModel begins one more registration of a unit that has some.
func AnotherModel(y registry.Year) Button {
	return Button{Text: "Đăng ký thêm mô hình năm " + YearText(y), Kind: "main", URL: registerPath(y)}
}

// JointTasks are the models that a unit was asked to carry jointly, or carries.
func JointTasks(list []registry.Entry, a registry.Actor, l *registry.Ledger) TaskGroup {
	g := TaskGroup{Heading: "Cùng chủ trì với đơn vị khác", Lead: "Mô hình tính cho đơn vị của bạn khi đã xác nhận."}
	for i := range list {
		g.Tasks = append(g.Tasks, JointTask(&list[i], a, l))
	}
	return g
}

// ContinueTasks are models of earlier years that a unit may continue.
func ContinueTasks(y registry.Year, lines []EntryLine) TaskGroup {
	g := TaskGroup{Heading: "Tiếp tục mô hình năm trước", Lead: "Phần còn đúng được chép sang; số liệu và điểm mới hỏi lại."}
	for _, l := range lines {
		t := NewTask(l)
		t.Next = Button{Text: "Tiếp tục năm " + YearText(y), URL: fmt.Sprintf(address.Register+"?nam=%d&tu=%d", y, l.ID)}
		g.Tasks = append(g.Tasks, t)
	}
	return g
}

// ClaimQueueTasks are the requests that wait for the verifier.
func ClaimQueueTasks(t *Table, total, shown int) TaskGroup {
	g := TaskGroup{Heading: "Yêu cầu nhận mô hình", Table: t}
	if total > shown {
		g.More = &Link{Text: "Xem cả " + Count(total) + " yêu cầu", URL: address.Claims}
	}
	return g
}

// QueueTasks are the first lines of a verifier's list, and the way to the others.
func QueueTasks(label, url string, lines []EntryLine, total int, now time.Time) TaskGroup {
	g := TaskGroup{Heading: label, Table: QueueTable(label, lines, now)}
	if total > len(lines) {
		g.More = &Link{Text: "Xem cả " + Count(total) + " mô hình", URL: url}
	}
	return g
}

// NothingWaits is the verifier's desk when every list is empty.
func NothingWaits() TaskGroup {
	return TaskGroup{
		Heading: "Chờ xử lý",
		Empty: &Empty{
			Heading: "Không có gì đang chờ",
			Text:    "Đăng ký mới, báo cáo cần xác nhận và bài chờ đăng sẽ hiện ở đây, việc chờ lâu nhất đứng trước.",
		},
	}
}

// ReaderTasks are what journalists and the council can do at once.
func ReaderTasks(role registry.Role) (TaskGroup, []Notice) {
	g := TaskGroup{Heading: "Bạn làm được ngay"}
	add := func(title, url, sub, button string) {
		g.Tasks = append(g.Tasks, Task{Title: title, URL: url, Sub: sub, Next: Button{Text: button, URL: url}})
	}
	add("Tìm mô hình", address.Stories, "Theo việc làm, địa danh cũ hoặc mới, con số; gõ không dấu cũng được.", "Tìm")
	if role == registry.Journalist {
		add("Bài hẹn giờ mở cho báo chí", address.Entries+"?bai=hen-gio", "Xem trước giờ đăng; xin giữ đúng giờ đã hẹn.", "Xem danh sách")
		add(
			"Ảnh, chữ và liên hệ",
			address.PressRoom,
			"Mỗi bài có gói tải về: chữ ba cỡ, ảnh có chú thích và tên người chụp.",
			"Phòng báo chí",
		)
		return g, nil
	}
	add("Đọc các mô hình", address.Entries, "Những mô hình bạn được xem, lọc theo năm và lĩnh vực.", "Xem danh sách")
	return g, []Notice{{Heading: "Chấm điểm chưa mở", Text: "Khi đến kỳ chấm điểm, phiếu của bạn sẽ hiện ở đây."}}
}
