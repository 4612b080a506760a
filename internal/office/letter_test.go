package office_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"danvankheo/internal/office"
	"danvankheo/internal/testkit"
)

func reminders() []office.Reminder {
	r := office.Reminder{
		Parent: "Ủy ban nhân dân tỉnh Bắc Ninh", Issuer: "Sở Nội vụ", Symbol: "SNV", Place: "Bắc Ninh",
		Unit: "Ủy ban nhân dân xã Tân Sơn", Code: "07210-202507", Name: "Xã Tân Sơn",
		Work: "báo cáo kết quả mô hình “Dân vận khéo”", Year: 2026, Due: "31/10/2026", Past: true,
		Contact: "Phòng Xây dựng chính quyền, điện thoại 0222 3822 xxx.",
	}
	other := r
	other.Unit, other.Name, other.Code, other.Past = "Sở Y tế", "Sở Y tế", "so-y-te", false
	return []office.Reminder{r, other}
}

// The letter that urges a unit, as LibreOffice prints it: one page each, with
// number, day and signer blank (NĐ 30/2020).
func TestReminderLetters(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := office.Reminders(reminders()).Write(&b); err != nil {
		t.Fatal(err)
	}
	pages := testkit.Printed(t, "don-doc.docx", b.Bytes())
	if len(pages) != 2 {
		t.Fatalf("%d pages, want 2", len(pages))
	}
	for i, want := range [][]string{
		{
			"ỦY BAN NHÂN DÂN TỈNH", "SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc", "/SNV", "V/v đôn đốc",
			"Kính gửi: Ủy ban nhân dân xã Tân Sơn.", "ngày 31/10/2026", "khẩn trương", "./.", "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC",
		},
		{"Kính gửi: Sở Y tế.", "trước thời hạn trên"},
	} {
		text := strings.Join(strings.Fields(pages[i]), " ")
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("page %d lacks %q:\n%s", i+1, w, pages[i])
			}
		}
	}
}

func TestReminderZIP(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := office.WriteReminders(&b, reminders()); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "cong-van-xa-tan-son-07210-202507.docx cong-van-so-y-te-so-y-te.docx" {
		t.Errorf("files: %s", got)
	}
}
