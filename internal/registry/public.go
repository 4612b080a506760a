package registry

import "reflect"

// OnlyPublic takes out of an entry everything that no reader outside may have as the
// entry now is: fields kept inside, reports that are not confirmed, values that were
// not reviewed, persons who did not agree, photos that may not be shown, documents,
// and the house's own notes. The entry must be the caller's own copy, lists included.
func (e *Entry) OnlyPublic() {
	outcomes := e.Reached()
	outside := func(t Text) bool { return e.Open(t) || t.Photo == nil && e.Shows(t.Seen, t.Person, ForPress) }
	shown := e.Photos[:0]
	for _, p := range e.Photos {
		if p.Shown() {
			p.TakeDownReason, p.AddedBy = "", 0
			shown = append(shown, p)
		}
	}
	e.Photos = shown
	for _, t := range e.Texts() {
		if !outside(t) {
			*t.At = ""
		}
	}
	consent, press := e.Content.PersonConsent, e.Content.ContactPress
	empty(contentFields, &e.Content, func(d *FieldDef[Content]) bool { return e.Shows(d.Seen, d.Person, Public|ForPress) })
	e.Content.PersonConsent, e.Content.ContactPress = consent, press // they say what may be shown of the rest
	empty(reportFields, &e.Report, func(d *FieldDef[Report]) bool { return e.Result.Confirmed() && d.Seen&Public != 0 })
	e.Content.Outcomes = nil
	for _, r := range outcomes {
		e.Content.Outcomes = append(e.Content.Outcomes, r.Outcome)
	}
	joined := e.CoOwners[:0]
	for _, o := range e.CoOwners {
		if o.State == Joined {
			o.Reason = ""
			joined = append(joined, o)
		}
	}
	e.CoOwners = joined
	e.Attachments, e.ReturnChecks, e.ReturnReason, e.RemoveReason, e.SecretField = nil, nil, "", "", false
	if !e.Result.Confirmed() {
		e.Result = NoReport // that a report is being written is the house's own matter
	}
}

// empty clears the fields that are not to be kept.
func empty[T any](defs []FieldDef[T], t *T, keep func(*FieldDef[T]) bool) {
	for i := range defs {
		if d := &defs[i]; !keep(d) {
			reflect.ValueOf(d.Pointer(t)).Elem().SetZero()
		}
	}
}
