package view

import "testing"

func TestAuditFact(t *testing.T) {
	for _, c := range []struct{ action, fact, want string }{
		{"entry.cong-nhan", "tiep-nhan/hieu-qua/dinh-chinh v11", "Đã tiếp nhận · Xác nhận hiệu quả · Công khai, có đính chính · bản 11"},
		{"selfreport.send", "da-gui v2", "Đã gửi · bản 2"},
		{"round.appoint", "account:3 uy-vien", "tài khoản 3 Ủy viên"},
		{"round.phase", "cham-diem ", "Chấm điểm độc lập"},
		{"vote.open", "vote:1 bang-khen, 3 mô hình, có mặt 9", "biểu quyết 1 Bằng khen của Chủ tịch UBND tỉnh, 3 mô hình, có mặt 9"},
		{"season.extend", "unit:07210-202507 dang-ky 2026-12-15: bão", "đơn vị 07210-202507 Đăng ký 15/12/2026: bão"},
		{"coverage.report", "https://example.vn/a:b", "https://example.vn/a:b"},
		{"entry.luu", "", ""},
	} {
		if got := auditFact(c.action, c.fact); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.action, c.fact, got, c.want)
		}
	}
	for typed, want := range map[string]string{"mô hình 12": "entry:12", " Đơn vị  07210-202507": "unit:07210-202507",
		"entry:12": "entry:12", "năm": "season", "thời hạn lưu giữ": "settings:retention", "lạ": "lạ"} {
		if got := AuditObject(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
