package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"danvankheo/internal/registry"
)

// Stamp is what is known of a sealing.
type Stamp struct {
	No      int       // 1, 2, … of its entry; 0 for a preview
	At      time.Time // of the sealing
	Account registry.AccountID
	Name    string    // of the account, as it was
	Deed    string    // what sealed it, a code of [registry.Deed]
	Reason  string    // as given: of a correction, the note that readers have
	Sealed  int       // version of the entry that was sealed
	Hash    string    // of what is stored, in hexadecimal
	Erased  time.Time // when a person was last taken out of it; zero: it is as it was sealed
}

// sealed has the fields of an entry under a name that other packages cannot write, so
// that no edition is made of a draft by hand.
type sealed = registry.Entry

// Edition is the public part of an entry as it was when it was sealed, with what of it
// lives on: the address, the state of publication, the registers and corrections.
// Fields that no reader outside may have are empty.
type Edition struct {
	Stamp
	sealed
}

// face is what is stored of an edition. Its form only grows: the hash is of the bytes.
type face struct {
	Number   string                `json:"number"`
	Ref      string                `json:"ref,omitempty"`
	Season   registry.Year         `json:"season,omitempty"`
	Origin   string                `json:"origin"`
	UnitText string                `json:"unit_text,omitempty"`
	Demo     bool                  `json:"demo,omitempty"`
	Result   string                `json:"result"`
	Content  registry.Content      `json:"content"`
	Report   registry.Report       `json:"report"`
	Story    registry.Story        `json:"story"`
	Source   registry.Source       `json:"source"`
	Photos   []picture             `json:"photos,omitempty"`
	Links    []link                `json:"links,omitempty"`
	CoOwners []registry.UnitCode   `json:"co_owners,omitempty"`
	Fates    []registry.PublicFate `json:"fates,omitempty"`
}

type picture struct {
	ID     registry.PhotoID `json:"id"`
	Hash   string           `json:"hash"`
	Width  int              `json:"width"`
	Height int              `json:"height"`
	Bytes  int64            `json:"bytes"`
	Tone   string           `json:"tone"`
	registry.PhotoText
}

type link struct {
	To        registry.EntryID `json:"to"`
	Kind      string           `json:"kind"`
	Confirmed int64            `json:"confirmed,omitempty"` // Unix milliseconds
}

// Form is the stored form of the public part of an entry: the same bytes for the same
// part.
type Form struct {
	Public     registry.Entry // what the form holds
	Body, Hash string
}

// Seal gives the form of the public part of an entry.
func Seal(e *registry.Entry) (Form, error) {
	p, err := publicPart(e)
	if err != nil {
		return Form{}, err
	}
	f := face{
		Number: p.Number, Ref: p.Ref, Season: p.Season, Origin: p.Origin.String(), UnitText: p.UnitText, Demo: p.Demo,
		Result: p.Result.String(), Content: p.Content, Report: p.Report, Story: p.Story, Source: p.Source, Fates: p.Fates,
	}
	for _, x := range p.Photos {
		f.Photos = append(f.Photos, picture{x.ID, x.Hash, x.Width, x.Height, x.Bytes, x.Tone, x.PhotoText})
	}
	for _, l := range p.Links {
		x := link{To: l.To, Kind: l.Kind.String()}
		if l.Confirmed {
			x.Confirmed = l.ConfirmedAt.UnixMilli()
		}
		f.Links = append(f.Links, x)
	}
	for _, o := range p.CoOwners {
		f.CoOwners = append(f.CoOwners, o.Unit)
	}
	b, err := json.Marshal(f)
	return Form{Public: p, Body: string(b), Hash: Hash(string(b))}, err
}

// Hash is the hash of a stored form.
func Hash(body string) string {
	h := sha256.Sum256([]byte(body))
	return hex.EncodeToString(h[:])
}

// publicPart is a deep copy of what readers outside may have.
func publicPart(e *registry.Entry) (registry.Entry, error) {
	p := *e
	p.Content, p.Report = registry.Content{}, registry.Report{} // else their lists would be written into those of e
	p.Photos, p.Links, p.CoOwners = slices.Clone(e.Photos), slices.Clone(e.Links), slices.Clone(e.CoOwners)
	for _, part := range []struct{ from, to any }{{e.Content, &p.Content}, {e.Report, &p.Report}} {
		b, err := json.Marshal(part.from)
		if err != nil {
			return p, err
		}
		if err := json.Unmarshal(b, part.to); err != nil {
			return p, err
		}
	}
	p.OnlyPublic()
	return p, nil
}

