package transfer

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow"
)

// maxRef is how long a caller's key may be, in characters.
const maxRef = 200

func (m *importer) checkRef(row exchange.Row, wrong *registry.Fields, ref string) {
	if ref == "" {
		return
	}
	if before, twice := m.seen[ref]; twice {
		wrong.Add("ref", "trùng với dòng %d.", before)
	} else {
		m.seen[ref] = row.Number
	}
	if utf8.RuneCountInString(ref) > maxRef {
		wrong.Add("ref", "dài quá %d ký tự.", maxRef)
	}
}

// setYear gives a registration without a year that of the import, and refuses
// years that cannot be.
func (m *importer) setYear(e *registry.Entry, wrong *registry.Fields) {
	current := m.CurrentYear()
	if e.Season == 0 && e.Origin == registry.Registered {
		if e.Season = m.opt.Year; e.Season == 0 {
			e.Season = current
		}
	}
	switch {
	case e.Season == 0:
		if e.Source.YearBasis == "" {
			e.Source.YearBasis = "khong-ro"
		}
	case e.Season < 1945 || e.Season > current+1:
		wrong.Add("year", "Năm %d không nhận: chỉ từ 1945 đến %d.", e.Season, current+1)
	}
}

// checkLock refuses a registration that would change the record of a locked year:
// that which the row names, or that which the entry would leave.
func (m *importer) checkLock(ctx context.Context, e *registry.Entry, old registry.Entry, wrong *registry.Fields) error {
	if e.Origin == registry.Reported {
		return nil
	}
	check := func(x *registry.Entry) error {
		err := m.RequireYear(ctx, m.DB, m.actor, registry.DidEntryImport, x.Season, x.Unit)
		if registry.KindOf(err) == registry.Conflict {
			wrong.Add("year", "%s", registry.MessageOf(err))
			return nil
		}
		return err
	}
	if err := check(e); err != nil || old.ID == 0 || old.Season == e.Season {
		return err
	}
	return check(&old)
}

// setUnit finds the unit that a row names, at the time of the entry. A row that
// names none leaves that of a known entry.
func (m *importer) setUnit(row exchange.Row, e *registry.Entry, old registry.Entry, wrong *registry.Fields) {
	said := place{string(e.Unit), e.UnitText, e.Source.District, e.Season, registry.Date(e.Source.Date), e.Origin == registry.Registered}
	field := "unit_name"
	if said.code != "" {
		field = "unit_code"
	}
	if said.code == "" && said.name == "" {
		if old.ID != 0 && !row.Has("unit_code") && !row.Has("unit_name") {
			e.Unit, e.UnitText = old.Unit, old.UnitText
			return
		}
		wrong.Add(field, "chưa nêu đơn vị.")
		return
	}
	if old.ID != 0 && (said.code == string(old.Unit) || said.code == "") &&
		(said.name == old.UnitText || said.name == m.Ledger().Name(old.Unit)) {
		e.Unit, e.UnitText = old.Unit, old.UnitText
		return
	}
	r, ok := m.found[said]
	if !ok {
		r.unit, r.err = m.resolve(said)
		m.found[said] = r
	}
	if r.err != nil {
		if !m.opt.KeepUnknownUnits {
			m.report.Unresolved++
			wrong.Add(field, "%s", strings.TrimSuffix(registry.MessageOf(r.err), "."))
			return
		}
		m.report.UnknownUnits++
		if e.UnitText == "" {
			e.UnitText = said.code
		}
	}
	e.Unit = r.unit
	if e.Origin == registry.Registered && e.Unit != "" && e.UnitText == m.Ledger().Name(e.Unit) {
		e.UnitText = "" // nothing that the ledger does not say
	}
}

// FreeIndicators keeps an indicator that the catalogue does not have as the name
// of a free one.
func FreeIndicators(c *registry.Catalogue, list []registry.Outcome) {
	for i := range list {
		o := &list[i]
		if _, known := c.Indicator(o.Indicator); !known && o.Label == "" {
			o.Indicator, o.Label = "", o.Indicator
		}
	}
}

