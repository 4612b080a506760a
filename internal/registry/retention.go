package registry

import (
	"strconv"
	"strings"
	"time"
)

// Retention is how many months data of persons stay once their work is done. What
// it does not name stays as long as the record of the state's work does.
type Retention struct {
	Addresses int `json:"addresses"` // network addresses in the record of who did what
	Messages  int `json:"messages"`  // notices, and mails that were sent
	Searches  int `json:"searches"`  // what was searched for, counted without persons
	Requests  int `json:"requests"`  // where a journalist wanted an answer
	Drafts    int `json:"drafts"`    // persons in registrations that were never accepted
	Accounts  int `json:"accounts"`  // name and address of closed accounts
}

// RetentionTerm is one term with its words.
type RetentionTerm struct {
	Name, Label, Help string
	Months            *int
}

// retentionMax is the longest term in months.
const retentionMax = 120

// DefaultRetention are the terms until others are set.
func DefaultRetention() Retention { return Retention{12, 12, 24, 12, 24, 24} }

// Terms lists the terms in the order of the form.
func (r *Retention) Terms() []RetentionTerm {
	return []RetentionTerm{
		{"addresses", "Địa chỉ mạng trong nhật ký việc làm", "Sau thời hạn, dòng nhật ký vẫn còn, địa chỉ mạng bị xóa.", &r.Addresses},
		{"messages", "Thông báo, thư đã gửi", "Sau thời hạn, thông báo và bản ghi thư bị xóa.", &r.Messages},
		{"searches", "Thống kê từ đã tìm", "Không gắn với người tìm. Tính từ ngày tìm.", &r.Searches},
		{"requests", "Nơi nhận trả lời của nhà báo", "Tính từ ngày trả lời. Câu hỏi và câu trả lời vẫn còn.", &r.Requests},
		{
			"drafts",
			"Người trong đăng ký chưa được tiếp nhận",
			"Đầu mối và cá nhân trong bản nháp, bản đã rút không ai sửa nữa bị xóa; nội dung mô hình vẫn còn.",
			&r.Drafts,
		},
		{"accounts", "Họ tên, thư điện tử của tài khoản đã khóa", "Tính từ ngày khóa. Việc đã làm vẫn còn trong nhật ký.", &r.Accounts},
	}
}

// Read fills the terms from what was typed and lists what is wrong.
func (r *Retention) Read(typed func(name string) string) error {
	var wrong Fields
	for _, t := range r.Terms() {
		n, err := strconv.Atoi(strings.TrimSpace(typed(t.Name)))
		if err != nil || n < 1 || n > retentionMax {
			wrong.Add(t.Name, "%s: nhập số tháng, từ 1 đến %d.", t.Label, retentionMax)
			continue
		}
		*t.Months = n
	}
	return wrong.Err("Thời hạn chưa lưu được.")
}

// Before gives the moment before which a term of so many months has passed.
func Before(now time.Time, months int) time.Time { return now.AddDate(0, -months, 0) }
