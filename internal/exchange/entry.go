package exchange

import (
	"fmt"
	"iter"
	"time"

	"danvankheo/internal/registry"
)

// Entry is one entry as a table holds it: the registry's entry, and the earlier
// ones it continues or learns from by their refs, since ids mean nothing
// elsewhere. Unit is the code and UnitText the name as the row gives them; whoever
// reads the row resolves them.
type Entry struct {
	registry.Entry
	From       []LinkRef
	ChecksDone []string // codes of the return checklist that the unit has done

	marks [3]string // words that [Entry.MarkTargets] added to the labels of key figures
}

// MarkTargets says of key figures that are targets that they are. Reading the row back
// takes the words off again.
func (e *Entry) MarkTargets(c *registry.Catalogue) { e.Story.Figures, e.marks = e.MarkedFigures(c) }

// markedStory is a story with the words that were added to its key figures.
type markedStory struct {
	*registry.Story
	marks *[3]string
}

func (s markedStory) unmark() {
	for i, mark := range s.marks {
		s.Figures[i] = s.Figures[i].Unmarked(mark)
	}
	*s.marks = [3]string{}
}

// LinkRef names an earlier entry by its ref.
type LinkRef struct {
	Ref       string
	Kind      registry.LinkKind
	Confirmed bool
}

// part is one key of a row or of an object in it, and where its value goes: a
// pointer whose type says how it is read and written, a function that takes a
// text, or nil for what is known and passed over.
type part struct {
	key string
	at  any
}

// parts lists the keys of an entry's row in the order in which tables have them:
// first those that a reported entry has too, then the rest of the registration.
func (e *Entry) parts() []part {
	c, s := &e.Content, &e.Source
	own := func(key string) part { return part{key, firstColumns[key].Pointer(c)} }
	list := []part{
		{"ref", &e.Ref}, {"year", &e.Season}, {"year_basis", &s.YearBasis}, {"unit_code", &e.Unit}, {"unit_name", &e.UnitText},
		{"district", &s.District}, own("field"), own("kind"), own("title"), own("summary"), own("approach"), own("body"), own("outcomes"),
		{"recognition", &s.Recognition}, {"source_title", &s.Title}, {"source_publisher", &s.Publisher}, {"source_date", &s.Date},
		{"source_url", &s.URL}, {"confidence", &s.Confidence}, {"source_label", &s.Label},
	}
	for _, d := range otherColumns {
		list = append(list, part{d.Key(), d.Pointer(c)})
	}
	return append(list,
		part{"recognitions", &e.Recognitions}, part{"commendations", &e.Commendations}, part{"links", &e.From},
		part{"report", &e.Report}, part{"story", markedStory{&e.Story, &e.marks}},
		part{"registration", &e.Registration}, part{"publication", &e.Publication},
		part{"sent_at", &e.SentAt}, part{"published_at", &e.PublishedAt}, part{"demo", &e.Demo},
	)
}

// firstColumns are the fields of the registration among the first keys of
// a row, otherColumns those behind, in the order of the table of fields.
var firstColumns, otherColumns = func() (map[string]*contentDef, []*contentDef) {
	first := map[string]*contentDef{"field": nil, "kind": nil, "title": nil, "summary": nil, "approach": nil, "body": nil, "outcomes": nil}
	var others []*contentDef
	defs := registry.ContentFields()
	for i := range defs {
		d := &defs[i]
		if _, ok := first[d.Key()]; ok {
			first[d.Key()] = d
		} else if d.Key() != registry.NoColumn {
			others = append(others, d)
		}
	}
	return first, others
}()

type contentDef = registry.FieldDef[registry.Content]

// partsOf are the keys of an object, one for each row of its table.
func partsOf[T any](defs []registry.FieldDef[T], t *T) (list []part) {
	for i := range defs {
		if d := &defs[i]; d.Key() != registry.NoColumn {
			list = append(list, part{d.Key(), d.Pointer(t)})
		}
	}
	return list
}

// readOnly lists the keys that a row may have and that are never written: what
// other tables of the kind carry, and the columns of the list that units send up
// (domain notes B.4), which need taking apart.
func (e *Entry) readOnly() []part {
	return []part{
		{"unit_level", nil}, {"checks_done", &e.ChecksDone}, {listNumber, nil}, {listNovelty, e.noveltyText}, {listTargets, e.targetsText},
		{listPeriod, e.periodText}, {listContact, e.contactText}, {listNote, e.noteText},
	}
}

