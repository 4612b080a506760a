package view

import (
	"time"

	"danvankheo/internal/registry"
)

// PatternPage shows every component in every state with fixed data. Screenshots
// and golden files are taken from it.
type PatternPage struct {
	Heading   string
	Errors    *ErrorSummary
	Fields    []Field
	Wrong     []Field
	Marks     []Mark
	Badges    []Badge
	Buttons   []Button
	Notices   []Notice
	Empty     Empty
	Figures   []Figure
	Table     Table
	Stacked   Table
	Facts     []Fact
	Tabs      []Tab
	Steps     []Step
	Crumbs    []Crumb
	Pager     Pager
	Pills     []Pill
	Timeline  []TimelineItem
	Diff      []DiffRow
	Photos    []PhotoCard
	Cards     []Card
	Hits      []Card
	Place     PlaceCard
	Tiles     []Tile
	Legend    []LegendItem
	Results   *Results
	Press     PressBox
	Spread    []SpreadItem
	Charts    []Chart
	Lineage   LineageNode
	ColorList []string
}

// NewPatternPage fills the page of patterns.
func NewPatternPage() PatternPage {
	p := PatternPage{Heading: "Mẫu thành phần"}
	p.addForms()
	p.addWords()
	p.addLists()
	p.addStories()
	p.addDrawings()
	return p
}

func (p *PatternPage) addForms() {
	yesNo := []Option{{Value: "co", Label: "Có"}, {Value: "khong", Label: "Không", Help: "Có thể đổi lại sau."}}
	area := InputArea(
		"thuc-trang",
		"Vì sao làm mô hình này?",
		"Mặt đê hẹp 3 m, hai xe không tránh nhau được.",
		4,
	).Hint("Thực trạng trước khi làm: việc gì khó, ảnh hưởng ai, con số đầu kỳ.").
		About(150).
		Need()
	number := InputNumber("dien-tich", "Đất Nhân dân hiến", "1.306,5", "m²")
	day := InputDate("ngay", "Ngày bắt đầu", "2026-03-12").Hint("Ví dụ 12/03/2026.")
	list := InputSelect(
		"linh-vuc",
		"Lĩnh vực",
		"xa-hoi",
		[]Option{{Label: "Chọn lĩnh vực"}, {Value: "kinh-te", Label: "Kinh tế"}, {Value: "xa-hoi", Label: "Xã hội"}},
	)
	closed := InputText("so", "Số đăng ký", "26-0184")
	closed.ReadOnly = true
	p.Fields = []Field{
		InputText("ten", "Tên mô hình", "Mặt đê rộng ba thôn ven sông").Need().Hint("Ngắn gọn, dễ nhớ."), area, number, day, list, closed,
		InputRadios(
			"bao-chi",
			"Cho báo chí xem liên hệ?",
			"co",
			yesNo,
		), InputChecks("chu-de", "Chủ đề", []string{"b"}, []Option{{Value: "a", Label: "nông thôn mới"},
			{Value: "b", Label: "môi trường"}}),
		InputTick("cam-ket", "Tôi cam kết số liệu đúng sự thật", true), InputPassword("mat-khau", "Mật khẩu", "current-password"),
		InputFile(
			"anh",
			"Ảnh",
			"image/jpeg,image/png,image/webp",
			true,
		).Hint("Mỗi ảnh đến 25 MB. Mất mạng thì gửi tiếp, không phải làm lại."),
	}
	fields := registry.Fields{}
	fields.Add("muc-tieu", "Nêu ít nhất một con số có thể kiểm chứng, ví dụ “mở rộng 2,4 km, 95%% hộ đồng thuận”.")
	fields.Add("hinh-thuc", "Chọn một hình thức.")
	fields.Add("dong-y", "Cần sự đồng ý của người được nêu tên.")
	err := fields.Err("Chưa gửi được, còn 3 chỗ cần sửa")
	p.Errors = NewErrorSummary(err)
	p.Wrong = []Field{
		InputArea("muc-tieu", "Mục tiêu", "Mở rộng mặt đê cho đẹp.", 3).Wrong(registry.FieldsOf(err)),
		InputRadios("hinh-thuc", "Hình thức", "", TermOptions(registry.Novelties())).Wrong(registry.FieldsOf(err)),
		InputTick("dong-y", "Người được nêu tên đồng ý công khai", false).Wrong(registry.FieldsOf(err)),
	}
	p.Buttons = []Button{
		Submit("Gửi đăng ký"),
		{Text: "Lưu nháp"},
		{Text: "Xem trước", URL: "#"},
		{Text: "Rút đăng ký", Kind: "danger"},
		{Text: "Để sau", Kind: "quiet"},
	}
}

