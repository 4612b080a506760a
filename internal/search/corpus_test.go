package search_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

// topics come in families of look-alikes: the same letters with other marks, or
// the same words in another order. The words of one family divided by |.
var topicFamilies = []string{
	"bàn giao mặt bằng sạch|bạn giao mặt bằng sạch|bán giao mặt bằng sạch",
	"lúa mới đầu mùa|lụa mới đầu mùa|lửa mới đầu mùa",
	"chị giúp em vượt khó|em giúp chị vượt khó",
	"bảo vệ đê làng|bảo vệ dê làng|bảo vệ để làng",
	"nuôi trâu cày|nuôi trầu cay",
	"chợ quê văn minh|chờ quê văn minh|chở quế văn minh",
	"cầu dân sinh liên thôn|cậu dân sinh liên thôn",
	"tủ sách làng|tư sạch làng",
	"hộ nghèo làm chủ vườn|hồ nghèo làm chủ vườn",
	"đường hoa trước ngõ|đường hòa trước ngõ|đương hóa trước ngõ",
	"vườn rau sạch cho bếp|vườn rau sách cho bếp",
	"già làng gương mẫu|gia làng gương mẫu|giá làng gương mẫu",
	"thu gom rác tại nguồn", "phân loại rác hữu cơ làm phân", "đổi rác lấy cây xanh",
	"hiến đất mở rộng đường", "góp công cứng hóa kênh mương", "dồn điền đổi thửa",
	"giải phóng mặt bằng khu công nghiệp", "nông thôn mới kiểu mẫu", "chuyển đổi số cộng đồng",
	"an ninh trật tự thôn xóm", "phòng cháy chữa cháy liên gia", "an toàn giao thông cổng trường",
	"hòa giải mâu thuẫn ở cơ sở", "tang lễ văn minh tiết kiệm", "cưới hỏi theo nếp sống mới",
	"câu lạc bộ hát quan họ", "thư viện thôn buổi tối", "dạy bơi cho trẻ mùa hè",
	"hũ gạo tình thương", "nuôi lợn đất giúp bạn nghèo", "xóa nhà tạm cho gia đình chính sách",
	"đỡ đầu trẻ mồ côi", "bữa cơm cho người bệnh", "xe đạp cũ đến trường",
	"trồng nấm linh chi", "nuôi ong lấy mật rừng", "vải thiều đạt chuẩn xuất khẩu",
	"thắp sáng đường quê bằng điện mặt trời", "camera an ninh do dân góp", "tiếng kẻng an ninh",
	"chính quyền thân thiện", "bộ phận một cửa lưu động", "thứ sáu tiếp dân tại thôn",
	"bảo hiểm y tế cho người cao tuổi", "cải cách thủ tục hành chính", "hòm thư góp ý của dân",
	"dân quân giúp dân gặt lúa", "khám bệnh quân dân y", "đường tuần tra bảo vệ rừng",
	"khuyến học dòng họ", "nhà văn hóa sáng đèn", "bể bơi cộng đồng thông minh",
	"thủy lợi nội đồng", "ủy quyền hộ khẩu lưu động", "kỹ thuật ghép cây ăn quả", "sỹ quan trẻ với bản làng",
	"tạo quỹ vốn quay vòng", "tổ hợp tác dệt thổ cẩm", "hợp tác xã dược liệu", "vệ sinh môi trường làng nghề",
}

// places, too, come with their reverses and look-alikes.
var placeNames = []string{
	"Tân Sơn", "Sơn Tân", "Hòa Bình", "Bình Hòa", "Đông Sơn", "Sơn Đông", "Phúc Lâm", "Lâm Phúc", "Yên Thịnh", "Thịnh Yên",
	"Đại Lâm", "Đài Lâm", "Hồng Kỳ", "Hồng Ký", "Bản Mạ", "Bàn Má", "Cẩm Lý", "Cấm Ly", "Mỹ Thái", "Thái Mỹ",
	"Quế Nham", "Quê Nhàm", "Trù Hựu", "Tru Hữu", "Liên Chung", "Nghĩa Phương", "Tiên Lục", "Dĩnh Trì", "Xuân Cẩm", "Vô Tranh",
	"Giáo Liêm", "Tuấn Đạo", "Long Sơn", "Bảo Đài", "Khám Lạng", "Thanh Lâm", "Đồng Việt", "Nham Biền", "Tự Lạn", "Kinh Bắc",
}

