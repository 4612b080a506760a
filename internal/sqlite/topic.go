package sqlite

import (
	"context"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

const topicColumns = `SELECT code, label, fields, words, weak, excepted, retired, version FROM topic`

func scanTopic(s scanner) (t registry.Topic, err error) {
	var fields, words, weak, except string
	if err = s.Scan(&t.Code, &t.Label, &fields, &words, &weak, &except, &t.Retired, &t.Version); err != nil {
		return t, err
	}
	for _, f := range strings.Fields(fields) {
		t.Fields = append(t.Fields, registry.FieldCode(f))
	}
	t.Words, t.Weak, t.Except = strings.Split(words, "\n"), strings.Split(weak, "\n"), strings.Split(except, "\n")
	t.Clean()
	return t, nil
}

// Topics lists the topics in their order, retired ones too.
func (rd reader) Topics(ctx context.Context) ([]registry.Topic, error) {
	return collect(ctx, rd.q, scanTopic, topicColumns+` ORDER BY position, code`)
}

// Topic reads one topic inside the transaction that will change it.
func (tx *Tx) Topic(code string) (t registry.Topic, ok bool, err error) {
	rows, err := collect(tx.ctx, tx.tx, scanTopic, topicColumns+` WHERE code = ?`, code)
	if err != nil || len(rows) == 0 {
		return t, false, err
	}
	return rows[0], true, nil
}

func topicTexts(t *registry.Topic) (fields, words, weak, except string) {
	list := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		list[i] = string(f)
	}
	return strings.Join(list, " "), strings.Join(t.Words, "\n"), strings.Join(t.Weak, "\n"), strings.Join(t.Except, "\n")
}

// InsertTopic adds a topic; position -1 means after all others.
func (tx *Tx) InsertTopic(t registry.Topic, position int) error {
	fields, words, weak, except := topicTexts(&t)
	return tx.exec(`INSERT INTO topic (code, position, label, fields, words, weak, excepted, retired)
		VALUES (?, CASE WHEN ?2 < 0 THEN (SELECT coalesce(max(position), -1) + 1 FROM topic) ELSE ?2 END, ?, ?, ?, ?, ?, ?)`,
		t.Code, position, t.Label, fields, words, weak, except, t.Retired)
}

// UpdateTopic writes a topic over the version that was read, or is a Conflict.
func (tx *Tx) UpdateTopic(t registry.Topic) error {
	fields, words, weak, except := topicTexts(&t)
	var version int
	err := tx.tx.QueryRowContext(tx.ctx, `UPDATE topic SET label = ?, fields = ?, words = ?, weak = ?, excepted = ?, retired = ?,
		version = version + 1 WHERE code = ? AND version = ? RETURNING version`,
		t.Label, fields, words, weak, except, t.Retired, t.Code, t.Version).Scan(&version)
	return conflict(err, "Chủ đề vừa được người khác sửa. Xem bản mới rồi sửa lại.")
}

// PlaceTopic puts a topic at its place in the order.
func (tx *Tx) PlaceTopic(code string, position int) error {
	return tx.exec(`UPDATE topic SET position = ? WHERE code = ?`, position, code)
}

// TopicUses counts the public entries of each topic.
func (rd reader) TopicUses(ctx context.Context) (map[string]int, error) {
	type use struct {
		tag string
		n   int
	}
	list, err := collect(ctx, rd.q, func(s scanner) (u use, err error) { return u, s.Scan(&u.tag, &u.n) },
		`SELECT t.tag, count(*) FROM entry_tag t JOIN entry e ON e.id = t.entry WHERE `+isReleased+` GROUP BY t.tag`)
	out := map[string]int{}
	for _, u := range list {
		out[u.tag] = u.n
	}
	return out, err
}

// TopicCheck is who last looked at the topics of an entry.
type TopicCheck struct {
	At      time.Time
	Account registry.AccountID // 0: an import took the proposals
	Name    string
}

// TopicState is what was decided of the topics of an entry.
type TopicState struct {
	Check    *TopicCheck // nil: nobody has looked
	Declined []string
}

// TopicState reads what was decided of the topics of an entry.
func (rd reader) TopicState(ctx context.Context, id registry.EntryID) (st TopicState, err error) {
	checks, err := collect(ctx, rd.q, func(s scanner) (c TopicCheck, err error) {
		var at int64
		err = s.Scan(&at, &c.Account, &c.Name)
		c.At = when(at)
		return c, err
	}, `SELECT at, account, name FROM topic_check WHERE entry = ?`, id)
	if err != nil {
		return st, err
	}
	if len(checks) > 0 {
		st.Check = &checks[0]
	}
	st.Declined, err = collect(ctx, rd.q, scanText, `SELECT topic FROM topic_decline WHERE entry = ? ORDER BY topic`, id)
	return st, err
}

// CheckTopics notes that the topics of an entry were looked at.
func (tx *Tx) CheckTopics(id registry.EntryID, a registry.Actor) error {
	return tx.exec(`INSERT INTO topic_check (entry, at, account, name) VALUES (?,?,?,?)
		ON CONFLICT (entry) DO UPDATE SET at=excluded.at, account=excluded.account, name=excluded.name`,
		id, millis(tx.now), a.Account, a.Name)
}

// DeclineTopic notes that a topic does not fit an entry; with off, that it may be
// proposed again.
func (tx *Tx) DeclineTopic(id registry.EntryID, topic string, by registry.AccountID, off bool) error {
	if off {
		return tx.exec(`DELETE FROM topic_decline WHERE entry = ? AND topic = ?`, id, topic)
	}
	return tx.exec(`INSERT INTO topic_decline (entry, topic, at, account) VALUES (?,?,?,?) ON CONFLICT DO NOTHING`,
		id, topic, millis(tx.now), by)
}

// WithoutTopics lists the entries without a topic that nobody has looked at, public
// ones first and then the newest, with how many there are.
func (rd reader) WithoutTopics(ctx context.Context, offset, limit int) (ids []registry.EntryID, total int, err error) {
	const from = ` FROM entry WHERE registration IN ('da-gui','tiep-nhan','khong-dang-ky')
		AND NOT EXISTS (SELECT 1 FROM entry_tag t WHERE t.entry = entry.id)
		AND NOT EXISTS (SELECT 1 FROM topic_check c WHERE c.entry = entry.id)`
	if err = rd.q.QueryRowContext(ctx, `SELECT count(*)`+from).Scan(&total); err != nil {
		return nil, 0, err
	}
	ids, err = collect(ctx, rd.q, scanID[registry.EntryID],
		`SELECT id`+from+` ORDER BY `+isReleased+` DESC, id DESC LIMIT ? OFFSET ?`, limit, offset)
	return ids, total, err
}

func scanText(s scanner) (text string, err error) { return text, s.Scan(&text) }