func (p *PatternPage) addWords() {
	for _, f := range registry.DefaultFields() {
		p.Marks = append(p.Marks, MarkOf(f.Code))
	}
	for _, r := range registry.Registrations() {
		p.Badges = append(p.Badges, RegistrationBadge(r))
	}
	for _, r := range registry.Publications() {
		p.Badges = append(p.Badges, PublicationBadge(r))
	}
	p.Notices = []Notice{
		{Text: "Hạn đăng ký là 31/03/2026, còn 12 ngày."},
		{Tone: "ok", Heading: "Đã tiếp nhận", Text: "Mô hình đã vào danh sách của năm 2026."},
		{Tone: "wait", Heading: "Đăng ký bổ sung", Text: "Đăng ký gửi sau hạn vẫn được nhận và được ghi là bổ sung."},
		{
			Tone:    "stop",
			Heading: "Được trả lại",
			Lines:   []string{"Chỉ tiêu chưa có số đích.", "Ảnh 2 thiếu chú thích."},
			Links:   []Link{{"Sửa đăng ký", "#"}},
		},
		{Tone: "info", Text: "Bài sẽ tự đăng lúc 07:00 ngày 15/10/2026."},
	}
	p.Empty = Empty{
		Heading: "Chưa có mô hình nào",
		Text:    "Mô hình của đơn vị sẽ hiện ở đây sau khi đăng ký.",
		Tips:    []string{"Mất khoảng mười lăm phút.", "Ảnh có thể thêm sau."},
		Action:  &Link{"Đăng ký mô hình đầu tiên", "#"},
	}
	p.Figures = []Figure{
		{
			Value: "214",
			Unit:  "mô hình",
			Label: "đăng ký năm 2026",
			URL:   "#",
		}, {Value: "97", Of: "/99", Unit: "xã, phường", Label: "đã đăng ký", URL: "#"},
		{
			Value: "48.600",
			Unit:  "m² đất",
			Label: "Nhân dân hiến, trong mô hình được xác nhận hiệu quả",
			URL:   "#",
		}, {Value: "12.340", Unit: "lượt người", Label: "cùng làm"},
	}
}

func (p *PatternPage) addLists() { //nolint:funlen // data: one sample of each component
	wait, ok := RegistrationBadge(registry.Sent), RegistrationBadge(registry.Accepted)
	p.Table = Table{
		Caption: "Hàng chờ tiếp nhận", Columns: []Column{{Label: "Mô hình"}, {Label: "Đơn vị"}, {Label: "Trạng thái"},
			{Label: "Hộ", Num: true}},
		Rows: []Row{
			{
				Cells: []Cell{
					{Text: "Mặt đê rộng ba thôn ven sông", URL: "#", Head: true, Sub: "26-0184"},
					T("Xã Xuân Cẩm"),
					{Badge: &wait},
					N("1.306"),
				},
			},
			{Cells: []Cell{H("Thứ Sáu không hẹn", "#"), T("Xã Vĩnh An"), {Badge: &ok}, N("84")}},
		},
		Foot: []Cell{{Text: "Cộng", Head: true}, {}, {}, N("1.390")},
	}
	p.Stacked = p.Table.Labelled()
	p.Stacked.Stacked, p.Stacked.Foot, p.Stacked.Caption = true, nil, "Xếp thành thẻ trên điện thoại"
	p.Facts = []Fact{
		{Name: "Đơn vị", Text: "Xã Xuân Cẩm", URL: "#"},
		{Name: "Địa bàn", Text: "Thôn Hạ, thôn Thượng"},
		{Name: "Lực lượng", Lines: []string{"Hội Nông dân: vận động", "Đoàn Thanh niên: ngày công"}},
	}
	p.Tabs = []Tab{
		{Text: "Chỉ tiêu và kết quả", URL: "#", Current: true},
		{Text: "Cách làm", URL: "#"},
		{Text: "Ảnh", URL: "#", Count: "8"},
		{Text: "Các năm trước", URL: "#"},
	}
	p.Steps = []Step{
		{Text: "Thông tin chung", URL: "#", Done: true},
		{Text: "Thực trạng, mục tiêu", URL: "#", Current: true},
		{Text: "Cách làm, lực lượng", URL: "#", Wrong: 2},
		{Text: "Chỉ tiêu", URL: "#"},
		{Text: "Xem lại và gửi", URL: "#"},
	}
	p.Crumbs = []Crumb{{"Mô hình", "#"}, {"Kinh tế", "#"}, {"Mặt đê rộng ba thôn ven sông", ""}}
	p.Pager = NewPager(240, 4, 20, func(int) string { return "#" })
	p.Pills = []Pill{{"2021", "#"}, {"Kinh tế", "#"}, {"Xã Xuân Cẩm", "#"}}
	at := time.Date(2026, 3, 31, 3, 32, 0, 0, time.UTC)
	p.Timeline = []TimelineItem{
		{When: Moment(at), Stamp: Stamp(at), Who: "Nguyễn Thị Minh Họa", What: "Gửi đăng ký", Tone: "wait"},
		{
			When:  Moment(at),
			Stamp: Stamp(at),
			Who:   "Chuyên viên minh họa",
			What:  "Trả lại",
			Why:   "Chỉ tiêu chưa có số đích.",
			Tone:  "stop",
			URL:   "#",
		},
		{When: Moment(at), Stamp: Stamp(at), Who: "Chuyên viên minh họa", What: "Tiếp nhận", Tone: "ok"},
	}
	p.Diff = NewDiff(
		[]registry.Change{
			{Label: "Mục tiêu", Old: "Mở rộng mặt đê cho đẹp.", New: "Mở rộng 2,4 km mặt đê, 95% hộ đồng thuận."},
			{Label: "Kết quả dự kiến", New: "Xe cứu thương vào được cả ba thôn."},
		},
	)
	p.Photos = []PhotoCard{
		{
			Drawn:   Cover("kinh-te", 8, 360, 240),
			Caption: "Dân thôn Hạ dỡ tường, 12/3/2026",
			Credit:  "Ảnh: UBND xã",
			State:   "Đã nhận lúc 10:32",
			Tone:    "ok",
		},
		{
			Drawn:   Cover("xa-hoi", 9, 360, 240),
			State:   "Đã nhận lúc 10:33, còn thiếu",
			Tone:    "stop",
			Missing: []string{"thiếu chú thích (ai, việc gì, ở đâu, khi nào)"},
		},
		{Drawn: Cover("an-ninh", 10, 360, 240), State: "Đang gửi… 64%", Tone: "wait"},
	}
}

