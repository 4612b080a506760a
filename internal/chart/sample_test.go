package chart_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"danvankheo/internal/chart"
)

func frame(id string, w float64) chart.Frame {
	return chart.Frame{
		ID:     id,
		Width:  w,
		Title:  "Lĩnh vực xã hội có nhiều mô hình nhất, kinh tế đứng sau",
		Desc:   "Mô tả",
		Source: "Nguồn: Dân vận khéo Bắc Ninh, các mô hình đã công khai đến ngày 26/11/2026.",
		Format: func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) },
	}
}

var fieldNames = []string{"Kinh tế", "Văn hóa", "Xã hội", "An ninh", "Quốc phòng", "Hệ thống chính trị"}

func fieldSeries() (out []chart.Series) {
	for i, c := range []string{"kinh-te", "van-hoa", "xa-hoi", "an-ninh", "quoc-phong", "he-thong-chinh-tri"} {
		out = append(out, chart.Series{Name: fieldNames[i], Ink: chart.Field(c)})
	}
	return out
}

// samples is every kind of figure with ordinary values.
func samples(w float64) map[string]*chart.Picture {
	years := []string{"2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"}
	out := map[string]*chart.Picture{}
	c := chart.Columns{
		Frame:  frame("cot", w),
		Names:  years,
		Series: []chart.Series{{Name: "đơn vị đăng ký", Ink: chart.Accent}, {Name: "báo chí phản ánh", Ink: chart.Edge}},
	}
	for i := range years {
		c.Values = append(c.Values, []float64{float64(i % 4 * 3), float64(i*i%17 + 2)})
	}
	out["columns"] = c.Draw()
	b := chart.Bars{Frame: frame("thanh", w)}
	for i, f := range fieldSeries() {
		b.Rows = append(
			b.Rows,
			chart.Bar{Name: f.Name, Value: float64(48 / (i + 1) * (i % 5)), Note: fmt.Sprint(30-i*4) + "%", Ink: f.Ink},
		)
	}
	out["bars"] = b.Draw()
	l := chart.Lines{Frame: frame("duong", w), Names: years, Series: fieldSeries()}
	for i := range l.Series {
		var v []float64
		for k := range years {
			v = append(v, float64((i*7+k*k*3)%19))
		}
		l.Values = append(l.Values, v)
	}
	out["lines"] = l.Draw()
	m := chart.Matrix{
		Frame:   frame("o", w),
		Columns: fieldSeries(),
		Steps:   chart.Steps{0, 1, 2, 4, 8},
		Blind:   true,
		Rows:    []chart.MatrixRow{{Name: "Phường"}},
	}
	for i := range 12 {
		r := chart.MatrixRow{Name: fmt.Sprintf("Phường Đồng Nguyên số %d", i)}
		for k := range 6 {
			r.Values = append(r.Values, float64((i*k+i)%9*((i+k)%2)))
		}
		m.Rows = append(m.Rows, r)
	}
	out["matrix"] = m.Draw()
	t := chart.Tiles{
		Frame: frame("ban-do", w),
		Steps: chart.Steps{0, 1, 2, 4, 8},
		Key:   []string{"chưa có", "1", "2–3", "4–7", "từ 8 mô hình"},
	}
	r := chart.Regions{Frame: frame("ban-do-that", w), Steps: t.Steps, Key: t.Key}
	for i := range 99 {
		p := chart.Place{Name: "Xuân Lương", Tip: "Xã Xuân Lương: 3 mô hình", Value: float64(i % 9), Col: i % 17, Row: i / 9}
		if p.Value > 0 {
			p.Text = strconv.Itoa(i % 9)
		}
		x, y := 106+float64(i%17)*0.06, 21.1+float64(i/17)*0.08
		p.Outline = [][][2]float64{{{x, y}, {x + 0.06, y + 0.005}, {x + 0.06, y + 0.085}, {x, y + 0.08}}}
		t.Places, r.Places = append(t.Places, p), append(r.Places, p)
	}
	out["tiles"], out["regions"] = t.Draw(), r.Draw()
	s := chart.Spread{Frame: frame("lan-toa", w), Years: []string{"2022", "2023", "2024", "2025", "2026"}}
	s.Lines = []chart.SpreadLine{
		{Name: "Xã Đồng Kỳ", Note: "Hiến đất mở đường nội thôn rộng sáu mét", Ink: chart.KinhTe, At: []int{0, 1, 2, 3}},
		{Name: "Xã Tiên Lục", Note: "Mở đường hoa", Ink: chart.KinhTe, At: []int{2, 3, 4}},
		{Name: "Phường Đa Mai", Note: "Tổ tự quản", Ink: chart.XaHoi, At: []int{3, 4}},
		{Name: "Xã Yên Thế", Note: "Làm theo", Ink: chart.XaHoi, At: []int{4}},
	}
	s.Ties = []chart.Tie{{0, 1, 1, 2}, {0, 2, 2, 3}, {1, 3, 3, 4}}
	out["spread"] = s.Draw()
	return out
}

var look = os.Getenv("DVK_CHART_OUT")

// Every picture is written as a page, as a file and as pixels.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, w := range []float64{328, 720} {
		for name, p := range samples(w) {
			var b bytes.Buffer
			if err := p.PNG(&b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if look != "" {
				file := filepath.Join(look, fmt.Sprintf("%s-%g", name, w))
				_ = os.WriteFile(file+".png", b.Bytes(), 0o644)
				_ = os.WriteFile(file+".svg", p.SVG(), 0o644)
			}
		}
	}
}
