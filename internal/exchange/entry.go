package exchange

import (
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

// parts lists the keys of an entry's row in the order in which tables have them.
func (e *Entry) parts() []part {
	c, s := &e.Content, &e.Source
	return []part{
		{"ref", &e.Ref}, {"year", &e.Season}, {"year_basis", &s.YearBasis}, {"unit_code", &e.Unit}, {"unit_name", &e.UnitText},
		{"district", &s.District}, {"field", &c.Field}, {"kind", &c.Type}, {"title", &c.Title}, {"summary", &c.Summary},
		{"approach", &c.Method}, {"body", &c.Body}, {"outcomes", &c.Outcomes}, {"recognition", &s.Recognition},
		{"source_title", &s.Title}, {"source_publisher", &s.Publisher}, {"source_date", &s.Date}, {"source_url", &s.URL},
		{"confidence", &s.Confidence}, {"source_label", &s.Label},

		{"novelty", &c.Novelty}, {"tags", &c.Tags}, {"problem", &c.Problem}, {"goal", &c.Goal}, {"what_is_new", &c.WhatIsNew},
		{"place", &c.Place}, {"address", &c.Address}, {"latitude", &c.Latitude}, {"longitude", &c.Longitude},
		{"beneficiaries", &c.Beneficiaries}, {"households", &c.Households}, {"people", &c.People}, {"lead", &c.Lead},
		{"partners", &c.Partners}, {"resources", &c.Resources}, {"start", &c.Start}, {"review_on", &c.ReviewOn},
		{"milestones", &c.Milestones}, {"outputs", &c.Outputs}, {"replicability", &c.Replicability},
		{"basis_number", &c.BasisNumber}, {"basis_date", &c.BasisDate}, {"approver_name", &c.ApproverName},
		{"approver_title", &c.ApproverTitle}, {"approved_on", &c.ApprovedOn}, {"person_name", &c.PersonName},
		{"person_born", &c.PersonBorn}, {"person_title", &c.PersonTitle}, {"person_work", &c.PersonWork},
		{"person_consent", &c.PersonConsent}, {"contact_name", &c.ContactName}, {"contact_title", &c.ContactTitle},
		{"contact_phone", &c.ContactPhone}, {"contact_email", &c.ContactEmail}, {"contact_press", &c.ContactPress},
		{"pledge", &c.Pledge},

		{
			"recognitions",
			&e.Recognitions,
		}, {"commendations", &e.Commendations}, {"links", &e.From}, {"report", &e.Report}, {"story", &e.Story},
		{"registration", &e.Registration}, {"publication", &e.Publication}, {"sent_at", &e.SentAt},
		{"published_at", &e.PublishedAt}, {"demo", &e.Demo},
	}
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

func reportParts(r *registry.Report) []part {
	return []part{
		{"leadership", &r.Leadership}, {"impact", &r.Impact}, {"surveyed", &r.Surveyed}, {"satisfied", &r.Satisfied},
		{"resources", &r.Resources}, {"difficulties", &r.Difficulties}, {"lessons", &r.Lessons}, {"sustain", &r.Sustain},
		{"sites", &r.Sites}, {"proposal", &r.Proposal}, {"confirmed", &r.Confirmed},
	}
}

func storyParts(s *registry.Story) []part {
	ps := []part{
		{"headline", &s.Headline}, {"short", &s.Short}, {"medium", &s.Medium}, {"long", &s.Long},
		{"quote", &s.Quote}, {"quote_name", &s.QuoteName}, {"quote_title", &s.QuoteTitle},
	}
	for i, n := range []string{"1", "2", "3"} {
		f := &s.Figures[i]
		ps = append(
			ps,
			part{"figure" + n + "_value", &f.Value},
			part{"figure" + n + "_unit", &f.Unit},
			part{"figure" + n + "_label", &f.Label},
		)
	}
	return ps
}

func partnerParts(p *registry.Partner) []part { return []part{{"name", &p.Name}, {"role", &p.Role}} }

func resourceParts(r *registry.Resource) []part {
	return []part{{"kind", &r.Kind}, {"amount", &r.Amount}, {"note", &r.Note}}
}

func siteParts(s *registry.Site) []part {
	return []part{{"place", &s.Place}, {"since", &s.Since}, {"teams", &s.Teams}, {"note", &s.Note}}
}

func recognitionParts(r *registry.Recognition) []part {
	return append(actParts(&r.Act), part{"text", &r.Text})
}

func commendationParts(c *registry.Commendation) []part { return actParts(&c.Act) }

func actParts(a *registry.Act) []part {
	return []part{
		{"level", &a.Level}, {"form", &a.Form}, {"number", &a.Number}, {"date", &a.Date}, {"issuer", &a.Issuer}, {"signer", &a.Signer},
		{"revoked_at", &a.RevokedAt}, {"revoke_reason", &a.RevokeReason},
	}
}

func linkParts(l *LinkRef) []part {
	return []part{{"ref", &l.Ref}, {"kind", &l.Kind}, {"confirmed", &l.Confirmed}}
}

func outcomeParts(o *registry.Outcome) []part {
	return []part{
		{"indicator", &o.Indicator}, {"label", &o.Label}, {"unit", &o.Unit}, {"baseline", &o.Baseline}, {"target", &o.Target},
		{"actual", &o.Actual}, {"period", &o.Period}, {"source", &o.Source}, {"evidence", &o.Evidence}, {"committed", &o.Committed},
	}
}

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
	for _, p := range []*string{&e.Ref, &e.UnitText, &s.Title, &s.Publisher, &s.Date, &s.URL, &s.Label, &s.YearBasis, &s.Confidence, &s.District, &s.Recognition} {
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
func ColumnOf(field string) string {
	switch field {
	case "method":
		return "approach"
	case "type":
		return "kind"
	}
	return field
}