func (p *PatternPage) addStories() { //nolint:funlen // data: one sample of each component
	card := func(field registry.FieldCode, id registry.EntryID, title, lead, unit, figure string, s Shape) Card {
		return Card{
			URL: "#", Headline: []Fragment{{Text: title}}, Lead: []Fragment{{Text: lead}}, Mark: MarkOf(field), Unit: unit,
			Year: "2022", Figure: figure,
			Picture: Picture{Drawn: Cover(field, id, s.W, s.H)},
		}
	}
	p.Cards = []Card{
		card(
			"he-thong-chinh-tri",
			3,
			"Thứ Sáu không hẹn",
			"Mỗi thứ Sáu, lãnh đạo xã ngồi ngay tại bộ phận một cửa ký hồ sơ; có người chỉ chờ 10 phút.",
			"Xã Vĩnh An, huyện Sơn Động",
			"+30% lượt dân đến",
			ShapeCard,
		),
		card(
			"van-hoa",
			4,
			"Câu lạc bộ hát Then, đàn Tính",
			"Người già truyền nghề hát Then cho lớp trẻ ở thôn Đồng Thủy.",
			"Xã Hương Sơn, huyện Lạng Giang",
			"",
			ShapeCard,
		),
		card(
			"xa-hoi",
			5,
			"Ra quân dọn 60 tấn rác ven suối",
			"Một buổi sáng, hàng nghìn người dọn rác ven sông suối và phát quang đường liên thôn.",
			"Huyện Sơn Động",
			"60 tấn rác",
			ShapeCard,
		),
	}
	p.Cards[0].Badge, p.Cards[1].Demo = Badge{Text: "Báo chí phản ánh"}, true
	p.Hits = []Card{
		card(
			"kinh-te",
			6,
			"",
			"Gần 50 hộ ven tuyến tự nguyện cho đất; một phụ nữ dân tộc Sán Chí hiến gần 8 nghìn m² đất rừng.",
			"Xã Kiên Lao, huyện Lục Ngạn",
			"8.000 m²",
			ShapeHit,
		),
		card(
			"quoc-phong",
			7,
			"Sân bóng mini cho trường mầm non",
			"Bộ đội dã ngoại làm sân bóng và “đồi trượt cỏ” cho trẻ xã Nghĩa Hòa.",
			"Tiểu đoàn 2, Sư đoàn 3",
			"250 m² sân",
			ShapeHit,
		),
	}
	p.Hits[0].Headline = []Fragment{{"Hiến đất", true}, {" làm ", false}, {"đường", true}, {" vào trung tâm xã miền núi", false}}
	p.Hits[1].Name = []Fragment{{Text: "Bộ đội Tiểu đoàn 2 làm sân bóng, đồi cỏ cho trẻ mầm non xã Nghĩa Hòa"}}
	p.Place = PlaceCard{
		Name: "Phường Quế Võ", URL: "#", Line: "Từ phường Phố Mới, phường Bằng An, phường Quế Tân và phường Việt Hùng trước đây.",
		Former:    &Link{Text: "Cả thị xã Quế Võ cũ: 3 mô hình", URL: "#"},
		NearLabel: "Gần đây có", Near: []Link{{Text: "phường Cảnh Thụy (2)", URL: "#"}, {Text: "phường Yên Dũng (1)", URL: "#"}},
	}
	p.Hits[0].Badge, p.Hits[0].Today = Badge{Text: "Báo chí phản ánh"}, "nay là xã Kiên Lao"
	p.Results = &Results{
		Wide: true,
		Note: "Số liệu do đơn vị báo cáo, báo cáo đã được thẩm định, mô hình được xác nhận hiệu quả; căn cứ của từng số ghi trong " +
			"bảng. Kỳ: năm 2026.",
		Rows: []ResultRow{
			{
				Label:  "Đất hiến mở rộng mặt đê",
				Before: "0",
				Target: "8.000",
				Actual: "10.150",
				Unit:   "m²",
				Bar:    NewBar(10150, 8000),
				Source: "Có minh chứng",
			},
			{Label: "Hộ đồng thuận", Before: "61", Target: "95", Actual: "90,5", Unit: "%", Bar: NewBar(90.5, 95)},
		},
	}
	p.Press = PressBox{
		Pack: &PressFile{
			"Tải gói báo chí",
			"#",
			"710 KB",
		}, Basket: "#", Line: "Nguồn: Dân vận khéo Bắc Ninh – Xã Ví Dụ (https://vi-du.vn/mo-hinh/2026/mat-de-rong)",
		Credit: "Ảnh: UBND xã Ví Dụ", Terms: "Dùng lại tự do khi ghi nguồn.",
		Cite: "Dân vận khéo Bắc Ninh, mô hình 26-0184, xem ngày 23/11/2026.", Contact: []string{"Văn phòng UBND xã", "0204 000 000"},
		Texts: []PressText{
			{"Bản 60 từ", "Từ năm 2021, dân các thôn ven sông tự nguyện cho đất và tháo dỡ công trình."},
			{"Bản 150 từ", "Chi bộ họp trước, đảng viên và gia đình cán bộ tháo dỡ trước."},
		},
		Photos: []PressPhoto{
			{"Dân thôn Hạ dỡ tường", []Link{{"Cỡ web", "#"}, {"Cỡ in", "#"}}},
		}, QR: QRCode("https://vi-du.vn/mo-hinh/2026/mat-de-rong", "Mã QR của bài"),
	}
	p.Spread = []SpreadItem{
		{Year: "2021", Text: "Xã Ví Dụ"},
		{Year: "2022", Text: "Xã Học Theo", Note: "học theo", URL: "#"},
		{Year: "2026", Text: "Xã Ví Dụ", Here: true},
	}
}

