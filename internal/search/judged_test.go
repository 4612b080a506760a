package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"danvankheo/internal/vietnamese"
)

// judged is a query with the gain of each entry that answers it; none: the
// right answer is nothing.
type judged struct {
	category, text string
	gain           map[int64]int
}

// judge makes queries by category over made-up entries. What answers a query
// follows from how the entries were made.
type judge struct {
	*world
	r       *rand.Rand
	entries []entry
	out     []judged
}

func (w *world) judgedQueries(entries []entry, seed uint64) []judged {
	j := &judge{world: w, r: rand.New(rand.NewPCG(seed, 7)), entries: entries}
	j.spelling()
	j.keyboards()
	j.slips()
	j.structure()
	j.facts()
	j.strangers()
	for _, q := range j.nonsense {
		j.add("vô nghĩa", q, nil)
	}
	return j.out
}

func (j *judge) add(category, text string, gain map[int64]int) {
	j.out = append(j.out, judged{category, text, gain})
}

// where sums the gains that fn gives.
func (j *judge) where(fn func(e *entry) int) map[int64]int {
	m := map[int64]int{}
	for i := range j.entries {
		if g := fn(&j.entries[i]); g > 0 {
			m[j.entries[i].ID] = g
		}
	}
	return m
}

// about gains entries on topics whose words fit: 3 for the entry's own topic,
// 1 for one it only mentions.
func (j *judge) about(fit func(topic string) bool) map[int64]int {
	return j.where(func(e *entry) int {
		switch {
		case fit(j.topics[e.topic]):
			return 3
		case fit(j.topics[e.mention]):
			return 1
		}
		return 0
	})
}

func (j *judge) exactly(topic string) map[int64]int {
	return j.about(func(t string) bool { return t == topic })
}

func (j *judge) folded(topic string) map[int64]int {
	return j.about(func(t string) bool { return vietnamese.Fold(t) == vietnamese.Fold(topic) })
}

// some picks n different topics that fn accepts.
func (j *judge) some(n int, fn func(string) bool) []string {
	var out []string
	for _, i := range j.r.Perm(len(j.topics)) {
		if len(out) < n && fn(j.topics[i]) {
			out = append(out, j.topics[i])
		}
	}
	return out
}

func anyTopic(string) bool { return true }

func (w *world) alike(t string) bool { return !w.unlike(t) }

// unlike reports whether no other topic is the same without marks.
func (w *world) unlike(t string) bool {
	n := 0
	for _, o := range w.topics {
		if vietnamese.Fold(o) == vietnamese.Fold(t) {
			n++
		}
	}
	return n == 1
}

func (j *judge) spelling() {
	for _, t := range j.some(14, anyTopic) {
		j.add("đủ dấu", t, j.exactly(t))
		j.add("không dấu", vietnamese.Fold(t), j.folded(t))
		j.add("tổ hợp NFD", norm.NFD.String(t), j.exactly(t))
	}
	for _, t := range j.some(14, anyTopic) {
		words := strings.Fields(t)
		for i := range words {
			if i%2 == j.r.IntN(2) {
				words[i] = vietnamese.Fold(words[i])
			}
		}
		q := strings.Join(words, " ")
		j.add("thiếu dấu", q, j.about(func(o string) bool { return fitsPartly(words, o) }))
	}
	for _, t := range j.some(12, func(t string) bool { return newStyle(t) != t }) {
		j.add("đặt dấu", newStyle(t), j.exactly(t))
	}
	for _, t := range j.some(20, j.alike) {
		j.add("dấu phân biệt", t, j.exactly(t))
	}
}

// fitsPartly reports whether a topic has the words, those with marks exactly.
func fitsPartly(words []string, topic string) bool {
	own := strings.Fields(topic)
	if len(own) != len(words) {
		return false
	}
	for i, w := range words {
		if w == vietnamese.Fold(w) && vietnamese.Fold(own[i]) != w || w != vietnamese.Fold(w) && own[i] != w {
			return false
		}
	}
	return true
}

// newStyle moves tones of open oa, oe, uy to the second vowel and writes i for
// y and y for i where both are usual.
func newStyle(s string) string {
	return strings.NewReplacer("hòa", "hoà", "hóa", "hoá", "khóa", "khoá", "xóa", "xoá", "thủy", "thuỷ", "ủy", "uỷ", "hũy", "huỹ",
		"kỹ", "kĩ", "sỹ", "sĩ", "lý", "lí", "tỉ", "tỷ", "mỹ", "mĩ").Replace(s)
}