// carryOutcomes lets lines that say nothing of what was reached keep what the
// entry has of it.
func carryOutcomes(old, next []registry.Outcome) {
	for i := range next {
		n := &next[i]
		if n.Actual != "" || n.Period != "" || n.Source != "" || n.Evidence != "" || n.Committed {
			continue
		}
		j := slices.IndexFunc(old, func(o registry.Outcome) bool { return o.Indicator == n.Indicator && o.Label == n.Label })
		if j >= 0 {
			o := old[j]
			n.Actual, n.Period, n.Source, n.Evidence, n.Committed = o.Actual, o.Period, o.Source, o.Evidence, o.Committed
		}
	}
}

// setRecognitions reads the recognition of a row, and reports whether those kept
// must be replaced.
func (m *importer) setRecognitions(row exchange.Row, e *registry.Entry, old registry.Entry) bool {
	switch {
	case old.Registration == registry.Merged: // they are recorded of what it was folded into
		e.Recognitions = old.Recognitions
		return false
	case row.Has("recognitions"):
		for i := range e.Recognitions {
			r := &e.Recognitions[i]
			if !r.Level.Known() {
				r.Level = levelOf(r.Text+" "+r.Issuer, e.Season)
			}
		}
	case row.Has("recognition") && (old.ID == 0 || e.Source.Recognition != old.Source.Recognition):
		e.Recognitions = recognised(e.Source.Recognition, e.Season)
	default:
		return false
	}
	for i := range e.Recognitions {
		for _, o := range old.Recognitions {
			if carryAct(&e.Recognitions[i].Act, o.Act) {
				break
			}
		}
	}
	return !slices.EqualFunc(e.Recognitions, old.Recognitions, sameRecognition)
}

// setCommendations reports whether the commendations of a row differ from those
// kept.
func setCommendations(row exchange.Row, e *registry.Entry, old registry.Entry, wrong *registry.Fields) bool {
	if old.Registration == registry.Merged {
		e.Commendations = old.Commendations
	}
	if !row.Has("commendations") || old.Registration == registry.Merged {
		return false
	}
	for i := range e.Commendations {
		for _, w := range registry.FieldsOf(e.Commendations[i].Check()) {
			wrong.Add("commendations", "lần khen thứ %d: %s", i+1, w.Message)
		}
		for _, o := range old.Commendations {
			if carryAct(&e.Commendations[i].Act, o.Act) {
				break
			}
		}
	}
	return !slices.EqualFunc(e.Commendations, old.Commendations, sameCommendation)
}

// recognised reads "Ban Thường vụ Thành ủy công nhận điển hình …". A
// commendation or a founding is no recognition, nor is the recognition of
// something else than a model: those stay words of the source.
func recognised(text string, y registry.Year) []registry.Recognition {
	f := vietnamese.Fold(text)
	about := strings.Contains(f, "dan van kheo") || strings.Contains(f, "mo hinh") || strings.Contains(f, "dien hinh")
	if !strings.Contains(f, "cong nhan") || !about {
		return nil
	}
	return []registry.Recognition{{Act: registry.Act{Level: levelOf(text, y)}, Text: text}}
}

var (
	ofProvince = regexp.MustCompile(`\b(tinh uy|cap tinh|(ubnd|uy ban nhan dan|hdnd|hoi dong) tinh)\b`)
	ofDistrict = regexp.MustCompile(
		`\b(huyen uy|thanh uy|thi uy|quan uy|cap huyen|(ubnd|uy ban nhan dan|hdnd) (huyen|thanh pho|thi xa|tp|tx))\b`,
	)
)

// levelOf reads the level of a recognition by the body that is named; the lowest
// when it does not show. There is no district level after 2025.
func levelOf(text string, y registry.Year) registry.RecognitionLevel {
	f := vietnamese.Fold(text)
	switch {
	case ofProvince.MatchString(f):
		return registry.ProvinceRecognition
	case ofDistrict.MatchString(f) && y <= 2025:
		return registry.DistrictRecognition
	}
	return registry.LocalRecognition
}

