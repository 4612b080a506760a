package view

import "danvankheo/internal/chart"

// patternCharts is every kind of figure with fixed values.
func patternCharts() []Chart {
	years := []string{"2021", "2022", "2023", "2024", "2025", "2026"}
	frame := func(id, title string, width float64) chart.Frame {
		return chart.Frame{ID: id, Title: title, Desc: "Số liệu ở bảng bên dưới.", Width: width, Format: Number}
	}
	table := Table{
		Columns: []Column{{Label: "Năm"}, {Label: "Mô hình", Num: true}},
		Rows:    []Row{{Cells: []Cell{H("2026", ""), {Text: "216", URL: "#", Num: true}}}},
	}
	files := []Link{{Text: "SVG", URL: "#"}, {Text: "PNG", URL: "#"}, {Text: "Excel", URL: "#"}}
	pattern := func(id, kicker, heading string, draw func(chart.Frame) *chart.Picture) Chart {
		return NewChart(
			Chart{ID: id, Kicker: kicker, Heading: heading, Note: "Ghi chú cách đếm.", Table: table, Files: files},
			func(id string, width float64) *chart.Picture { return draw(frame(id, heading, width)) },
		)
	}
	return []Chart{
		pattern("p-cot", "Theo năm", "Năm 2026 nhiều nhất: 216 mô hình", func(f chart.Frame) *chart.Picture {
			return chart.Columns{
				Frame:  f,
				Names:  years,
				Series: []chart.Series{{Name: "đơn vị đăng ký", Ink: chart.Accent}, {Name: "báo chí phản ánh", Ink: chart.Edge}},
				Values: [][]float64{{0, 10}, {0, 13}, {12, 6}, {31, 10}, {87, 12}, {214, 2}},
			}.Draw()
		}),
		pattern("p-thanh", "Theo lĩnh vực", "Kinh tế có nhiều mô hình nhất", func(f chart.Frame) *chart.Picture {
			b := chart.Bars{Frame: f}
			for i, s := range FieldSeries() {
				b.Rows = append(b.Rows, chart.Bar{Name: s.Name, Value: float64(60 - 11*i), Note: "28%", Ink: s.Ink})
			}
			return b.Draw()
		}),
		pattern("p-duong", "Lĩnh vực qua các năm", "Lĩnh vực nào cũng tăng", func(f chart.Frame) *chart.Picture {
			l := chart.Lines{Frame: f, Names: years, Series: FieldSeries()}
			for i := range l.Series {
				l.Values = append(l.Values, []float64{float64(i), 2, float64(3 * i), 9, 11, float64(30 - 4*i)})
			}
			return l.Draw()
		}),
		pattern("p-ma-tran", "Đơn vị và lĩnh vực", "Ô trống là lĩnh vực chưa có mô hình", func(f chart.Frame) *chart.Picture {
			return chart.Matrix{Frame: f, Columns: FieldSeries(), Steps: CountSteps(), Blind: true, Rows: []chart.MatrixRow{
				{Name: "Xã Đồng Kỳ", Values: []float64{1, 0, 2, 0, 4, 9}}, {Name: "Phường Đa Mai", Values: []float64{0, 0, 3, 1, 0, 2}},
			}}.Draw()
		}),
		pattern("p-lan", "Mô hình lan tới đâu", "Ba đơn vị làm theo", func(f chart.Frame) *chart.Picture {
			return chart.Spread{
				Frame: f,
				Years: years,
				Ties:  []chart.Tie{{FromLine: 0, FromYear: 1, ToLine: 1, ToYear: 2}},
				Lines: []chart.SpreadLine{
					{
						Name: "Xã Ví Dụ",
						Note: "Mặt đê rộng",
						Ink:  chart.KinhTe,
						At:   []int{0, 1, 2},
					}, {Name: "Xã Học Theo", Note: "Mở đường", Ink: chart.XaHoi, At: []int{2, 3, 5}},
				},
			}.Draw()
		}),
	}
}
