package vietnamese

// countedNouns are what a number in front of them counts: classifiers, measures and
// the nouns of reports. They are one or two words; one-word nouns that begin other
// words too (công, dân, hội) are here only with their second word.
var countedNouns = phraseSet(`
	hộ, người, căn, con, cây, chiếc, cái, bộ, suất, vụ, tuyến, km, mét, m, thôn, bản, xã, phường, tổ, nhóm, đội,
	đoàn, lần, lượt, ngày, tháng, tuần, năm, giờ, phút, tấn, tạ, kg, cân, lít, sào, mẫu, ha, đồng, sao, cấp, điểm,
	bước, khâu, cụm, lớp, trường, em, cháu, cuộc, buổi, chuyến, bài, cuốn, tờ, phiếu, nơi, chỗ, thế hệ, đợt, khóa,
	loại, bậc, tầng, phòng, bát, mâm, túi, thùng, xe, máy, quả, gốc, vườn, ao, cầu, cống, bóng đèn, cột, camera,
	mắt camera, cụm loa, nhà, khẩu, đơn vị, mô hình, tiêu chí, chi hội, chi bộ, chi đoàn, câu lạc bộ, gia đình,
	hội viên, đoàn viên, đảng viên, cán bộ, chiến sĩ, thành viên, nhân khẩu, lao động, dân tộc, công trình, dự án,
	ngày công, ý kiến, khu dân cư, làng, doanh nghiệp, hợp tác xã, trang trại, sản phẩm, sân, thủ tục, bên,
	tập thể, cá nhân, cơ sở, giải pháp, nhiệm vụ, nội dung`)

// numberedNouns have their number behind them: cấp ba, lớp hai, mùng ba.
var numberedNouns = setOf("cấp lớp hạng loại tầng đợt quí mùng mồng")

// fixedNumbers are names in which the number is one though nothing is counted. một
// cửa: nghị định 61/2018/NĐ-CP; sao of OCOP: quyết định 148/QĐ-TTg; bốn tại chỗ:
// Luật Phòng, chống thiên tai; năm không ba sạch, năm có ba sạch: Hội Liên hiệp Phụ
// nữ Việt Nam; ba nhất: Công an nhân dân; ba sẵn sàng, ba đảm đang, năm xung kích:
// movements of youth and women; ba cùng, ba bám: how cadres live with the people;
// bảy dám, sáu dám: kết luận 14-KL/TW and what followed it.
var fixedNumbers = phraseSet(`
	một cửa, một sao, bốn tại chỗ, năm không ba sạch, năm có ba sạch, ba sạch, ba không, bốn không, ba nhất,
	ba sẵn sàng, ba đảm đang, năm xung kích, ba cùng, bốn cùng, ba bám, bảy dám, sáu dám, năm tại chỗ, hai cấp`)

// vaguely in front of trăm, nghìn … says that no number is meant.
var vaguely = setOf("hàng hằng vài mấy dăm nhiều những các cả")

// timesBehind follow a number of their own: trả hai triệu | ba tháng một lần.
var timesBehind = setOf("lần tháng năm ngày tuần giờ đợt bên")

// What stands beside a word decides: yearFront makes năm a year, ripeFront chín
// ripe, privately tư the first syllable of another word, zeroFront không đồng a
// price; behind monthsToo and tháng the number is not that of the month.
var (
	yearFront = setOf("mỗi hàng hằng trong nhiều cả qua đầu cuối giữa vài mấy từng các những bao lâu sang hết quanh theo đến từ vào đã bốn")
	ripeFront = setOf("cơm quả trái lúa nấu chuối vải mít hoa xoài ổi đu thóc gần vừa")
	monthsToo = setOf("mỗi hàng hằng một mấy vài nhiều từng các những")
	privately = setOf("nhân liệu tưởng vấn cách pháp duy lệnh thục")
	zeroFront = setOf("hàng chợ thị quầy tủ quán giá xe chuyến bếp")
)

func phraseSet(list string) map[string]bool {
	m := map[string]bool{}
	words := Tokens(list)
	for start := 0; start < len(words); {
		end := start + 1
		for end < len(words) && words[end].Start-words[end-1].End == 1 { // a comma is one byte more
			end++
		}
		m[phraseOf(words[start:end])] = true
		start = end
	}
	return m
}

func phraseOf(toks []Token) string {
	s := toks[0].Text
	for _, t := range toks[1:] {
		s += " " + t.Text
	}
	return s
}

// holds reports whether a phrase of the set, of at most four words, is at j.
func (r *numberReader) holds(set map[string]bool, j int) bool {
	s := r.text(j)
	if s == "" {
		return false
	}
	for k := 1; k <= 4; k++ {
		if set[s] {
			return true
		}
		next := r.text(j + k)
		if next == "" {
			return false
		}
		s += " " + next
	}
	return false
}

// counted reports whether what a number counts is at j.
func (r *numberReader) counted(j int) bool { return r.holds(countedNouns, j) }

// alone reports whether the one number word at i is a number there.
func (r *numberReader) alone(i int) bool {
	if r.bare {
		return false
	}
	w, front := r.word(i), r.text(i-1)
	if r.holds(fixedNumbers, i) {
		return w != "năm" || !yearFront[front]
	}
	digits := i > 0 && r.toks[i-1].Kind == Number
	switch {
	case w == "một", digits, r.word(i+1) != "" && !r.counted(i+1), r.joined(i):
		return false
	case w == "năm" && (yearFront[front] || front == "tháng" || i+1 < len(r.toks) && r.toks[i+1].Kind == Number):
		return false
	case w == "chín" && ripeFront[front]:
		return false
	case front == "tháng" && !monthsToo[r.text(i-2)] && r.word(i-2) == "" && (i < 2 || r.toks[i-2].Kind != Number):
		return true
	}
	return r.counted(i+1) || numberedNouns[front] && (w != "năm" || r.text(i+1) == "")
}

// joined reports whether the number word in front of i makes one vague number with
// the one at i: hai ba hộ, năm bảy người.
func (r *numberReader) joined(i int) bool {
	switch front := r.word(i - 1); {
	case front == "":
		return false
	case front == "năm":
		w := r.word(i)
		return !yearFront[r.text(i-2)] && (w == "sáu" || w == "bảy" || w == "mười")
	case front == "trăm" || scaleWords[front] > 0:
		return !timesBehind[r.text(i+1)] // một triệu hai lần
	}
	return true
}

// zero reports whether không at i is the price of nothing: phiên chợ không đồng.
func (r *numberReader) zero(i int) bool {
	return r.text(i+1) == "đồng" && zeroFront[r.text(i-1)]
}