func (p *PatternPage) addDrawings() {
	for i, name := range []string{"Xuân Lương", "Tam Tiến", "Đồng Kỳ", "Yên Thế", "Bố Hạ", "Nhã Nam", "Nghĩa Phương", "Biển Động"} {
		u := registry.Unit{Name: "Xã " + name, Code: "#"}
		p.Tiles = append(p.Tiles, NewTile(u, name, i%4+4, i/4, []int{0, 1, 2, 4, 9, 0, 3, 7}[i]))
	}
	p.Legend = TileLegend()
	p.Charts = patternCharts()
	p.Lineage = LineageNode{Name: "Xã Sơn Động", When: "từ 01/07/2025", Here: true, From: []LineageNode{
		{Name: "Thị trấn An Châu, huyện Sơn Động", URL: "#", When: "đến 30/06/2025"},
		{
			Name: "Xã Vĩnh An, huyện Sơn Động",
			URL:  "#",
			When: "đến 30/06/2025",
			From: []LineageNode{{Name: "Xã Vĩnh Khương, huyện Sơn Động", URL: "#", When: "đến 31/12/2019", Extent: "một phần"}},
		},
		{Name: "Xã An Bá, huyện Sơn Động", URL: "#", When: "đến 30/06/2025"},
	}}
}

// PatternSide is the left list of the work area's pattern.
func PatternSide() []SideGroup {
	return []SideGroup{{Label: "Việc của tôi", Items: []SideItem{
		{
			Label:   "Đang chờ tôi",
			URL:     "#",
			Count:   3,
			Current: true,
		}, {Label: "Mô hình năm 2026", URL: "#", Count: 1}, {Label: "Các năm trước", URL: "#"},
	}}}
}
