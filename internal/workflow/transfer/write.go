package transfer

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// write writes every plan in one transaction.
func (m *importer) write(ctx context.Context) error {
	return m.Update(ctx, func(tx *sqlite.Tx) error {
		for i := range m.plans {
			if err := m.foresee(ctx, tx, &m.plans[i]); err != nil {
				return fmt.Errorf("row %d: %w", m.plans[i].row, err)
			}
			if err := m.put(ctx, tx, &m.plans[i]); err != nil {
				return fmt.Errorf("row %d: %w", m.plans[i].row, err)
			}
			if i%200 == 199 {
				m.progress(i+1, len(m.plans))
				if err := ctx.Err(); err != nil {
					return err
				}
			}
		}
		for i := range m.plans {
			if err := m.putLinks(ctx, tx, &m.plans[i]); err != nil {
				return fmt.Errorf("row %d: %w", m.plans[i].row, err)
			}
		}
		if err := m.seal(ctx, tx); err != nil {
			return err
		}
		_, err := tx.Next(workflow.ReferenceCounter) // a server on the same folder notices that much is new
		return err
	})
}

// seal seals the editions of what the import publishes, once its links are there. What
// it changes of a public entry without being asked to publish waits for a release, and
// so do photos and captions that no reviewer has had before them.
func (m *importer) seal(ctx context.Context, tx *sqlite.Tx) error {
	if !m.opt.Publish {
		return nil
	}
	for i := range m.plans {
		p := &m.plans[i]
		e, err := tx.Entry(ctx, p.entry.ID)
		if err != nil {
			return err
		}
		if !e.Released() || p.change != nil && p.change.Held {
			continue
		}
		by := edition.Stamp{Account: m.actor.Account, Name: m.actor.Name, Deed: registry.DidEntryImport.String()}
		if p.change != nil {
			by.Reason = m.note()
		}
		next, err := workflow.NextOf(ctx, tx, registry.DidEntryImport, &e)
		if err != nil {
			return err
		}
		if _, err := tx.SealAs(&e, &next, by); err != nil {
			return fmt.Errorf("row %d: %w", m.plans[i].row, err)
		}
	}
	return nil
}

// put writes one entry with its revision and its line in the record.
func (m *importer) put(ctx context.Context, tx *sqlite.Tx, p *plan) error {
	e := &p.entry
	if e.Registration != registry.Draft && e.Origin == registry.Registered {
		e.SentAt = cmp.Or(e.SentAt, tx.Now())
	}
	if e.Registration == registry.Accepted {
		e.AcceptedAt = cmp.Or(e.AcceptedAt, tx.Now())
	}
	if e.Publication.Public() {
		e.PublishedAt = cmp.Or(e.PublishedAt, tx.Now())
	}
	write := func() error { return tx.UpdateEntry(e) }
	if p.was != "" && e.Publication.Public() {
		if err := m.entries.TakeOver(ctx, tx, m.actor, e); err != nil {
			return err
		}
	}
	if c := p.change; c != nil && c.Corrects && !c.Held {
		if err := e.MovePublication(registry.Corrected); err != nil {
			return err
		}
		e.Corrections = append(e.Corrections, registry.Correction{At: tx.Now(), Text: m.note()})
		if err := tx.InsertCorrection(e.ID, m.note()); err != nil {
			return err
		}
	}
	if p.was == "" {
		write = func() error { return tx.InsertEntry(e, m.opt.RefAccount, "") }
	}
	if err := write(); err != nil {
		return err
	}
	if len(p.numbers) > 0 {
		if err := workflow.Audit(tx, m.actor, registry.DidEntryNumbers, workflow.ObjectOf(e), "",
			workflow.CountNumbers(p.numbers)); err != nil {
			return err
		}
	}
	if p.topics { // nobody has read them: the account is none
		if err := tx.CheckTopics(e.ID, registry.Actor{Name: "Nhập từ tệp, theo quy tắc"}); err != nil {
			return err
		}
		if err := workflow.Audit(tx, m.actor, registry.DidEntryTopics, workflow.ObjectOf(e), "",
			"nhập từ tệp, theo quy tắc: "+strings.Join(e.Content.Tags, ", ")); err != nil {
			return err
		}
	}
	if err := m.putActs(tx, p); err != nil {
		return err
	}
	if e.Ref != "" {
		m.refs[e.Ref] = e.ID
	}
	m.report.Entries = append(m.report.Entries, e.ID)
	if err := tx.KeepRevision(e, m.actor, registry.DidEntryImport, ""); err != nil {
		return err
	}
	return workflow.Audit(tx, m.actor, registry.DidEntryImport, workflow.ObjectOf(e), p.was, workflow.StateOf(e))
}

// putActs writes the lines of the registers that a row changed.
func (m *importer) putActs(tx *sqlite.Tx, p *plan) error {
	e := &p.entry
	if p.was != "" && (p.marks || p.gifts) {
		if err := tx.ShowChanged(e.ID); err != nil {
			return err
		}
	}
	if p.marks {
		if err := tx.DeleteActs(sqlite.RecognitionBook, e.ID); err != nil {
			return err
		}
		for _, r := range e.Recognitions {
			if err := tx.InsertRecognition(e.ID, r, m.actor.Account); err != nil {
				return err
			}
		}
	}
	if !p.gifts {
		return nil
	}
	if err := tx.DeleteActs(sqlite.CommendationBook, e.ID); err != nil {
		return err
	}
	for _, c := range e.Commendations {
		if err := tx.InsertCommendation(e.ID, c, m.actor.Account); err != nil {
			return err
		}
	}
	return nil
}

// putLinks joins an entry to the earlier ones it names.
func (m *importer) putLinks(ctx context.Context, tx *sqlite.Tx, p *plan) error {
	for _, l := range p.links {
		to := m.refs[l.Ref]
		if to == 0 {
			continue // its row was wrong and left out
		}
		link := registry.Link{To: to, Kind: l.Kind, Confirmed: l.Confirmed}
		if l.Confirmed {
			link.ConfirmedAt = tx.Now()
		}
		if err := tx.PutLink(p.entry.ID, link); err != nil {
			return err
		}
		if l.Kind != registry.Continues {
			continue
		}
		old, err := tx.Entry(ctx, to)
		if err != nil {
			return err
		}
		e, err := tx.Entry(ctx, p.entry.ID)
		if err != nil {
			return err
		}
		if e.Model != old.Model {
			e.Model = old.Model
			if err := tx.UpdateEntry(&e); err != nil {
				return err
			}
		}
	}
	return nil
}