func (j *judge) keyboards() {
	for _, t := range j.some(14, anyTopic) {
		j.add("Telex", encode(t, telexTones, telexMarks), j.exactly(t))
		j.add("VNI", encode(t, vniTones, vniMarks), j.exactly(t))
	}
	for _, q := range j.shortQueries {
		j.add("viết tắt", q[0], j.exactly(q[1]))
	}
	for _, q := range j.sameQueries {
		j.add("từ cùng nghĩa", q[0], j.exactly(q[1]))
	}
}

func (j *judge) slips() {
	long := func(t string) bool { return j.unlike(t) && len(strings.Fields(t)) >= 3 }
	for i, t := range j.some(24, long) {
		words := strings.Fields(t)
		if i%2 == 0 {
			words = strings.Fields(vietnamese.Fold(t))
		}
		k := j.r.IntN(len(words))
		for len([]rune(words[k])) < 3 {
			k = j.r.IntN(len(words))
		}
		words[k] = j.slip(words[k])
		j.add("gõ nhầm", strings.Join(words, " "), j.exactly(t))
	}
	n := 0
	for _, t := range j.some(len(j.topics), long) {
		if q := confuse(t, j.r); q != t && n < 20 {
			n++
			j.add("sai chính tả", q, j.exactly(t))
		}
	}
	for i, t := range j.some(14, long) {
		words := strings.Fields(t)
		if i%3 == 0 {
			words = strings.Fields(vietnamese.Fold(t))
		}
		q := strings.Join(words, "")
		if i%2 == 0 {
			k := 1 + j.r.IntN(len(words)-1)
			q = strings.Join(words[:k], " ") + strings.Join(words[k:], " ")
		}
		j.add("dính chữ", q, j.exactly(t))
	}
}

// slip drops, doubles, changes or swaps a letter.
func (j *judge) slip(w string) string {
	r := []rune(w)
	k := j.r.IntN(len(r) - 1)
	switch j.r.IntN(4) {
	case 0:
		return string(slices.Delete(r, k, k+1))
	case 1:
		return string(slices.Insert(r, k, r[k]))
	case 2:
		r[k] = []rune("bgklmnpty")[j.r.IntN(9)]
		return string(r)
	}
	r[k], r[k+1] = r[k+1], r[k]
	return string(r)
}

// confuse spells one sound the way it is heard in some regions.
func confuse(t string, r *rand.Rand) string {
	pairs := [][2]string{
		{" s", " x"},
		{" x", " s"},
		{" ch", " tr"},
		{" tr", " ch"},
		{"ng ", "n "},
		{"ả", "ã"},
		{"ã", "ả"},
		{"ổ", "ỗ"},
		{"ỗ", "ổ"},
		{"ữ", "ử"},
		{"ẽ", "ẻ"},
		{"ủ", "ũ"},
		{"ẻ", "ẽ"},
		{" l", " n"},
		{" d", " gi"},
		{" gi", " d"},
	}
	s := " " + t + " "
	for _, i := range r.Perm(len(pairs)) {
		if p := pairs[i]; strings.Contains(s, p[0]) {
			return strings.TrimSpace(strings.Replace(s, p[0], p[1], 1))
		}
	}
	return t
}

