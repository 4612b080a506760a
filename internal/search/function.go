package search

import (
	"danvankheo/internal/vietnamese"
)

// functionWords may be missing from an entry when nothing holds all words:
// grammar, questions, and the words that nearly every entry could hold.
var functionWords = wordSet(`

	của và các những cho ở tại với là được đã đang sẽ có trong ngoài về từ đến theo do bởi để mà thì nào gì ai đâu
	bao nhiêu như thế này kia đó một số bài tìm xem nên rất cũng vẫn hay hoặc bằng trên dưới khi sau trước vào ra lên xuống
	mô hình cách làm câu chuyện ví dụ hỏi giúp muốn cần hãy xin năm` + kindsOfPlace)

// kindsOfPlace stand before the names of places and say little.
const kindsOfPlace = ` xã phường thị trấn huyện tỉnh thành phố thôn`

var placeWords = wordSet(kindsOfPlace)

// Phrases that hold a question together though their words alone do not, and words
// that end one.
var (
	functionPairs = map[string]bool{"kinh_nghiem": true, "to_chuc": true, "trien_khai": true, "thuc_hien": true, "dien_hinh": true,
		"lam_sao": true, "tai_sao": true, "vi_sao": true, "the_nao": true, "ra_sao": true}
	questionEnds = wordSet(`không chưa nhỉ vậy ạ hả`)
)

// questions marks what makes a question of the words.
func questions(slots []slot) {
	for i := 1; i < len(slots); i++ {
		a, b := &slots[i-1], &slots[i]
		if len(a.words) == 1 && len(b.words) == 1 && functionPairs[a.words[0].Fold+"_"+b.words[0].Fold] {
			a.function, b.function = true, true
		}
	}
	if last := len(slots) - 1; last >= 2 && len(slots[last].words) == 1 && questionEnds[slots[last].words[0].Text] {
		slots[last].function = true
	}
}

// perhapsFunction holds the words without marks that are function words only if
// they were meant to have theirs: "de" may be để, or đê.
var perhapsFunction = map[string]bool{}

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, t := range vietnamese.Tokens(list) {
		m[t.Text] = true
	}
	for _, t := range vietnamese.Tokens(list) {
		if vietnamese.Marked(t.Text) && !m[t.Fold] {
			m[t.Fold], perhapsFunction[t.Fold] = true, true
		}
	}
	return m
}

// Everyday words that are part of a name or a compound beside a word that is none
// (Yên Thế, một cửa) are asked for like any other.
const (
	namedShare = 0.2 // of the entries that hold the other word, hold the two side by side
	namedDocs  = 2
)

func (u *understander) named(slots []slot) {
	part := make([]bool, len(slots))
	for i, s := range slots {
		for _, j := range [...]int{i - 1, i + 1} {
			if !s.function || j < 0 || j >= len(slots) || slots[j].function || !u.plain(slots[j]) || slots[max(i, j)].broken {
				continue
			}
			a, b := s.words[0], slots[j].words[0]
			if j < i {
				a, b = b, a
			}
			other := slots[j].words[0]
			n := u.seen(pairIn("", a, b, a.Text != a.Fold && b.Text != b.Fold))
			part[i] = part[i] || n >= namedDocs && float64(n) >= namedShare*float64(u.seen(wordIn("", other, other.Text != other.Fold)))
		}
	}
	for i := range slots {
		slots[i].function = slots[i].function && !part[i]
	}
}

// demandSomething makes function words and years count when there is nothing
// else to go by, and those that are only perhaps such when there is little else.
func demandSomething(slots []slot) {
	if len(slots) == 2 && slots[0].function != slots[1].function && slots[0].year+slots[1].year == 0 && !slots[1].broken {
		slots[0].function, slots[1].function = false, false // two words are one, until the texts say otherwise: Sơn La
	}
	plain, perhaps := 0, 0
	for _, s := range slots {
		switch {
		case s.year > 0:
		case !s.function:
			plain++
		case perhapsFunction[s.words[0].Text]:
			perhaps++
		}
	}
	if perhaps > 0 && plain*3 <= plain+perhaps {
		for i := range slots {
			slots[i].function = slots[i].function && !perhapsFunction[slots[i].words[0].Text]
		}
	}
	for i := range slots {
		if !slots[i].function && slots[i].year == 0 {
			return
		}
	}
	years := false
	for i := range slots {
		years = years || slots[i].year > 0
	}
	for i := range slots {
		if years {
			slots[i].year = 0
		} else {
			slots[i].function = false
		}
	}
}
