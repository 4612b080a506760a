package search_test

import (
	"slices"
	"strings"
	"testing"
)

// second is a world of other words, places and ways of writing, and other
// queries: what the rules make of texts they were not made for. It is reported,
// not tuned: where it finds a fault, the rule is fixed, not the case.
var second = world{
	families: []string{
		"quỹ sữa cho em nhỏ|quỹ sửa cho em nhỏ|quý sữa cho em nhỏ",
		"mái ấm công đoàn cơ sở|mái ấm cộng đoàn cơ sở",
		"nhà sạch vườn đẹp|nhà sách vườn đẹp|nhà sách vươn đẹp",
		"làng nghề mây tre|làng nghề may tre|lang nghề mây tre",
		"sân chơi từ lốp cũ|sân chơi từ lớp cũ",
		"giếng làng trong xanh|giêng làng trong xanh",
		"bến đò văn hóa|bến đỗ văn hóa|bến đổ văn hóa",
		"chăm vườn bưởi đào|chạm vườn bưởi đào",
		"tổ tự quản bờ bãi|tố tự quản bờ bãi",
		"con tằm nhả tơ|còn tạm nhà tờ",
		"đội hình thu hoạch dưa lê|đội hình thu hoạch dừa lê",
		"trường giúp xã việc số|xã giúp trường việc số",
		"bộ đội dạy dân trồng rau|dân dạy bộ đội trồng rau",
		"phòng chống ma túy trong học đường", "cựu chiến binh gác chắn đường sắt", "tổ công nghệ số cộng đồng đến từng ngõ",
		"dịch vụ công trực tuyến buổi tối", "an sinh xã hội cho hộ neo đơn", "dân tộc thiểu số giữ tiếng nói",
		"quy chế dân chủ qua bảng tin", "tổ hợp tác trồng dưa lưới", "người cao tuổi trồng cây bóng mát",
		"khu dân cư không khói rơm", "thể dục thể thao mỗi sớm mai", "giao thông nông thôn liên xã",
		"tệ nạn xã hội lùi xa", "cứu nạn cứu hộ ven sông Thương", "đô thị văn minh không rao vặt",
		"bảo vệ rừng đầu nguồn", "hiến đất xây trường mầm non", "nạo vét mương tưới chân ruộng bậc thang",
		"vay vốn nuôi gà đồi", "hố rác di động ngoài đồng", "chiếc loa nhỏ đầu xóm", "nấu cơm chung ngày mùa",
		"đọc sách cùng con", "ngày thứ bảy không hồ sơ tồn", "xe lăn cho người khuyết tật", "áo ấm vùng cao",
		"tiếp sức người lao động xa nhà", "phiên chợ không đồng", "giữ nghề đan lát", "truyền dạy hát ví",
		"hàng rào bằng cây dâm bụt", "nghĩa trang sạch cỏ", "bếp đun bằng khí sinh học", "tuyến phố không hút thuốc",
		"đám hiếu không vòng hoa", "góc hòa nhạc sân đình", "thủy đài cấp nước thôn", "kỷ cương họp đúng giờ",
		"luật sư về làng", "khóa cổng chống trộm", "tuyên truyền bằng xe đạp", "hạt giống chung",
	},
	places: []string{
		"Tam Dị", "Dị Tam", "Cao Thượng", "Thượng Cao", "Việt Lập", "Lập Việt", "Ngọc Thiện", "Thiện Ngọc", "An Thượng", "Thượng An",
		"Song Vân", "Sông Vân", "Lam Cốt", "Lâm Cột", "Đại Hóa", "Đài Hoa", "Quang Tiến", "Quảng Tiên", "Phúc Sơn", "Phục Sơn",
		"Nội Hoàng", "Tiền Phong", "Đồng Sơn", "Song Khê", "Tân Mỹ", "Đa Mai", "Hoàng Vân", "Thanh Vân", "Mai Đình", "Đông Lỗ",
		"Bích Sơn", "Vân Trung", "Tăng Tiến", "Ninh Sơn", "Trung Sơn", "Nghĩa Trung", "Minh Đức", "Hạp Lĩnh", "Phù Lương", "Nhân Hòa",
	},
	helpers: []string{
		"Ban Dân vận", "Chi đoàn", "Câu lạc bộ Liên thế hệ", "Trạm Y tế", "Ban Công tác Mặt trận", "Tổ tiết kiệm", "Hợp tác xã",
		"Hội Khuyến học", "Đồn Công an", "Trung đội dân quân", "Trường tiểu học", "Ban Thanh tra nhân dân",
	},
	clauses: []string{
		"họp dân ba lần mới thống nhất xong", "bí thư chi bộ đi từng nhà hỏi chuyện", "ai góp được gì thì góp",
		"mỗi hộ cử một người tham gia",
		"thu chi dán ở cổng đình", "lúc đầu nhiều người còn ngại", "sau vài tháng ai cũng thấy có ích", "đám trẻ ríu rít chạy theo",
		"các cụ bảo chưa bao giờ vui thế", "xe máy để ngay ngắn trước cửa", "cuối tuần cả xóm ra làm", "nhóm Zalo nhắc nhau đúng giờ",
		"doanh nghiệp tặng thêm dụng cụ", "trưởng khu giữ sổ theo dõi", "tỷ lệ hộ khá tăng lên", "không còn cảnh lầy lội",
		"thầy cô mang học trò đến xem", "đoàn thể chia phần việc rõ ràng", "báo chí về tìm hiểu", "có hôm làm đến tối mịt",
		"chuyện nhỏ mà nên việc lớn", "lãnh đạo xã xuống tận nơi", "những hộ vắng nhà cũng gửi tiền về", "kết quả được báo cáo hằng quý",
	},
	tails:  []string{"", "ở khu phố", "năm thứ hai", "cùng doanh nghiệp", "gắn với thi đua", "nhân ngày hội lớn"},
	varied: true,
	short: strings.NewReplacer(
		"phòng chống ma túy",
		"PCMT",
		"Phòng chống ma túy",
		"PCMT",
		"cựu chiến binh",
		"CCB",
		"Cựu chiến binh",
		"CCB",
		"dịch vụ công trực tuyến",
		"DVCTT",
		"Dịch vụ công trực tuyến",
		"DVCTT",
		"an sinh xã hội",
		"ASXH",
		"An sinh xã hội",
		"ASXH",
		"dân tộc thiểu số",
		"DTTS",
		"Dân tộc thiểu số",
		"DTTS",
		"quy chế dân chủ",
		"QCDC",
		"tổ hợp tác",
		"THT",
		"người cao tuổi",
		"NCT",
		"giao thông nông thôn",
		"GTNT",
		"cứu nạn cứu hộ",
		"CNCH",
		"đô thị văn minh",
		"ĐTVM",
	),
	shortQueries: [][2]string{
		{"PCMT học đường", "phòng chống ma túy trong học đường"}, {"pcmt trong hoc duong", "phòng chống ma túy trong học đường"},
		{"phòng chống ma túy học đường", "phòng chống ma túy trong học đường"}, {"CCB gác chắn", "cựu chiến binh gác chắn đường sắt"},
		{"cuu chien binh gac chan", "cựu chiến binh gác chắn đường sắt"}, {"CNSCĐ từng ngõ", "tổ công nghệ số cộng đồng đến từng ngõ"},
		{"DVCTT buổi tối", "dịch vụ công trực tuyến buổi tối"}, {"dvc trực tuyến buổi tối", "dịch vụ công trực tuyến buổi tối"},
		{"ASXH hộ neo đơn", "an sinh xã hội cho hộ neo đơn"}, {"DTTS giữ tiếng nói", "dân tộc thiểu số giữ tiếng nói"},
		{"đồng bào dân tộc thiểu số giữ tiếng nói", "dân tộc thiểu số giữ tiếng nói"}, {"qcdc bang tin", "quy chế dân chủ qua bảng tin"},
		{"THT dưa lưới", "tổ hợp tác trồng dưa lưới"}, {"NCT trồng cây bóng mát", "người cao tuổi trồng cây bóng mát"},
		{"KDC không khói rơm", "khu dân cư không khói rơm"},
		{"TDTT sớm mai", "thể dục thể thao mỗi sớm mai"},
		{"gtnt liên xã", "giao thông nông thôn liên xã"},
		{"TNXH lùi xa", "tệ nạn xã hội lùi xa"},
		{"CNCH sông Thương", "cứu nạn cứu hộ ven sông Thương"},
		{"cứu nạn cứu hộ sông Thương", "cứu nạn cứu hộ ven sông Thương"},
		{"ĐTVM rao vặt", "đô thị văn minh không rao vặt"}, {"dtvm khong rao vat", "đô thị văn minh không rao vặt"},
	},
	sameQueries: [][2]string{
		{"giữ rừng đầu nguồn", "bảo vệ rừng đầu nguồn"}, {"tặng đất xây trường mầm non", "hiến đất xây trường mầm non"},
		{"khơi thông mương tưới", "nạo vét mương tưới chân ruộng bậc thang"},
		{"người già trồng cây bóng mát", "người cao tuổi trồng cây bóng mát"},
		{"nguoi gia trong cay bong mat", "người cao tuổi trồng cây bóng mát"}, {"cho đất xây trường", "hiến đất xây trường mầm non"},
	},
	orders: []string{"trường giúp xã việc số", "xã giúp trường việc số", "bộ đội dạy dân trồng rau", "dân dạy bộ đội trồng rau"},
	nonsense: []string{
		"qazwsx edc", "poiuy", "tiền ảo đào coin", "thiên hà andromeda", "cầu thủ ghi bàn phút chót",
		"công thức nấu phở bò tái lăn gia truyền",
		"rtyfgh vbn", "harry potter", "máy ảnh ống kính rời", "vé xem hòa nhạc rock", "kẹo cao su thổi bong bóng khổng lồ",
		"núi lửa phun trào dung nham",
		"@@@ ### $$$", "🙂🙂🙂", "ggggg hhhhh", "tàu ngầm hạt nhân", "world cup final", "ỷ ỹ ỵ", "xe hơi điện tự lái", "select * from users",
		"con rồng cháu phượng bay lên cung trăng", "kỳ nghỉ maldives giá rẻ",
	},
}.ready()

// unseenQuerySeed and unseenCorpusSeed were not used before the rules were done.
const (
	unseenCorpusSeed = 90_210
	unseenQuerySeed  = 31_337
)

// TestUnseen scores what nothing was tuned on, held to the same floors.
func TestUnseen(t *testing.T) {
	t.Parallel()
	entries, real := slices.Collect(second.generate(relevanceEntries, unseenCorpusSeed)), realEntries(t)
	queries := append(second.judgedQueries(entries, unseenQuerySeed), titleQueries(entries, real, 1)...)
	queries = append(queries, everydayQueries(t, "testdata/unseen.tsv")...)
	score(t, second, entries, real, queries, "testdata/unseen.txt")
}
