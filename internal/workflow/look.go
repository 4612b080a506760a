package workflow

import (
	"context"
	"slices"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Look is what somebody who lets an entry out, or judges it, has looked at.
type Look struct {
	Seen   string             // what the page named, see [edition.Looks]; "" names nothing
	Photos []registry.PhotoID // to let out, of those that readers do not have as they now are; nil: not asked
}

type looked struct{}

// Looked carries what was looked at with what is done next, like [NumbersMeant].
func Looked(ctx context.Context, l Look) context.Context { return context.WithValue(ctx, looked{}, l) }

func lookOf(ctx context.Context) Look {
	l, _ := ctx.Value(looked{}).(Look)
	return l
}

// looksOver are the deeds that let out, or mark as reviewed, all that their page shows.
// A release names it by a parameter of its own; a revision waits by itself when
// something came meanwhile, and correcting touches the story alone.
var looksOver = map[registry.Deed]bool{
	registry.DidEntryPublish: true, registry.DidEntrySchedule: true, registry.DidEntryAccept: true, registry.DidEntryConfirm: true,
}

// seenOf names what a deed would let out of an entry as it now is. The story is the
// reviewer's own and goes by the version; confirming lets the reached figures out.
func seenOf(ctx context.Context, rd EditionReader, did registry.Deed, e registry.Entry) (string, error) {
	switch did {
	case registry.DidEntryPublish, registry.DidEntrySchedule:
		e.Story = registry.Story{}
	case registry.DidEntryConfirm:
		e.Result = registry.Effective
	}
	next, err := rd.NextEdition(ctx, &e)
	if err != nil {
		return "", err
	}
	return next.Seen()
}

// EditionReader reads on one moment of the database or in a transaction.
type EditionReader interface {
	NextEdition(context.Context, *registry.Entry) (edition.Edition, error)
	Edition(context.Context, registry.EntryID) (edition.Edition, error)
	Revisions(context.Context, registry.EntryID) ([]registry.Revision, error)
}

var (
	_ EditionReader = (*sqlite.Rx)(nil)
	_ EditionReader = (*sqlite.Tx)(nil)
)

// freshPhotos are the photos of an entry that no reviewer has had before them as they
// now are: those that came, or got other words, since the registration was accepted,
// while the report that they belong to is not confirmed.
func freshPhotos(ctx context.Context, rd EditionReader, e *registry.Entry) (map[registry.PhotoID]bool, error) {
	fresh := map[registry.PhotoID]bool{}
	if e.Registration != registry.Accepted || e.Result.Confirmed() || len(e.Photos) == 0 {
		return fresh, nil
	}
	var known []map[registry.PhotoID]registry.PhotoText
	if e.Edition > 0 {
		newest, err := rd.Edition(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		words := map[registry.PhotoID]registry.PhotoText{}
		for i := range newest.Photos {
			words[newest.Photos[i].ID] = newest.Photos[i].PhotoText
		}
		known = append(known, words)
	}
	list, err := rd.Revisions(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	for i := len(list) - 1; i >= 0; i-- {
		if reviews[list[i].Action] {
			known = append(known, list[i].Photos)
			break
		}
	}
	for i := range e.Photos {
		p := &e.Photos[i]
		fresh[p.ID] = !slices.ContainsFunc(known, func(words map[registry.PhotoID]registry.PhotoText) bool {
			text, ok := words[p.ID]
			return ok && text == p.PhotoText
		}) && (len(known) > 0 || p.AddedAt.After(e.AcceptedAt))
	}
	return fresh, nil
}

// reviews are the revisions of somebody who had the whole form, photos included, before
// them. What was published is known by the edition.
var reviews = map[string]bool{
	registry.DidEntryAccept.Act(): true, registry.DidEntryRevise.Act(): true, registry.DidEntryConfirm.Act(): true,
}

// requireLook refuses a deed whose doer has looked at something else than it would let
// out now. Without a name of what was seen it is refused when it would let out photos
// that nobody reviewed; publishing then leaves those out.
func requireLook(ctx context.Context, tx *sqlite.Tx, a registry.Actor, did registry.Deed, e *registry.Entry) error {
	look := lookOf(ctx)
	clock := did == registry.DidEntryPublish && e.Publication == registry.Scheduled && a.Account == 0
	if !looksOver[did] || clock {
		return nil
	}
	if look.Seen != "" {
		now, err := seenOf(ctx, tx, did, *e)
		if err == nil && now != look.Seen {
			err = registry.Errorf(registry.Conflict,
				"Ảnh, chú thích hoặc phần công khai của hồ sơ vừa đổi sau khi bạn mở trang này: xem lại dưới đây rồi bấm lại.")
		}
		return err
	}
	fresh, err := freshPhotos(ctx, tx, e)
	if err != nil {
		return err
	}
	publishes := did == registry.DidEntryPublish || did == registry.DidEntrySchedule
	for i := range e.Photos {
		p := &e.Photos[i]
		out := e.Released() && !publishes || slices.Contains(look.Photos, p.ID)
		if fresh[p.ID] && p.Shown() && out {
			return registry.Errorf(registry.Conflict,
				"Việc này sẽ công khai ảnh hoặc chú thích chưa ai duyệt: mở lại hồ sơ, xem ảnh, rồi gửi kèm trường seen của trang vừa xem.")
		}
	}
	return nil
}

// chosen gives an entry as the next edition holds it: a photo that is not let out stays
// as readers have it, or away from them. Where nobody was asked, publishing and
// importing leave out what no reviewer has had before them.
func chosen(ctx context.Context, rd EditionReader, did registry.Deed, e, next *registry.Entry) (registry.Entry, error) {
	look, out := lookOf(ctx), *next
	publishes := did == registry.DidEntryPublish || did == registry.DidEntrySchedule
	whole := publishes && look.Photos != nil // its form asks about every photo, not only about what readers do not have yet
	keep := func(p *registry.Photo) bool { return slices.Contains(look.Photos, p.ID) }
	if look.Photos == nil {
		if !publishes && did != registry.DidEntryImport {
			return out, nil
		}
		fresh, err := freshPhotos(ctx, rd, e)
		if err != nil {
			return out, err
		}
		keep = func(p *registry.Photo) bool { return !fresh[p.ID] }
	}
	var had []registry.Photo
	if e.Edition > 0 {
		newest, err := rd.Edition(ctx, e.ID)
		if err != nil {
			return out, err
		}
		had = newest.Photos
	}
	out.Photos = nil
	for i := range next.Photos {
		p := &next.Photos[i]
		j := slices.IndexFunc(had, func(o registry.Photo) bool { return o.ID == p.ID })
		switch {
		case keep(p):
			out.Photos = append(out.Photos, *p)
		case j >= 0 && !whole:
			out.Photos = append(out.Photos, had[j])
		}
	}
	return out, nil
}

// NextOf is the edition that a deed seals.
func NextOf(ctx context.Context, rd EditionReader, did registry.Deed, e *registry.Entry) (edition.Edition, error) {
	next, err := rd.NextEdition(ctx, e)
	if err != nil {
		return next, err
	}
	part, err := chosen(ctx, rd, did, e, next.Public())
	if err != nil {
		return next, err
	}
	return edition.Preview(&part)
}

// readLooks names what a reviewer's pages show.
func readLooks(ctx context.Context, rx *sqlite.Rx, e *registry.Entry) (l edition.Looks, err error) {
	for _, x := range []struct {
		did registry.Deed
		at  *string
	}{{registry.DidEntryPublish, &l.Publish}, {registry.DidEntryAccept, &l.Accept}, {registry.DidEntryConfirm, &l.Confirm}} {
		if *x.at, err = seenOf(ctx, rx, x.did, *e); err != nil {
			return l, err
		}
	}
	l.Fresh, err = freshPhotos(ctx, rx, e)
	return l, err
}
