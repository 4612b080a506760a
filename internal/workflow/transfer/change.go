package transfer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// note is what readers of a public entry read when a fact that they have changes.
func (m *importer) note() string {
	return cmp.Or(m.opt.Note, "Nhập lại từ "+cmp.Or(m.opt.Source, "tệp")+".")
}

func (m *importer) checkNote() (err error) {
	if m.opt.Note != "" {
		m.opt.Note, err = workflow.RequireReason(m.opt.Note)
	}
	return err
}

// foretell puts down what a dry run would change of entries that are public.
func (m *importer) foretell(ctx context.Context) error {
	return m.DB.View(ctx, func(rx *sqlite.Rx) error {
		for i := range m.plans {
			if err := m.foresee(ctx, rx, &m.plans[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// publicReader reads entries with their editions, in a View or in a transaction.
type publicReader interface {
	workflow.EditionReader
	Entry(context.Context, registry.EntryID) (registry.Entry, error)
}

// foresee compares what readers have of a public entry with what its row makes of it,
// and reports it. Whoever imports has looked at the rows: what else of the dossier waits
// for a release holds the row back with it, as it does a revision.
func (m *importer) foresee(ctx context.Context, rd publicReader, p *plan) error {
	if !m.opt.Publish || p.was == "" || !p.entry.Released() || p.entry.Edition == 0 {
		return nil
	}
	old, err := rd.Entry(ctx, p.entry.ID)
	if err != nil {
		return err
	}
	if !old.Released() {
		return nil // becomes public by this import
	}
	newest, err := rd.Edition(ctx, old.ID)
	if err != nil {
		return err
	}
	before, err := rd.NextEdition(ctx, &old)
	if err != nil {
		return err
	}
	whole, err := rd.NextEdition(ctx, &p.entry)
	if err != nil {
		return err
	}
	next, err := workflow.NextOf(ctx, rd, registry.DidEntryImport, &p.entry)
	if err != nil {
		return err
	}
	p.change = &PublicChange{
		Row: p.row, Number: old.Number, Corrects: old.Publication.Public() && newest.Corrects(&next), Photos: photosOf(&newest, &next),
		Waiting: photosOf(&next, &whole), Held: slices.ContainsFunc(newest.Differences(&before), func(c registry.Change) bool {
			return !ofPhotos(c)
		}),
	}
	for _, c := range newest.Differences(&next) {
		if !ofPhotos(c) && !slices.Contains(p.change.Places, c.Label) {
			p.change.Places = append(p.change.Places, c.Label)
		}
	}
	m.report.Changes = append(m.report.Changes, *p.change)
	return nil
}

// ofPhotos reports whether a change is of photos or their words.
func ofPhotos(c registry.Change) bool {
	return strings.HasPrefix(c.Field, "photos.") || c.Field == "photo_order"
}

// photosOf counts the photos and captions in which two editions differ.
func photosOf(a, b *edition.Edition) (n int) {
	for _, c := range a.Differences(b) {
		if strings.HasPrefix(c.Field, "photos.") {
			n++
		}
	}
	return n
}