// checkEntry adds what is wrong with the words of a row: for a registration what
// even a draft may not have, for a reported entry also what it must have.
func (m *importer) checkEntry(row exchange.Row, e *registry.Entry, old registry.Entry, wrong *registry.Fields) {
	bad := map[string]bool{} // a column is wrong once
	for _, w := range *wrong {
		bad[w.Field] = true
	}
	add := func(field, text string) {
		if !bad[field] {
			wrong.Add(field, "%s", text)
		}
	}
	for _, w := range draftWrong(row, e, m.seasonOf(e)) {
		add(exchange.ColumnOf(w.Field), w.Message)
	}
	for _, w := range brokenCounts(row, e, m.Catalogue()) {
		add(exchange.ColumnOf(w.Field), w.Message)
	}
	if e.Content.Title == "" {
		add("title", "chưa điền.")
	}
	if e.Publication.Public() && e.Story != old.Story {
		add("story", "bài đang công khai: sửa ở trang biên tập, kèm ghi chú đính chính.")
	}
	if e.Origin == registry.Reported {
		if old.ID == 0 && row.Text("kind") == "" {
			add("kind", "chưa điền.")
		}
		checkReported(e, add)
	}
}

// draftWrong lists what even a draft may not have: of the registration, and of the
// report, the story and the source as far as the row says anything of them.
func draftWrong(row exchange.Row, e *registry.Entry, s registry.Season) registry.Fields {
	out := e.Content.CheckDraft(s)
	under := func(column, prefix string, list registry.Fields) {
		for _, w := range list {
			if row.Has(cmp.Or(column, w.Field)) {
				out.Add(prefix+w.Field, "%s", w.Message)
			}
		}
	}
	under("report", "report.", e.Report.CheckDraft(nil))
	under("story", "story.", e.Story.CheckDraft())
	under("", "", e.CheckSourceDraft())
	for i := range e.Recognitions {
		under("recognitions", fmt.Sprintf("recognitions.%d.", i), e.Recognitions[i].CheckDraft())
	}
	return out
}

// brokenCounts lists the fractions of what cannot be broken in the columns that a row
// has: "1.24" in a count is a number that a spreadsheet program damaged.
func brokenCounts(row exchange.Row, e *registry.Entry, c *registry.Catalogue) registry.Fields {
	var out registry.Fields
	for _, w := range e.CheckCounts(c.In(e.Season)) {
		column, _, _ := strings.Cut(w.Field, ".")
		switch {
		case column == "outcomes" && !row.Has(column):
			column = exchange.TargetsColumn
		case column == "surveyed" || column == "sites":
			column = "report"
			w.Field = "report." + w.Field
		}
		if !row.Has(column) {
			continue
		}
		if cell := row.Cell(column); cell != "" {
			w.Message = "ô " + cell + ", " + w.Message
		}
		out = append(out, w)
	}
	return out
}

// seasonOf gives the season by which an entry is checked.
func (m *importer) seasonOf(e *registry.Entry) registry.Season {
	if e.Season == 0 {
		return m.Season(m.CurrentYear())
	}
	return m.Season(e.Season)
}

var sourceDate = regexp.MustCompile(`^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`)

// checkReported adds what a reported entry is missing: the public must know
// where it was read.
func checkReported(e *registry.Entry, add func(field, text string)) {
	s := &e.Source
	if e.Content.Summary == "" {
		add("summary", "chưa điền.")
	}
	if e.Content.Field == "" {
		add("field", "chưa điền.")
	}
	if u, err := url.Parse(s.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		add("source_url", "cần một địa chỉ bắt đầu bằng http:// hoặc https://.")
	}
	if s.Title == "" && s.Publisher == "" {
		add("source_title", "cần tên bài hoặc nơi đăng.")
	}
	if s.Date = string(registry.NewDate(s.Date)); s.Date != "" && !sourceDate.MatchString(s.Date) {
		add("source_date", "“"+s.Date+"” không phải ngày: ghi 2024, 2024-03 hoặc 2024-03-25.")
	}
	if s.Label == "" {
		s.Label = "tuong-tu" // the most modest of the three
	}
	for _, c := range []struct {
		field, value string
		list         []registry.Choice
	}{
		{"source_label", s.Label, registry.SourceLabels()},
		{"year_basis", s.YearBasis, registry.YearBases()},
		{"confidence", s.Confidence, []registry.Choice{{Code: "high", Label: "chắc chắn"}, {Code: "medium", Label: "có chỗ phải suy ra"},
			{Code: "low", Label: "chưa chắc"}}},
	} {
		if c.value != "" && registry.ChoiceLabel(c.list, c.value) == c.value {
			codes := make([]string, len(c.list))
			for i, x := range c.list {
				codes[i] = x.Code
			}
			add(c.field, "không có giá trị “"+c.value+"”; chọn: "+strings.Join(codes, ", ")+".")
		}
	}
}

