package api

import (
	"net/http"
	"slices"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// apiUnit names a unit as it was then, and what it is today. Code is null when
// the unit is not known.
type apiUnit struct {
	Code  *registry.UnitCode `json:"code"`
	Name  string             `json:"name"`
	Today []codeName         `json:"today"`
}

type codeName struct {
	Code registry.UnitCode `json:"code"`
	Name string            `json:"name"`
}

func codeNames(list []registry.Unit) []codeName {
	out := make([]codeName, len(list))
	for i, u := range list {
		out[i] = codeName{u.Code, u.Name}
	}
	return out
}

func (h *Area) unitOf(e *registry.Entry) apiUnit {
	if e.Unit == "" {
		return apiUnit{Name: e.UnitText, Today: []codeName{}}
	}
	l := h.Flow.Ledger()
	return apiUnit{Code: &e.Unit, Name: l.FullName(e.Unit), Today: codeNames(l.Today(e.Unit))}
}

// apiItem is an entry in a list.
type apiItem struct {
	ID          registry.EntryID   `json:"id"`
	Ref         string             `json:"ref"`
	Number      string             `json:"number"`
	URL         string             `json:"url"`
	Title       string             `json:"title"` // the headline; of a whole entry it is the registered name
	Registered  string             `json:"registered_name"`
	Headline    string             `json:"headline"`
	Summary     string             `json:"summary"`
	Year        *int               `json:"year"`
	Field       registry.FieldCode `json:"field"`
	Kind        string             `json:"kind"`
	Origin      string             `json:"origin"`
	SourceLabel string             `json:"source_label,omitempty"`
	Unit        apiUnit            `json:"unit"`
	Highlights  map[string]string  `json:"highlights"`
	Photo       *string            `json:"photo"`
	PublishedAt *string            `json:"published_at"`
	Edition     int                `json:"edition,omitempty"`
	EditionAt   *string            `json:"edition_at,omitempty"`
	Demo        bool               `json:"demo,omitempty"`
}

func (h *Area) item(c *shell.Context, e *reading) apiItem {
	item := apiItem{
		ID: e.ID, Ref: e.Ref, Number: e.Number, URL: h.absolute(c, address.Story.At(e.Season, e.Slug)), Title: e.Headline(),
		Registered: e.RegisteredName(), Headline: e.Headline(), Summary: e.Lead(),
		Year: yearOrNull(
			e.Season,
		), Field: e.Content.Field, Kind: e.Content.Type.String(), Origin: e.Origin.String(), SourceLabel: e.Source.Label,
		Unit: h.unitOf(e.Entry), Highlights: map[string]string{}, PublishedAt: timeOrNull(e.PublishedAt), Demo: e.Demo,
	}
	if e.edition != nil {
		item.Edition, item.EditionAt = e.edition.No, timeOrNull(e.edition.At)
	}
	if p := e.LeadPhoto(); p != nil {
		picture := h.absolute(c, address.Photo.At(p.ID, "800.jpg"))
		item.Photo = &picture
	}
	return item
}

func yearOrNull(y registry.Year) *int {
	if y == 0 {
		return nil
	}
	n := int(y)
	return &n
}

func timeOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

// apiPicture is a photo with its words.
type apiPicture struct {
	ID       registry.PhotoID  `json:"id"`
	URL      string            `json:"url"`
	Sizes    map[string]string `json:"sizes"`
	Width    int               `json:"width"`
	Height   int               `json:"height"`
	Caption  string            `json:"caption"`
	Alt      string            `json:"alt"`
	Author   string            `json:"author"`
	Credit   string            `json:"credit"`
	TakenOn  registry.Date     `json:"taken_on"`
	Basis    string            `json:"basis"`
	Children bool              `json:"children"`
	Guardian bool              `json:"guardian_consent"`
	Missing  registry.Fields   `json:"missing,omitempty"` // what it needs before it may be public
}

func (h *Area) picture(c *shell.Context, p *registry.Photo) apiPicture {
	sizes := map[string]string{}
	for name, size := range map[string]string{"400": "400", "800": "800", "1200": "1200", "print": "in"} {
		sizes[name] = h.absolute(c, address.Photo.At(p.ID, size+".jpg"))
	}
	return apiPicture{
		ID: p.ID, URL: sizes["1200"], Sizes: sizes, Width: p.Width, Height: p.Height, Caption: p.Caption, Alt: p.Alt,
		Author: p.Author, Credit: p.Credit(),
		TakenOn: p.TakenOn, Basis: p.Basis.String(), Children: p.Children, Guardian: p.Guardian, Missing: p.Missing(),
	}
}

// entry answers with a whole entry, as far as the caller may see it.
func (h *Area) entry(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	e, err := h.one(c.Context(), c.Actor(), id)
	if registry.KindOf(err) == registry.NotFound {
		return h.takenOver(c, id, err)
	}
	if err != nil {
		return err
	}
	whole, err := h.whole(c, &e)
	if err != nil {
		return err
	}
	c.Header().Set("ETag", e.tag())
	return c.JSON(http.StatusOK, whole)
}

// takenOver leads from what the press reported to the registration that has taken it
// over, while the caller may read that: for now, as it may be given back.
func (h *Area) takenOver(c *shell.Context, id registry.EntryID, otherwise error) error {
	into, err := h.DB.TakenOverBy(c.Context(), id)
	if err == nil {
		_, err = h.one(c.Context(), c.Actor(), into)
	}
	switch registry.KindOf(err) {
	case registry.None:
		return c.Redirect(http.StatusTemporaryRedirect, address.APIEntry.At(into))
	case registry.NotFound:
		return otherwise
	}
	return err
}

// insideKeys are the keys of a row that only those inside see: what the table of
// fields keeps inside, the report before it is public, the states.
var insideKeys = append(registry.InsideColumns(), "report", "sent_at")

// Keys of a row that are given in another form.
var otherKeys = []string{
	"ref", "year", "unit_code", "unit_name", "district", "kind", "title", "summary", "outcomes", "links", "published_at", "demo",
	"registration", "publication",
	"source_title", "source_publisher", "source_date", "source_url", "source_label", "confidence", "recognition", "year_basis",
	"recognitions", "commendations",
}

// whole is an entry with all its parts that the caller may see: the keys of an
// import row, and what belongs to it.
func (h *Area) whole(c *shell.Context, e *reading) (map[string]any, error) {
	a, now, inside := c.Actor(), h.Flow.Now(), e.inside
	out := map[string]any{}
	row := exchange.Entry{Entry: *e.Entry}
	row.MarkTargets(h.Flow.Catalogue())
	for key, value := range row.Values() {
		if slices.Contains(otherKeys, key) || !inside && slices.Contains(insideKeys, key) {
			continue
		}
		out[key] = value
	}
	if !inside && (e.Content.Type != registry.IndividualExemplar || !e.Content.PersonConsent) {
		delete(out, "person_name")
		delete(out, "person_title")
		delete(out, "person_work")
	}
	if !inside && e.Content.ContactPress && a.Can(registry.ContactPress, e.Entry, now) {
		out["contact_name"], out["contact_title"] = e.Content.ContactName, e.Content.ContactTitle
		out["contact_phone"], out["contact_email"] = e.Content.ContactPhone, e.Content.ContactEmail
	}
	item := h.item(c, e)
	if e.edition != nil {
		out["edition"], out["edition_at"] = e.edition.No, timeOrNull(e.edition.At)
	}
	for key, value := range map[string]any{
		"id": e.ID, "version": e.Version, "ref": e.Ref, "number": e.Number, "url": item.URL, "title": e.Content.Title,
		"registered_name": e.RegisteredName(), "headline": e.Headline(), "summary": e.Content.Summary,
		"year": item.Year, "kind": item.Kind, "origin": item.Origin, "demo": e.Demo, "unit": item.Unit, "unit_text": e.UnitText,
		"photo": item.Photo, "published_at": item.PublishedAt,
		"registration": e.registration(), "result": e.Result.String(), "publication": e.Publication.String(),
		"outcomes": h.outcomes(e), "photos": h.pictures(c, e.Entry, inside), "sources": sourcesOf(e.Entry),
		"recognitions": recognitionsOf(e.Entry), "commendations": commendationsOf(e.Entry), "corrections": correctionsOf(e.Entry),
	} {
		out[key] = value
	}
	links, err := h.links(c, a, e)
	out["links"] = links
	if inside {
		out["return_reason"], out["return_checks"] = e.ReturnReason, e.ReturnChecks
		out["created_at"], out["updated_at"] = timeOrNull(e.CreatedAt), timeOrNull(e.UpdatedAt)
		out["sent_at"], out["accepted_at"] = timeOrNull(e.SentAt), timeOrNull(e.AcceptedAt)
		out["reported_at"], out["confirmed_at"] = timeOrNull(e.ReportedAt), timeOrNull(e.ConfirmedAt)
	}
	return out, err
}

// apiOutcome is one promised or reached result. Value is what was reached, or
// promised when nothing was reached yet; null when it is no number.
type apiOutcome struct {
	Indicator string          `json:"indicator"`
	Label     string          `json:"label"`
	Unit      string          `json:"unit"`
	Value     *float64        `json:"value"`
	Baseline  registry.Amount `json:"baseline"`
	Target    registry.Amount `json:"target"`
	Actual    registry.Amount `json:"actual"`
	Period    string          `json:"period"`
	Source    string          `json:"source"`
	Evidence  string          `json:"evidence,omitempty"`
	Committed bool            `json:"committed"`
	State     string          `json:"state"`     // target, self-declared, confirmed, context
	Aggregate string          `json:"aggregate"` // S added up, L last value, R ratio; "" for a free one
}

func (h *Area) outcomes(e *reading) []apiOutcome {
	out := []apiOutcome{}
	catalogue := h.Flow.Catalogue().In(e.Season)
	for _, o := range e.Content.Outcomes {
		x := apiOutcome{
			Indicator: o.Indicator, Label: catalogue.Label(o), Unit: catalogue.Unit(o), Baseline: o.Baseline, Target: o.Target,
			Actual: o.Actual,
			Period: o.Period, Source: o.Source, Committed: o.Committed, State: foundingCode(e.FoundingOf(o)),
		}
		for _, amount := range []registry.Amount{o.Actual, o.Target, o.Baseline} {
			if v, ok := amount.Value(); ok {
				x.Value = &v
				break
			}
		}
		if ind, ok := catalogue.Indicator(o.Indicator); ok {
			x.Aggregate = ind.Aggregate.String()
		}
		if e.inside {
			x.Evidence = o.Evidence
		}
		out = append(out, x)
	}
	return out
}

func (h *Area) pictures(c *shell.Context, e *registry.Entry, inside bool) []apiPicture {
	out := []apiPicture{}
	for i := range e.Photos {
		if p := &e.Photos[i]; p.Shown() || inside && !p.TakenDown {
			out = append(out, h.picture(c, p))
		}
	}
	return out
}

// sourcesOf tells where a reported entry was read.
func sourcesOf(e *registry.Entry) []registry.Source {
	if e.Source.URL == "" {
		return []registry.Source{}
	}
	return []registry.Source{e.Source}
}

func recognitionsOf(e *registry.Entry) []map[string]string {
	out := []map[string]string{}
	for _, r := range e.Recognitions {
		m := actOf(r.Act)
		m["text"] = r.Text
		out = append(out, m)
	}
	return out
}

func commendationsOf(e *registry.Entry) []map[string]string {
	out := []map[string]string{}
	for _, k := range e.Commendations {
		out = append(out, actOf(k.Act))
	}
	return out
}

// actOf is a line of a register; revoked is the day on which it was taken back.
func actOf(a registry.Act) map[string]string {
	m := map[string]string{
		"level": string(a.Level), "level_label": a.Level.Label(), "form": a.Form, "number": a.Number,
		"date": string(a.Date), "issuer": a.Issuer, "signer": a.Signer,
	}
	if a.Revoked() {
		m["revoked"] = string(registry.DateOf(a.RevokedAt.In(registry.Zone)))
	}
	return m
}

func correctionsOf(e *registry.Entry) []map[string]string {
	out := []map[string]string{}
	for _, x := range e.Corrections {
		out = append(out, map[string]string{"at": x.At.UTC().Format(time.RFC3339), "text": x.Text})
	}
	return out
}

// apiLink joins an entry to an earlier or a later one that the caller may see.
type apiLink struct {
	Kind      string           `json:"kind"`      // tiep-tuc, hoc-tu
	Direction string           `json:"direction"` // from: of the earlier one; to: of a later one
	Confirmed bool             `json:"confirmed"`
	ID        registry.EntryID `json:"id"`
	Title     string           `json:"title"` // the headline
	Name      string           `json:"registered_name"`
	URL       string           `json:"url"`
}

func (h *Area) links(c *shell.Context, a registry.Actor, e *reading) ([]apiLink, error) {
	ctx := c.Context()
	out := []apiLink{}
	ids, err := h.DB.EditionFollowers(ctx, e.ID)
	if err != nil {
		return out, err
	}
	if a.Role != registry.Visitor { // who reads a later entry inside finds its link, sealed or not
		inside, err := h.DB.Followers(ctx, e.ID)
		if err != nil {
			return out, err
		}
		inside = slices.DeleteFunc(inside, func(id registry.EntryID) bool { return slices.Contains(ids, id) })
		ids = append(ids, inside...)
	}
	for _, l := range e.Links {
		ids = append(ids, l.To)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	list, err := h.readings(ctx, a, ids)
	if err != nil {
		return out, err
	}
	for i := range list {
		x := &list[i]
		link := apiLink{ID: x.ID, Title: x.Headline(), Name: x.RegisteredName(), URL: h.absolute(c, address.APIEntry.At(x.ID))}
		for _, l := range e.Links {
			if l.To == x.ID {
				link.Kind, link.Direction, link.Confirmed = l.Kind.String(), "from", l.Confirmed
			}
		}
		for _, l := range x.Links {
			if l.To == e.ID {
				link.Kind, link.Direction, link.Confirmed = l.Kind.String(), "to", l.Confirmed
			}
		}
		if link.Kind != "" && (link.Confirmed || e.inside) {
			out = append(out, link)
		}
	}
	return out, nil
}