// always are the keys that a JSON line has even when they are empty.
const always = 20

func reportParts(r *registry.Report) []part { return partsOf(registry.ReportFields(), r) }

// storyParts has the key figures as "figure1_value" and so on, beside the texts.
func storyParts(s markedStory) (list []part) {
	for _, p := range partsOf(registry.StoryFields(), s.Story) {
		figures, ok := p.at.(*[3]registry.KeyFigure)
		if !ok {
			list = append(list, p)
			continue
		}
		for i := range figures {
			for _, f := range partsOf(registry.FigureFields(), &figures[i]) {
				list = append(list, part{fmt.Sprintf("figure%d_%s", i+1, f.key), f.at})
			}
			list = append(list, part{fmt.Sprintf("figure%d_mark", i+1), &s.marks[i]})
		}
	}
	return list
}

func partnerParts(p *registry.Partner) []part { return partsOf(registry.PartnerFields(), p) }

func resourceParts(r *registry.Resource) []part { return partsOf(registry.ResourceFields(), r) }

func siteParts(s *registry.Site) []part { return partsOf(registry.SiteFields(), s) }

func recognitionParts(r *registry.Recognition) []part {
	return append(actParts(&r.Act), part{"text", &r.Text})
}

func commendationParts(c *registry.Commendation) []part { return actParts(&c.Act) }

func actParts(a *registry.Act) []part {
	return []part{
		{"level", (*string)(&a.Level)}, {"form", &a.Form}, {"number", &a.Number}, {"date", &a.Date}, {"issuer", &a.Issuer}, {"signer", &a.Signer},
		{"revoked_at", &a.RevokedAt}, {"revoke_reason", &a.RevokeReason},
	}
}

func linkParts(l *LinkRef) []part {
	return []part{{"ref", &l.Ref}, {"kind", &l.Kind}, {"confirmed", &l.Confirmed}}
}

func outcomeParts(o *registry.Outcome) []part { return partsOf(registry.OutcomeFields(), o) }

// Clean brings all texts into one form, as [registry.Content.Clean] does for those
// of the form.
func (e *Entry) Clean() {
	e.Content.Clean()
	e.Report.Clean()
	e.Story.Clean()
	c, r := &e.Content, &e.Report
	c.Tags, c.Partners, c.Resources, c.Outcomes = some(c.Tags), some(c.Partners), some(c.Resources), some(c.Outcomes)
	r.Resources, r.Sites, e.Recognitions, e.Commendations, e.From = some(
		r.Resources,
	), some(
		r.Sites,
	), some(
		e.Recognitions,
	), some(
		e.Commendations,
	), some(
		e.From,
	)
	s := &e.Source
	for _, p := range []*string{
		&e.Ref, &e.UnitText, &s.Title, &s.Publisher, &s.Date, &s.URL, &s.Label, &s.YearBasis, &s.Confidence, &s.District,
		&s.Recognition,
	} {
		*p = registry.CleanText(*p)
	}
	for i := range e.Recognitions {
		r := &e.Recognitions[i]
		r.Clean()
		r.Text = registry.CleanText(r.Text)
	}
	for i := range e.Commendations {
		e.Commendations[i].Clean()
	}
	e.SentAt, e.PublishedAt = e.SentAt.UTC().Truncate(time.Millisecond), e.PublishedAt.UTC().Truncate(time.Millisecond)
}

// some makes an empty list none, so that both compare equal.
func some[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// HasReport reports whether anything of a result report is filled in.
func (e *Entry) HasReport() bool { return len(writeParts(reportParts(&e.Report)).(ordered)) > 0 }

// Values gives the keys of the row and their values as JSON writes them, empty
// ones as null. Outcomes are in their long form.
func (e *Entry) Values() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for _, p := range e.parts() {
			if !yield(p.key, writePart(p, false)) {
				return
			}
		}
	}
}

// ColumnOf gives the column, or the key of an API body, of a field of the form.
func ColumnOf(field string) string { return registry.ColumnOf(field) }