// raise brings an entry to the states that publishing means: a registration is
// accepted when it is complete, and the story is made public. A row that names
// its states is not raised beyond them.
func (m *importer) raise(row exchange.Row, e *exchange.Entry, said registry.Entry, wrong *registry.Fields) {
	if e.Registration == registry.Merged { // what it was folded into is what the public reads
		return
	}
	to := registry.Accepted
	if row.Has("registration") {
		to = said.Registration
	}
	if e.Origin == registry.Registered {
		if !m.raiseRegistration(&e.Entry, to, len(e.From), wrong) {
			return
		}
		if e.SentAt.IsZero() && e.Registration != registry.Draft && said.SentAt.Before(m.Now()) {
			e.SentAt = said.SentAt
		}
	}
	if row.Has("publication") && !said.Publication.Public() || e.Publication.Public() {
		return
	}
	if err := workflow.Publishable(&e.Entry); err != nil {
		if fields := registry.FieldsOf(err); len(fields) > 0 {
			*wrong = append(*wrong, fields...)
		} else if !row.Has("registration") {
			wrong.Add("", "%s", registry.MessageOf(err))
		}
		return
	}
	if err := e.MovePublication(registry.Published); err != nil {
		wrong.Add("publication", "%s", registry.MessageOf(err))
		return
	}
	if e.PublishedAt.IsZero() && said.PublishedAt.Before(m.Now()) {
		e.PublishedAt = said.PublishedAt
	}
}

// askNumbers is the question of [askNumbers] put to a table: without the answer a
// story with numbers of persons stays unpublished, and a public one does not change.
func (m *importer) askNumbers(row exchange.Row, e *registry.Entry, old registry.Entry, wrong *registry.Fields) []registry.PersonalNumber {
	if !m.opt.Publish { // it waits for a release, which asks
		return nil
	}
	known := workflow.PublicNumbers(&old)
	fresh := slices.DeleteFunc(workflow.PublicNumbers(e), func(n registry.PersonalNumber) bool { return slices.Contains(known, n) })
	if m.opt.NumbersMeant || len(fresh) == 0 {
		return fresh
	}
	found := registry.NamePersonalNumbers(fresh)
	if old.Released() {
		wrong.Add("", "bài đang công khai hoặc hẹn giờ, chữ mới có %s", found)
		return nil
	}
	e.Publication, e.PublishedAt = old.Publication, old.PublishedAt
	m.report.Held = append(m.report.Held, workflow.RowError{Row: row.Number, Text: "chưa đăng vì có " + found})
	return nil
}

// raiseRegistration sends and accepts a registration as far as it should go, if
// nothing is missing.
func (m *importer) raiseRegistration(e *registry.Entry, to registry.Registration, links int, wrong *registry.Fields) bool {
	var path []registry.Registration
	switch {
	case to == registry.Sent && e.Registration.Open():
		path = []registry.Registration{registry.Sent}
	case to == registry.Accepted && e.Registration.Open():
		path = []registry.Registration{registry.Sent, registry.Accepted}
	case to == registry.Accepted && e.Registration == registry.Sent:
		path = []registry.Registration{registry.Accepted}
	case to == registry.Withdrawn && e.Registration.CanBecome(registry.Withdrawn):
		e.Registration = registry.Withdrawn
		return true
	default:
		return true
	}
	checked := *e
	checked.Links = append(checked.Links[:len(checked.Links):len(checked.Links)], make([]registry.Link, links)...)
	if err := checked.CheckRegistration(m.Season(e.Season), m.Catalogue()); err != nil {
		*wrong = append(*wrong, registry.FieldsOf(err)...)
		return false
	}
	for _, next := range path {
		if err := e.MoveRegistration(next); err != nil {
			wrong.Add("registration", "%s", registry.MessageOf(err))
			return false
		}
	}
	if e.Registration == registry.Accepted {
		for i := range e.Content.Outcomes {
			e.Content.Outcomes[i].Committed = !e.Content.Outcomes[i].Blank()
		}
		if r := (exchange.Entry{Entry: *e}); r.HasReport() && e.Result == registry.NoReport {
			e.Result = registry.ReportDraft
		}
	}
	return true
}