func (j *judge) structure() {
	for _, t := range j.orders {
		words := strings.Fields(t)
		j.add("thứ tự từ", t, j.exactly(t))
		j.add("thứ tự từ", strings.Join(words[:len(words)*3/5], " "), j.exactly(t))
	}
	for i := 0; i < 20; i++ {
		name := j.places[i]
		if i < 10 {
			j.add("thứ tự từ", name, j.at(i))
		} else {
			j.add("dấu phân biệt", "xã "+name, j.at(i))
		}
	}
	for _, t := range j.some(12, anyTopic) {
		j.add("trong ngoặc kép", `"`+t+`"`, j.exactly(t))
	}
	for range 24 {
		e := j.entries[j.r.IntN(len(j.entries))]
		topic, place := j.topics[e.topic], j.places[e.place]
		gain := j.there(e.topic, func(p int) bool { return p == e.place })
		j.add("nơi và chủ đề", topic+" "+place, gain)
		if j.unlike(topic) && vietnamese.Fold(topic) != topic {
			q, bare := j.mess(topic, place)
			j.add("lẫn lộn", q, j.there(e.topic, func(p int) bool {
				return p == e.place || bare && vietnamese.Fold(j.places[p]) == vietnamese.Fold(place)
			}))
		}
	}
	for _, t := range j.some(24, func(t string) bool { return len(strings.Fields(t)) >= 3 }) {
		words := strings.Fields(t)
		last := []rune(words[len(words)-1])
		if len(last) < 3 {
			continue
		}
		cut := 2 + j.r.IntN(len(last)-2)
		q := strings.Join(words[:len(words)-1], " ") + " " + string(last[:cut])
		if j.r.IntN(2) == 0 {
			q = vietnamese.Fold(q)
		}
		j.add("gõ dở", q, j.about(func(o string) bool {
			return strings.HasPrefix(o, q) || vietnamese.Fold(q) == q && strings.HasPrefix(vietnamese.Fold(o), q) ||
				strings.HasPrefix(vietnamese.Fold(o), vietnamese.Fold(q)) && strings.HasPrefix(o, strings.Join(words[:len(words)-1], " "))
		}))
	}
}

// at gains entries of a place: 3 for its own, 1 for a district of that name.
func (j *judge) at(place int) map[int64]int {
	return j.where(func(e *entry) int {
		switch {
		case e.place == place:
			return 3
		case j.district(e.place) == place:
			return 1
		}
		return 0
	})
}

// there gains entries on a topic: 3 at such a place, 1 in a district of its name.
func (j *judge) there(topic int, at func(place int) bool) map[int64]int {
	return j.where(func(o *entry) int {
		switch {
		case o.topic == topic && at(o.place):
			return 3
		case o.topic == topic && at(j.district(o.place)):
			return 1
		}
		return 0
	})
}

// mess types a query as people in a hurry do: each half its own way. bare says
// that the place has lost its marks.
func (j *judge) mess(topic, place string) (q string, bare bool) {
	ways := []func(string) string{vietnamese.Fold, norm.NFD.String, strings.ToUpper, newStyle,
		func(s string) string { return encode(s, telexTones, telexMarks) }, func(s string) string { return s }}
	a := ways[j.r.IntN(len(ways))](topic)
	b := ways[j.r.IntN(len(ways))](place)
	return []string{a + " " + b, a + ", " + b, b + "  " + a, a + " xa " + b}[j.r.IntN(4)], b == vietnamese.Fold(place)
}

func (j *judge) facts() {
	for range 14 {
		e := j.entries[j.r.IntN(len(j.entries))]
		same := j.where(func(o *entry) int {
			switch {
			case o.topic == e.topic && o.Year == e.Year:
				return 3
			case o.topic == e.topic:
				return 1
			}
			return 0
		})
		j.add("số và năm", fmt.Sprintf([]string{"%s %d", "%s năm %d"}[j.r.IntN(2)], j.topics[e.topic], e.Year), same)
	}
	for range 14 {
		e := j.entries[j.r.IntN(len(j.entries))]
		n := e.amount
		text := []string{fmt.Sprintf("%dm2", n), vietnamese.FormatNumber(float64(n)) + " m²", vietnamese.FormatNumber(float64(n)/1000) +
			" nghìn m2",
			vietnamese.FormatNumber(float64(n)/1000) + "k m2"}[j.r.IntN(4)]
		if n < 1000 {
			text = fmt.Sprintf("%d m2", n)
		}
		j.add("số và năm", text, j.where(func(o *entry) int {
			if o.amount == n {
				return 3
			}
			return 0
		}))
	}
}

// strangers asks for topics with words, up to a third, that occur nowhere.
func (j *judge) strangers() {
	unknown := []string{"drone", "kiểu Nhật", "wifi", "ngoằn ngoèo", "hyperloop", "của ông Thìn"}
	for _, t := range j.some(12, func(t string) bool { return j.unlike(t) && len(strings.Fields(t)) >= 4 }) {
		u := unknown[j.r.IntN(len(unknown))]
		if j.r.IntN(2) == 0 {
			u = t + " " + u
		} else {
			u = u + " " + t
		}
		j.add("từ lạ", u, j.exactly(t))
	}
}
