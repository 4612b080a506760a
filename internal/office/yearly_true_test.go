package office_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// reportText is the text of a report as its document has it.
func reportText(t *testing.T, y office.Yearly) string {
	t.Helper()
	doc := unpack(t, write(t, y.Report()))["word/document.xml"]
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(strings.ReplaceAll(doc, "</w:p>", "\n"), "")
}

// sayings are what the report must say of a case, and must not.
type sayings struct{ says, never []string }

func (s sayings) check(t *testing.T, name, text string) {
	t.Helper()
	for _, w := range s.says {
		if !strings.Contains(text, w) {
			t.Errorf("%s: the report does not say %q", name, w)
		}
	}
	for _, w := range s.never {
		if strings.Contains(text, w) {
			t.Errorf("%s: the report says %q", name, w)
		}
	}
}

func TestReportSaysOnlyWhatItsFiguresKnow(t *testing.T) {
	t.Parallel()
	paper := oversight.Paper{Form: "Bằng khen", Number: "99/QĐ-UBND"}
	for _, c := range []struct {
		name   string
		change func(*office.Yearly)
		sayings
	}{
		{"commendations are counted by what they were given for, not as collectives and persons", func(y *office.Yearly) {
			for i := range y.Models {
				y.Models[i].Commendations = nil
			}
			y.Models[0].Type, y.Models[0].Commendations = registry.CollectiveModel, []oversight.Paper{paper, paper}
			y.Models[1].Type, y.Models[1].Commendations = registry.IndividualExemplar, []oversight.Paper{paper}
		}, sayings{
			[]string{"Có 3 lượt khen thưởng, theo loại mô hình, điển hình được khen: mô hình tập thể 2, điển hình cá nhân 1 (Phụ lục V)."},
			[]string{" tập thể, ", "Tập thể, cá nhân", "theo chuyên đề"},
		}},
		{"no commendation is promised", func(y *office.Yearly) {
			for i := range y.Models {
				y.Models[i].Commendations = nil
			}
		}, sayings{[]string{"chưa ghi nhận quyết định khen thưởng nào"}, []string{"sẽ được cập nhật"}}},
		{"a returned report is not being verified", func(y *office.Yearly) {
			for i := range y.Models {
				y.Models[i].Result = registry.Effective.String()
			}
			y.Models[0].Result, y.Models[1].Result = registry.ReportReturned.String(), registry.ReportReturned.String()
			y.Models[2].Result = registry.ReportSent.String()
		}, sayings{[]string{"1 báo cáo chờ xác nhận; 2 báo cáo đã trả lại để đơn vị bổ sung"}, []string{"đang được thẩm định"}}},
		{"figures that units declare are not confirmed one by one", func(*office.Yearly) {},
			sayings{[]string{"Các số này do đơn vị tự khai", "của mô hình được xác nhận hiệu quả, không phải từng con số đã được kiểm tra"},
				[]string{"xác nhận toàn bộ"}}},
		{"an exemption has its reason and paper", func(y *office.Yearly) {
			for i := range y.Units {
				if u := &y.Units[i]; u.Register == oversight.Exempt.String() {
					u.Reason, u.Document = "Đang sắp xếp lại tổ chức", "Công văn 12/SNV ngày 02/02/2026"
				}
			}
		}, sayings{[]string{"10 đơn vị được miễn (lý do ghi tại Phụ lục I).",
			"được miễn: Đang sắp xếp lại tổ chức (Công văn 12/SNV ngày 02/02/2026)"}, []string{"theo quy định", "không ghi lý do"}}},
		{"an exemption without a reason says so", func(*office.Yearly) {},
			sayings{[]string{"10 đơn vị được miễn (lý do ghi tại Phụ lục I; 10 đơn vị không ghi lý do)."}, []string{"theo quy định"}}},
		{"recognitions of the district and of no known level are counted", func(y *office.Yearly) {
			for i := range y.Models {
				y.Models[i].Recognitions = nil
			}
			y.Models[0].Recognitions = []oversight.Paper{{Level: registry.DistrictRecognition}, {Level: registry.LocalRecognition}}
			y.Models[1].Recognitions = []oversight.Paper{{Text: "Thành ủy công nhận"}}
		}, sayings{[]string{"cơ sở 1, tỉnh 0, huyện (trước 01/07/2025) 1, không rõ cấp 1 (có mô hình được công nhận ở nhiều cấp)."},
			[]string{"cả hai cấp"}}},
		{"last year's figures that were not frozen are called so", func(*office.Yearly) {},
			sayings{says: []string{"Số liệu năm 2025 dùng để so sánh chưa chốt."}}},
		{"last year's frozen figures need no such word", func(y *office.Yearly) { y.LastFixed = 1 },
			sayings{never: []string{"so sánh chưa chốt"}}},
		{"units without a mark are not among those that judged themselves", func(y *office.Yearly) { y.Selfs[1].Text.EthicsMark = "" },
			sayings{says: []string{"1/2 đơn vị gửi báo cáo tự đánh giá: tốt 1"}}},
		{"pieces of the press are those that were recorded", func(y *office.Yearly) { y.Models[0].Press = 2 },
			sayings{[]string{"Đã kiểm tra và ghi nhận 2 tin, bài báo chí về 1 mô hình"}, []string{"Báo chí đã có"}}},
		{"what annex III leaves out is said", func(y *office.Yearly) {
			y.Sums = append(y.Sums, oversight.SumLine{Indicator: "LAND_M2", Name: "Đất vườn hiến", Unit: "m²", Period: registry.PeriodYear,
				Aggregate: registry.Sum.String(), Sum: 5, Confirmed: 5, Entries: 1, Sure: 1})
		}, sayings{says: []string{" 1 dòng số ghi theo nghĩa riêng hoặc đơn vị tính khác không cộng vào các dòng trên"}}},
		{"what annex III has in full is not left out", func(y *office.Yearly) {
			y.Sums = slices.DeleteFunc(y.Sums, func(s oversight.SumLine) bool { return !s.Usual })
		}, sayings{never: []string{"dòng số ghi theo nghĩa riêng"}}},
		{"no other figures are promised where all were said", func(y *office.Yearly) {
			y.Sums = []oversight.SumLine{{Indicator: "LAND_M2", Name: "Diện tích đất hiến", Unit: "m²", Period: registry.PeriodYear, Usual: true,
				Aggregate: registry.Sum.String(), Sum: 5, Confirmed: 5, Entries: 1, Sure: 1}}
		}, sayings{[]string{"chi tiết tại Phụ lục III."}, []string{"các chỉ số khác tại Phụ lục III"}}},
		{"units were asked after the months in which they were", func(y *office.Yearly) {
			for i := range y.Survivals {
				y.Survivals[i].Months = 12
			}
		}, sayings{[]string{"Sau 12 tháng kể từ khi"}, []string{"12 và 24"}}},
		{"who is only recognised is not called typical", func(*office.Yearly) {},
			sayings{says: []string{"DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH ĐƯỢC CÔNG NHẬN, TIÊU BIỂU"}}},
		{"an exempt unit has not fulfilled what it is exempt from", func(y *office.Yearly) {
			y.Units = []oversight.UnitLine{{Code: "u", Name: "Xã Miễn", Kind: registry.Commune, Owes: true,
				Register: oversight.Exempt.String(), Report: oversight.Missing.String()}}
			y.Internal = true
		}, sayings{says: []string{"được miễn\nchưa\nchưa\n"}, never: []string{"đã có\nchưa\nchưa\n"}}},
	} {
		y := yearly()
		c.change(&y)
		c.check(t, c.name, reportText(t, y))
	}
}

// A version that was frozen before papers of exemptions were kept, with fields that it
// has not, is still printed.
func TestReportOfAnOldFrozenVersionIsPrinted(t *testing.T) {
	t.Parallel()
	y := yearly()
	y.Named, y.LastFixed = nil, 0
	for i := range y.Units {
		y.Units[i].Reason, y.Units[i].Document = "", ""
	}
	if text := reportText(t, y); !strings.Contains(text, "được miễn, không ghi lý do") {
		t.Error("the annex does not say that no reason was kept")
	}
}
