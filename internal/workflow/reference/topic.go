package reference

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

const topicNotSaved = "Chủ đề chưa lưu được."

func topicObject(code string) string { return "topic:" + code }

// CheckTopic cleans a topic and lists what is wrong with it.
func (f *Flow) CheckTopic(t *registry.Topic) error {
	t.Clean()
	wrong := t.Check()
	for _, o := range f.Topics().All() {
		if o.Code != t.Code && !o.Retired && strings.EqualFold(o.Label, t.Label) {
			wrong.Add("label", "Chủ đề %s đã có tên này.", o.Code)
		}
	}
	for _, code := range t.Fields {
		if !slices.Contains(f.fieldCodes(), code) {
			wrong.Add("fields", "Không có lĩnh vực “%s”.", code)
		}
	}
	return wrong.Err(topicNotSaved)
}

// AddTopic puts a new topic at the end of the list.
func (f *Flow) AddTopic(ctx context.Context, a registry.Actor, t registry.Topic) error {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return err
	}
	if err := f.CheckTopic(&t); err != nil {
		return err
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if _, ok, err := tx.Topic(t.Code); err != nil || ok {
			taken := &registry.Fields{{Field: "code", Message: "Mã này đã có trong danh mục."}}
			return errors.Join(err, taken.Err(topicNotSaved))
		}
		if err := tx.InsertTopic(t, -1); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidTopicAdd, topicObject(t.Code), "", topicFacts(&t))
	})
}

// SaveTopic writes a topic over the version that was read: its name, its words, whether
// it is still used. Its code stays.
func (f *Flow) SaveTopic(ctx context.Context, a registry.Actor, t registry.Topic) error {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return err
	}
	if err := f.CheckTopic(&t); err != nil {
		return err
	}
	err := f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		before, ok, err := tx.Topic(t.Code)
		switch {
		case err != nil:
			return err
		case !ok:
			return registry.Errorf(registry.NotFound, "Không có chủ đề này trong danh mục.")
		case before.Version == t.Version && before.Same(&t):
			return errNothing
		}
		if err := tx.UpdateTopic(t); err != nil {
			return err
		}
		did := registry.DidTopicEdit
		if before.Retired != t.Retired {
			did = map[bool]registry.Deed{true: registry.DidTopicRetire, false: registry.DidTopicRestore}[t.Retired]
		}
		return workflow.Audit(tx, a, did, topicObject(t.Code), topicFacts(&before), topicFacts(&t))
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

// topicFacts writes what the record keeps of a topic.
func topicFacts(t *registry.Topic) string {
	text := t.Label + ": " + strings.Join(t.Words, ", ")
	for _, x := range []struct {
		name string
		list []string
	}{{"từ phụ", t.Weak}, {"trừ", t.Except}} {
		if len(x.list) > 0 {
			text += "; " + x.name + ": " + strings.Join(x.list, ", ")
		}
	}
	if t.Retired {
		text += "; ngừng dùng"
	}
	return text
}

// AddCommittedTopics adds the topics that a running installation does not have yet, and
// gives their rules to those that came out of the settings of a year. What staff made
// of the others stays.
func (f *Flow) AddCommittedTopics(ctx context.Context, committed []registry.Topic) error {
	missing := func(t registry.Topic) bool {
		now, ok := f.Topics().Topic(t.Code)
		return !ok || now.Version == 0
	}
	if !slices.ContainsFunc(committed, missing) {
		return nil
	}
	first := map[string]string{}
	for _, t := range registry.DefaultSeason(f.CurrentYear()).Tags {
		first[t.Code] = t.Label
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		var codes []string
		for i, t := range committed {
			now, ok, err := tx.Topic(t.Code)
			switch {
			case err != nil:
				return err
			case !ok:
				err = tx.InsertTopic(t, i)
			case now.Version > 0:
				continue
			default:
				if now.Label != first[t.Code] { // the name that staff gave it
					t.Label = now.Label
				}
				t.Version = now.Version
				if err = tx.UpdateTopic(t); err == nil {
					err = tx.PlaceTopic(t.Code, i)
				}
			}
			if err != nil {
				return err
			}
			codes = append(codes, t.Code)
		}
		if len(codes) == 0 {
			return nil
		}
		return workflow.Audit(tx, registry.System("Hệ thống"), registry.DidTopicSeed, "topic", "", strings.Join(codes, ", "))
	})
}

// TopicPreview is what an edit of a topic would change.
type TopicPreview struct {
	Read      int // entries that were compared, the newest of those that are public
	More      bool
	Gain      []registry.Entry // that would get it proposed
	Lose      []registry.Entry // that would not any more
	Confirmed int              // public entries that have it, and keep it
}

// previewMost bounds what a preview reads.
const previewMost = 5000

// PreviewTopic compares what the rules propose for public entries now and with an edit.
func (f *Flow) PreviewTopic(ctx context.Context, a registry.Actor, t registry.Topic) (p TopicPreview, err error) {
	if err := workflow.Authorize(a, registry.ReviewArea); err != nil {
		return p, err
	}
	t.Clean()
	before, _ := f.Topics().Topic(t.Code)
	was, next := registry.NewTopics([]registry.Topic{before}), registry.NewTopics([]registry.Topic{t})
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		p = TopicPreview{}
		ids, total, err := rx.PublicList(ctx, sqlite.PublicFilter{Limit: previewMost}, f.Now())
		if err != nil {
			return err
		}
		p.Read, p.More = len(ids), total > len(ids)
		uses, err := rx.TopicUses(ctx)
		if err != nil {
			return err
		}
		p.Confirmed = uses[t.Code]
		for part := range slices.Chunk(ids, 500) {
			list, err := rx.EntriesByID(ctx, part)
			if err != nil {
				return err
			}
			for i := range list {
				e := &list[i]
				switch had, has := len(was.Propose(e)) > 0, len(next.Propose(e)) > 0; {
				case slices.Contains(e.Content.Tags, t.Code) || had == has:
				case has:
					p.Gain = append(p.Gain, *e)
				default:
					p.Lose = append(p.Lose, *e)
				}
			}
		}
		return nil
	})
	if err != nil {
		return p, fmt.Errorf("topic %s: %w", t.Code, err)
	}
	return p, nil
}
