package view

import (
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// CockpitPage is the state of the province in one season, at one look.
type CockpitPage struct {
	Eyebrow, Title string
	Years          []Tab
	Next           *Countdown
	Deadlines      []Countdown
	Steps          []StepPanel
	Waits          []WaitPanel
	Funnel         FunnelPanel
	Forecasts      []ForecastPanel
	StepTabs       []Tab
	Groups         []GroupPanel
	Legend         []LegendItem
	Note           string
}

// Countdown is one deadline and how far it is.
type Countdown struct {
	Number, Unit string // "4", "ngày nữa"; "Hôm nay", ""
	Label, Day   string
	Past         bool
}

// CockpitInput is what the page is made from.
type CockpitInput struct {
	Year, Past oversight.Year
	Step       registry.Step
	Seasons    []registry.Season
	Province   string
}

// NewCockpitPage shows a season.
func NewCockpitPage(in CockpitInput) CockpitPage {
	y := YearText(in.Year.Season.Year)
	p := CockpitPage{
		Eyebrow: join(" · ", "Theo dõi", in.Province), Title: "Phong trào năm " + y,
		Note: "Đơn vị tính theo sổ đơn vị có hiệu lực ngày " + in.Year.On.Local() +
			"; mô hình của xã, cơ quan cũ tính cho đơn vị kế thừa. Không tính mô hình do báo chí phản ánh, đã rút hoặc đã gộp. Phải có = " +
			"đã có + chưa có + được miễn.",
	}
	for _, s := range in.Seasons {
		p.Years = append(
			p.Years,
			Tab{
				Text:    YearText(s.Year),
				URL:     address.Query(address.Cockpit, "nam", YearText(s.Year)),
				Current: s.Year == in.Year.Season.Year,
			},
		)
	}
	p.countdowns(in.Year.Season, registry.DateOf(in.Year.Now.In(registry.Zone)))
	var shown oversight.Coverage
	for _, step := range registry.Steps() {
		c := in.Year.Coverage(step)
		p.Steps = append(p.Steps, newStepPanel(&in.Year, &c))
		was := in.Past.Coverage(step)
		f := oversight.NewForecast(&in.Year, &in.Past, &c, &was)
		p.Forecasts = append(p.Forecasts, newForecastPanel(f, in.Year.Season, in.Year.Now))
		p.StepTabs = append(
			p.StepTabs,
			Tab{
				Text:    step.Label(),
				URL:     address.Query(address.Cockpit, "nam", y, "buoc", step.String()) + "#nhom",
				Current: step == in.Step,
			},
		)
		if step == in.Step {
			shown = c
		}
	}
	p.waits(&in.Year, &shown)
	p.Funnel = newFunnelPanel(&in.Year, &in.Past)
	p.groups(&in.Year, &shown)
	for _, s := range oversight.States() {
		p.Legend = append(p.Legend, LegendItem{Class: "legend__box--" + s.String(), Text: s.Label()})
	}
	return p
}

func (p *CockpitPage) countdowns(s registry.Season, today registry.Date) {
	for _, d := range []struct {
		label string
		day   registry.Date
	}{
		{"Hạn đăng ký", s.RegisterTo}, {"Hạn tiếp nhận", s.ReviewTo}, {"Sơ kết 6 tháng", s.InterimAt}, {"Hạn báo cáo kết quả", s.ReportTo},
		{"Chấm điểm xong", s.ScoreTo}, {"Họp hội đồng", s.MeetBy}, {"Chốt số liệu", s.FreezeAt},
	} {
		c := newCountdown(d.label, d.day, today)
		if !c.Past && p.Next == nil {
			p.Next = &c
			continue
		}
		p.Deadlines = append(p.Deadlines, c)
	}
}

func newCountdown(label string, day, today registry.Date) Countdown {
	c := Countdown{Label: label, Day: day.Local()}
	a, ok1 := today.Time()
	b, ok2 := day.Time()
	if !ok1 || !ok2 {
		return c
	}
	switch n := int(b.Sub(a) / (24 * time.Hour)); {
	case n == 0:
		c.Number, c.Unit = "Hôm nay", ""
	case n > 0:
		c.Number, c.Unit = Count(n), "ngày nữa"
	default:
		c.Number, c.Unit, c.Past = Count(-n), "ngày trước", true
	}
	return c
}
