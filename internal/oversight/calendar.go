package oversight

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"danvankheo/internal/registry"
)

// calendarDates are the dates of a season that a calendar shows, and how many days
// before each it reminds; 0 for not at all.
var calendarDates = map[string]int{
	"opens": 0, "register_from": 0, "register_to": 3, "review_to": 0, "interim_at": 0, "survey_from": 0, "survey_to": 0, "praise_at": 0,
	"report_to": 3, "score_from": 0, "score_to": 0, "meet_by": 0, "freeze_at": 1,
}

// WriteCalendar writes the dates of seasons as an iCalendar file (RFC 5545): whole
// days, with identities that stay when a date moves, so that a calendar that
// subscribes moves it too. Host names the site in the identities.
func WriteCalendar(w io.Writer, name, host string, seasons []registry.Season, now time.Time) error {
	c := calendar{}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//Dan van kheo//Lich cong tac//VI")
	c.line("CALSCALE:GREGORIAN")
	c.text("X-WR-CALNAME", name)
	c.line("X-WR-TIMEZONE:Asia/Ho_Chi_Minh")
	c.line("REFRESH-INTERVAL;VALUE=DURATION:PT12H")
	for _, s := range seasons {
		for _, d := range s.Dates() {
			alarm, shown := calendarDates[d.Name]
			if day, ok := d.Day.Time(); shown && ok {
				c.event(s, d, day, alarm, host, now)
			}
		}
	}
	c.line("END:VCALENDAR")
	_, err := io.WriteString(w, c.b.String())
	return err
}

type calendar struct{ b strings.Builder }

func (c *calendar) event(s registry.Season, d registry.SeasonDate, day time.Time, alarm int, host string, now time.Time) {
	c.line("BEGIN:VEVENT")
	c.line(fmt.Sprintf("UID:%d-%s@%s", s.Year, strings.ReplaceAll(d.Name, "_", "-"), host))
	c.line("DTSTAMP:" + now.UTC().Format("20060102T150405Z"))
	c.line(fmt.Sprintf("SEQUENCE:%d", max(0, s.Version-1)))
	c.line("DTSTART;VALUE=DATE:" + day.Format("20060102"))
	c.line("DTEND;VALUE=DATE:" + day.AddDate(0, 0, 1).Format("20060102"))
	c.text("SUMMARY", fmt.Sprintf("Dân vận khéo %d: %s", s.Year, d.Label))
	c.text(
		"DESCRIPTION",
		"Mốc “"+d.Label+"” của năm "+fmt.Sprint(int(s.Year))+": "+d.Day.Local()+". Đơn vị được gia hạn xem hạn riêng trong thông báo.",
	)
	c.line("TRANSP:TRANSPARENT")
	if alarm > 0 {
		c.line("BEGIN:VALARM")
		c.line("ACTION:DISPLAY")
		c.text("DESCRIPTION", d.Label)
		c.line(fmt.Sprintf("TRIGGER:-P%dD", alarm))
		c.line("END:VALARM")
	}
	c.line("END:VEVENT")
}

// text writes a property whose value is text.
func (c *calendar) text(name, value string) {
	value = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", "").Replace(value)
	c.line(name + ":" + value)
}

// line writes one content line, folded after 75 bytes at the latest and never
// inside a letter.
func (c *calendar) line(s string) {
	const most = 75
	room := most
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.b.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], most-1
	}
	c.b.WriteString(s + "\r\n")
}
