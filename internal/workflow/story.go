package workflow

import (
	"context"
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// SaveStory writes the public texts of an entry. A story that is public already
// is changed by [Flow.Correct] alone, so that the change is visible.
func (f *Flow) SaveStory(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	s registry.Story,
) (registry.Entry, error) {
	s.Clean()
	return f.Act(ctx, a, id, version, registry.EditStory, registry.DidEntryWrite, "", func(_ *sqlite.Tx, e *registry.Entry) error {
		if err := s.CheckDraft().Err("Chưa lưu được bài."); err != nil {
			return err
		}
		if e.Publication.Public() {
			return registry.Errorf(registry.Conflict, "Bài đang công khai; sửa bài phải kèm ghi chú đính chính.")
		}
		e.Story = s
		return nil
	})
}

// checkStory lists what a story needs before the public may read it.
func checkStory(e *registry.Entry) error {
	var fields registry.Fields
	if strings.TrimSpace(e.Headline()) == "" {
		fields.Add("headline", "Đặt tiêu đề cho bài.")
	}
	if strings.TrimSpace(e.Lead()) == "" {
		fields.Add("short", "Viết bản 60 từ: phần này hiện ở mọi danh sách.")
	}
	if e.Story.Quote != "" && strings.TrimSpace(e.Story.QuoteName) == "" {
		fields.Add("quote_name", "Câu trích dẫn cần tên người nói.")
	}
	for i, k := range e.Story.Figures {
		if k.Value != "" && k.Label == "" || k.Value == "" && k.Label != "" {
			fields.Add(fmt.Sprintf("figures.%d.value", i), "Con số %d: ghi cả số và nó nói về cái gì.", i+1)
		}
	}
	return fields.Err("Chưa đăng được bài.")
}

func Publishable(e *registry.Entry) error {
	switch {
	case e.SecretField:
		return registry.Errorf(registry.Conflict, "Mô hình được đánh dấu “không đăng” vì thuộc lĩnh vực cần bảo mật.")
	case e.Registration != registry.Accepted && e.Registration != registry.Unregistered:
		return registry.Errorf(
			registry.Conflict,
			"Chỉ đăng được mô hình đã tiếp nhận; mô hình này đang ở trạng thái “%s”.",
			e.Registration.Label(),
		)
	}
	return checkStory(e)
}

// Publish makes a story public now, or at a later time. Before that time every
// address answers as if the story did not exist, except to signed-in journalists
// when toPress says so.
func (f *Flow) Publish(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	at time.Time,
	toPress bool,
) (registry.Entry, error) {
	staff, err := f.AuthorizeEntry(ctx, a, id, registry.Publish)
	if err != nil {
		return registry.Entry{}, err
	}
	did := registry.DidEntryPublish
	if !at.IsZero() {
		did = registry.DidEntrySchedule
		if !at.After(f.Now()) {
			return registry.Entry{}, (&registry.Fields{{Field: "publish_at", Message: "Giờ hẹn phải ở sau lúc này."}}).Err(
				"Chưa hẹn giờ được.",
			)
		}
	}
	return f.Act(ctx, a, id, version, registry.Publish, did, "", func(tx *sqlite.Tx, e *registry.Entry) error {
		if err := Publishable(e); err != nil {
			return err
		}
		e.EmbargoForPress = toPress && !at.IsZero()
		e.RemovedAt, e.RemoveReason = time.Time{}, ""
		if !at.IsZero() {
			e.PublishAt = at.UTC()
			return e.MovePublication(registry.Scheduled)
		}
		if e.PublishedAt.IsZero() {
			e.PublishedAt = tx.Now()
		}
		if err := e.MovePublication(registry.Published); err != nil {
			return err
		}
		if err := f.TakeOver(ctx, tx, a, e); err != nil {
			return err
		}
		return Notify(tx, staff, e, "Bài về "+Quoted(e.RegisteredName())+" đã được đăng.", address.Story.At(e.Season, e.Slug))
	})
}

// PublishDue makes public the stories whose time has come.
func (f *Flow) PublishDue(ctx context.Context) (int, error) {
	ids, err := f.DB.DueStories(ctx, f.Now())
	if err != nil {
		return 0, err
	}
	for i, id := range ids {
		_, err := f.Act(ctx, registry.System("Hẹn giờ"), id, 0, registry.Publish, registry.DidEntryPublish, "",
			func(tx *sqlite.Tx, e *registry.Entry) error {
				if e.PublishedAt.IsZero() {
					e.PublishedAt = e.PublishAt
				}
				if err := e.MovePublication(registry.Published); err != nil {
					return err
				}
				return f.TakeOver(ctx, tx, registry.System("Hẹn giờ"), e)
			})
		if err != nil {
			return i, fmt.Errorf("publish entry %d: %w", id, err)
		}
	}
	return len(ids), nil
}

// Correct changes a public story and keeps a note that its readers see.
func (f *Flow) Correct(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	version int,
	s registry.Story,
	note string,
) (registry.Entry, error) {
	if _, err := f.AuthorizeEntry(ctx, a, id, registry.Publish); err != nil {
		return registry.Entry{}, err
	}
	note, err := RequireReason(note)
	if err != nil {
		return registry.Entry{}, err
	}
	s.Clean()
	if err := s.CheckDraft().Err("Chưa lưu được bài."); err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Publish, registry.DidEntryCorrect, note, func(tx *sqlite.Tx, e *registry.Entry) error {
		e.Story = s
		if err := checkStory(e); err != nil {
			return err
		}
		if err := e.MovePublication(registry.Corrected); err != nil {
			return err
		}
		e.Corrections = append(e.Corrections, registry.Correction{At: tx.Now(), Text: note}) // readers see it
		return tx.InsertCorrection(id, note)
	})
}

// Remove takes a story out of the public, with a reason that stays inside
// the house: its address says when the story was taken down, and no more.
func (f *Flow) Remove(ctx context.Context, a registry.Actor, id registry.EntryID, version int, reason string) (registry.Entry, error) {
	if _, err := f.AuthorizeEntry(ctx, a, id, registry.Publish); err != nil {
		return registry.Entry{}, err
	}
	reason, err := RequireReason(reason)
	if err != nil {
		return registry.Entry{}, err
	}
	return f.Act(ctx, a, id, version, registry.Publish, registry.DidEntryRemove, reason, func(tx *sqlite.Tx, e *registry.Entry) error {
		e.RemovedAt, e.RemoveReason = tx.Now(), reason
		return e.MovePublication(registry.Removed)
	})
}

// Classify marks an entry as one that must not be published, or lifts the mark.
func (f *Flow) Classify(ctx context.Context, a registry.Actor, id registry.EntryID, version int, secret bool) (registry.Entry, error) {
	did := registry.DidEntryDeclassify
	if secret {
		did = registry.DidEntryClassify
	}
	return f.Act(ctx, a, id, version, registry.Publish, did, "", func(_ *sqlite.Tx, e *registry.Entry) error {
		if secret && e.Released() {
			return registry.Errorf(registry.Conflict, "Bài đang công khai hoặc hẹn giờ: hãy gỡ trước.")
		}
		e.SecretField = secret
		return nil
	})
}