var helpers = []string{
	"Hội Phụ nữ", "Hội Nông dân", "Đoàn Thanh niên", "Hội Cựu chiến binh", "Mặt trận Tổ quốc", "Công an xã",
	"Chi bộ thôn", "Hội Người cao tuổi", "Ban Chỉ huy Quân sự", "Trường mầm non", "Tổ dân vận thôn", "UBND xã",
}

var noiseClauses = []string{
	"bà con bàn bạc nhiều tối liền tại nhà văn hóa", "cán bộ đến từng nhà giải thích cho dân hiểu", "các hộ tự nguyện tháo dỡ tường rào",
	"đảng viên làm trước để làng nước theo sau", "người dân góp ngày công và vật liệu", "tổ công tác chia nhau từng ngõ",
	"nhiều gia đình còn khó khăn vẫn đóng góp", "kinh phí được công khai ở bảng tin", "trưởng thôn ghi chép đầy đủ từng khoản",
	"đến cuối năm việc chung đã hoàn thành", "nếp sống trong thôn đổi thay rõ rệt", "trẻ em có chỗ vui chơi an toàn",
	"người cao tuổi kể lại chuyện xưa cho con cháu", "nhóm nòng cốt họp mỗi tuần một lần", "ai có ý kiến đều được lắng nghe",
	"bạn bè xa gần cùng ủng hộ", "bán hàng giúp nhau qua mạng", "bản làng thêm tiếng cười", "mùa màng bội thu hơn trước",
	"đường vào xóm rộng rãi và sạch", "nước sinh hoạt về tận bể", "ánh điện sáng khắp ngõ", "hàng cây xanh lớn dần theo năm tháng",
	"sổ tay ghi việc tốt được truyền tay", "loa truyền thanh đọc tên hộ gương mẫu", "lớp học buổi tối đông người",
	"phong trào lan sang thôn bên cạnh", "cách làm được nhiều nơi đến học", "mô hình được duy trì đều đặn",
}

// entry is a made-up entry with what it was made from, for judging.
type entry struct {
	search.Document
	topic, place, mention int // mention: a topic the body only names
	amount                int // square metres in the figures
}

var topics = func() (out []string) {
	for _, f := range topicFamilies {
		out = append(out, strings.Split(f, "|")...)
	}
	return out
}()

var tails = []string{"", "do dân tự quản", "giai đoạn mới", "từ sức dân", "không đợi nhắc", "của chi hội", "theo tổ liên gia"}

// shortForms are how some authors write.
var shortForms = strings.NewReplacer("giải phóng mặt bằng", "GPMB", "Giải phóng mặt bằng", "GPMB", "nông thôn mới", "NTM", "Nông thôn mới", "NTM",
	"chuyển đổi số", "CĐS", "Chuyển đổi số", "CĐS", "an ninh trật tự", "ANTT", "An ninh trật tự", "ANTT", "Phòng cháy chữa cháy", "PCCC",
	"An toàn giao thông", "ATGT", "Bảo hiểm y tế", "BHYT", "thủ tục hành chính", "TTHC", "Hợp tác xã", "HTX", "Câu lạc bộ", "CLB")