// Open reads a sealed edition and joins what lives on: of live it takes the identity,
// the address and unit that the storage keeps beside the seal, the state of
// publication with its times, registers and corrections, and of its photos which were
// taken down.
func Open(s Stamp, body string, live registry.Entry) (Edition, error) {
	var f face
	if err := json.Unmarshal([]byte(body), &f); err != nil {
		return Edition{}, fmt.Errorf("edition %d of entry %d: %w", s.No, live.ID, err)
	}
	e := Edition{Stamp: s, sealed: live}
	e.Version = s.Sealed
	var err error
	if e.Origin, err = registry.ParseOrigin(f.Origin); err != nil {
		return e, err
	}
	if e.Result, err = registry.ParseResult(f.Result); err != nil {
		return e, err
	}
	e.Number, e.Ref, e.Season, e.UnitText, e.Demo = f.Number, f.Ref, f.Season, f.UnitText, f.Demo
	e.Content, e.Report, e.Story, e.Source, e.Fates = f.Content, f.Report, f.Story, f.Source, f.Fates
	e.Photos, e.Links, e.CoOwners = nil, nil, nil
	down := map[registry.PhotoID]bool{}
	for _, p := range live.Photos {
		down[p.ID] = p.TakenDown
	}
	for i, p := range f.Photos {
		if !down[p.ID] {
			e.Photos = append(e.Photos, registry.Photo{
				ID: p.ID, Entry: live.ID, Hash: p.Hash, Width: p.Width, Height: p.Height, Bytes: p.Bytes, Tone: p.Tone,
				Position: i + 1, PhotoText: p.PhotoText,
			})
		}
	}
	for _, l := range f.Links {
		kind, err := registry.ParseLinkKind(l.Kind)
		if err != nil {
			return e, err
		}
		x := registry.Link{To: l.To, Kind: kind, Confirmed: l.Confirmed != 0}
		if x.Confirmed {
			x.ConfirmedAt = time.UnixMilli(l.Confirmed).UTC()
		}
		e.Links = append(e.Links, x)
	}
	for _, u := range f.CoOwners {
		e.CoOwners = append(e.CoOwners, registry.CoOwner{Unit: u, State: registry.Joined})
	}
	return e, nil
}

// Preview is what the next edition of an entry would be, for those who may see the
// entry itself: whoever calls it has asked the rights table.
func Preview(e *registry.Entry) (Edition, error) {
	p, err := publicPart(e)
	return Edition{sealed: p}, err
}

// Public gives the public part as an entry, for what writes entries and editions
// alike (cards, pictures, lines of units). It is not to be changed.
func (e *Edition) Public() *registry.Entry { return &e.sealed }

// Final reports whether the edition is one that the public reads or will read, not a
// preview.
func (e *Edition) Final() bool { return e.No > 0 }

// ChangedAt is when what readers have of the edition last changed: it was sealed, its
// hour came, it was corrected, or something that lives beside it changed.
func (e *Edition) ChangedAt() time.Time {
	t, hour := e.UpdatedAt, e.PublishAt
	if e.Publication != registry.Scheduled {
		hour = time.Time{}
	}
	for _, o := range []time.Time{e.PublishedAt, hour, e.LastCorrection()} {
		if o.After(t) {
			t = o
		}
	}
	return t
}

// Since is when readers first had the edition, or will have it: an edition may be sealed
// before the hour at which its story becomes public.
func (e *Edition) Since() time.Time {
	hour := e.PublishedAt
	if e.Publication == registry.Scheduled {
		hour = e.PublishAt
	}
	if !hour.IsZero() && (e.No == 1 || e.At.Before(hour)) {
		return hour
	}
	return e.At
}

// Erase takes a person out of a stored form, its groups and, when words is set, its
// running text, and gives the new form with its title.
func Erase(body string, w registry.Wanted, groups []registry.Naming, words bool) (form, title string, err error) {
	var f face
	if err := json.Unmarshal([]byte(body), &f); err != nil {
		return "", "", err
	}
	e := registry.Entry{Content: f.Content, Report: f.Report, Story: f.Story, Source: f.Source}
	for _, p := range f.Photos {
		e.Photos = append(e.Photos, registry.Photo{ID: p.ID, PhotoText: p.PhotoText})
	}
	texts := e.Texts()
	for _, g := range append(w.Groups(texts), groups...) {
		e.Content.EmptyGroup(g)
	}
	if words {
		w.EraseWords(e.Texts())
	}
	f.Content, f.Report, f.Story, f.Source = e.Content, e.Report, e.Story, e.Source
	for i := range f.Photos {
		f.Photos[i].PhotoText = e.Photos[i].PhotoText
	}
	b, err := json.Marshal(f)
	return string(b), e.Headline(), err
}

// Differences lists in what the next edition would differ from this one, in the words
// of the form: what a reviewer compares before releasing it.
func (e *Edition) Differences(next *Edition) []registry.Change {
	return registry.DiffEntries(&e.sealed, &next.sealed)
}

// Corrects reports whether the next edition changes a fact that readers have, rather
// than adding to what they have: then they are told.
func (e *Edition) Corrects(next *Edition) bool { return e.sealed.Contradicts(&next.sealed) }

// Lead gives the links of an entry with the targets that another entry has taken over
// replaced by that one; what would be named twice, or would be the entry itself, goes.
func Lead(id registry.EntryID, links []registry.Link, to map[registry.EntryID]registry.EntryID) []registry.Link {
	out := make([]registry.Link, 0, len(links))
	for _, l := range links {
		if into, ok := to[l.To]; ok {
			l.To = into
		}
		named := slices.ContainsFunc(out, func(o registry.Link) bool { return o.To == l.To })
		if l.To != id && !named {
			out = append(out, l)
		}
	}
	return out
}