// generate makes n entries; the same seed makes the same ones.
func generate(n int, seed uint64) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(list []string) string { return list[r.IntN(len(list))] }
		for i := range n {
			e := entry{topic: r.IntN(len(topics)), place: r.IntN(len(placeNames)), mention: r.IntN(len(topics))}
			e.amount = 100 * (1 + r.IntN(990))
			place, topic := placeNames[e.place], topics[e.topic]
			year := 2014 + r.IntN(13)
			e.ID = int64(i + 1)
			e.Title = strings.TrimSpace(upperFirst(topic) + " " + pick(tails))
			if r.IntN(3) == 0 {
				e.Title = fmt.Sprintf("%s với mô hình %s", pick(helpers), topic)
			}
			if r.IntN(4) == 0 {
				e.Title = shortForms.Replace(e.Title)
			}
			e.Summary = fmt.Sprintf("%s xã %s vận động nhân dân %s; %s.", pick(helpers), place, topic, pick(noiseClauses))
			var body strings.Builder
			for range 8 {
				fmt.Fprintf(&body, "%s, %s. ", upperFirst(pick(noiseClauses)), pick(noiseClauses))
			}
			fmt.Fprintf(&body, "Trước đó xã đã làm tốt việc %s.", topics[e.mention])
			e.Body = body.String()
			e.Unit = fmt.Sprintf("Xã %s. %s xã %s. Huyện %s", place, pick(helpers), place, placeNames[(e.place+20)%len(placeNames)])
			e.UnitCodes = []string{fmt.Sprintf("x%02d", e.place), fmt.Sprintf("h%02d", (e.place+20)%len(placeNames))}
			e.Year = year
			e.Field = [...]string{"kinh-te", "van-hoa", "xa-hoi", "an-ninh", "quoc-phong", "he-thong-chinh-tri"}[e.topic%6]
			e.Type = [...]string{"mo-hinh-tap-the", "dien-hinh-tap-the", "dien-hinh-ca-nhan"}[r.IntN(3)]
			e.Origin, e.Label = "registered", "dan-van-kheo"
			e.Recognition = [...]string{"", "co-so", "tinh"}[r.IntN(3)]
			e.Tags = []string{[...]string{"môi trường", "nông thôn mới", "an sinh", "chuyển đổi số", "văn hóa"}[e.topic%5]}
			e.Figures = fmt.Sprintf("Diện tích: %s m²\nSố hộ tham gia: %d hộ", vietnamese.FormatNumber(float64(e.amount)), 5+r.IntN(400))
			e.Captions = "Ảnh: " + pick(noiseClauses)
			e.HasPhoto, e.HasFigures, e.Confirmed = r.IntN(2) == 0, true, r.IntN(2) == 0
			e.Visible = true
			e.Published = time.Date(year, time.Month(1+r.IntN(12)), 1+r.IntN(28), 8, 0, 0, 0, time.UTC)
			if !yield(e) {
				return
			}
		}
	}
}

func upperFirst(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// realEntries reads the reported models; their ids are 1,000,000 and their
// number.
func realEntries(tb testing.TB) []search.Document {
	tb.Helper()
	f, err := os.Open("../../data/reported_models.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []search.Document
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r struct {
			Ref, Field, Kind, Title, Summary, Approach, Recognition, District string
			UnitName                                                          string `json:"unit_name"`
			SourceLabel                                                       string `json:"source_label"`
			Year                                                              *int
			Outcomes                                                          []struct {
				Indicator, Unit string
				Value           float64
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			tb.Fatal(err)
		}
		var no int64
		if _, err := fmt.Sscanf(r.Ref, "BG-%d", &no); err != nil {
			tb.Fatal(err)
		}
		d := search.Document{ID: 1_000_000 + no, Title: r.Title, Summary: r.Summary, Body: r.Approach, Field: r.Field,
			Type: r.Kind, Label: r.SourceLabel, Origin: "reported", Visible: true, Unit: r.UnitName + ". " + r.District}
		if r.Year != nil {
			d.Year = *r.Year
		}
		for _, o := range r.Outcomes {
			d.HasFigures = true
			d.Figures += fmt.Sprintf("%s: %s %s\n", o.Indicator, vietnamese.FormatNumber(o.Value), o.Unit)
		}
		out = append(out, d)
	}
	return out
}

func lists(tb testing.TB) (*vietnamese.Abbreviations, *vietnamese.Synonyms) {
	tb.Helper()
	f, err := os.Open("../../data/abbreviations.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	abbr, err := vietnamese.ParseAbbreviations(f)
	if err != nil {
		tb.Fatal(err)
	}
	g, err := os.Open("../../data/synonyms.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	defer g.Close()
	syn, err := vietnamese.ParseSynonyms(g)
	if err != nil {
		tb.Fatal(err)
	}
	return abbr, syn
}

// all turns documents into a source for Rebuild.
func all(docs iter.Seq[search.Document]) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// documents drops what entries were made from.
func documents(entries iter.Seq[entry]) iter.Seq[search.Document] {
	return func(yield func(search.Document) bool) {
		for e := range entries {
			if !yield(e.Document) {
				return
			}
		}
	}
}
