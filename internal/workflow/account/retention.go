package account

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// retentionSetting holds the terms; its version counts the changes.
const (
	retentionSetting = "retention"
	retentionCounter = "retention"
)

// Retention gives how long data of persons stay, with the version to hand back
// with an edit.
func (f *Flow) Retention(ctx context.Context) (r registry.Retention, version int64, err error) {
	r = registry.DefaultRetention()
	kv, err := f.DB.Settings(ctx)
	if err != nil {
		return r, 0, err
	}
	if text := kv[retentionSetting]; text != "" {
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return r, 0, fmt.Errorf("setting %s: %w", retentionSetting, err)
		}
	}
	version, err = f.DB.Counter(ctx, retentionCounter)
	return r, version, err
}

// SaveRetention sets the terms over the version that was read. The record keeps
// what they were before.
func (f *Flow) SaveRetention(ctx context.Context, a registry.Actor, version int64, r registry.Retention) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	before, _, err := f.Retention(ctx)
	if err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		now, err := tx.Next(retentionCounter)
		if err != nil {
			return err
		}
		if now != version+1 {
			return registry.Errorf(registry.Conflict, "Thời hạn vừa được người khác sửa. Mở lại trang để xem bản mới.")
		}
		if err := tx.PutSetting(retentionSetting, string(text)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSettingsRetention, "settings:"+retentionSetting, termFacts(before), termFacts(r))
	})
}

func termFacts(r registry.Retention) string {
	var out []string
	for _, t := range r.Terms() {
		out = append(out, fmt.Sprintf("%s %d", t.Name, *t.Months))
	}
	return strings.Join(out, ", ") + " tháng"
}

// Expire deletes the data of persons whose term has passed and says in the
// record how much it was. It may be run at any time and again.
func (f *Flow) Expire(ctx context.Context) (sqlite.Expired, error) {
	r, _, err := f.Retention(ctx)
	if err != nil {
		return sqlite.Expired{}, err
	}
	now, system := f.Now(), registry.System("Thời hạn lưu giữ")
	closed, err := f.DB.ClosedAccounts(ctx, registry.Before(now, r.Accounts))
	if err != nil {
		return sqlite.Expired{}, err
	}
	for _, id := range closed {
		if err := f.EraseAccount(ctx, system, id); err != nil {
			return sqlite.Expired{}, fmt.Errorf("account %d: %w", id, err)
		}
	}
	var gone sqlite.Expired
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		if gone, err = tx.Expire(now, r, SessionIdle, SessionLife); err != nil {
			return err
		}
		gone.Accounts = len(closed)
		if e := gone; e.Messages+e.Searches+e.Requests+e.Drafts+e.Addresses+int64(e.Accounts) == 0 {
			return nil // sessions and links end every day: no line for these alone
		}
		return workflow.Audit(tx, system, registry.DidRetentionRun, "settings:"+retentionSetting, "", expiredFacts(gone))
	})
	return gone, err
}

func expiredFacts(e sqlite.Expired) string {
	var out []string
	for _, x := range []struct {
		n    int64
		what string
	}{
		{e.Messages, "thông báo và thư"}, {e.Searches, "từ đã tìm"}, {e.Requests, "nơi nhận trả lời"}, {e.Drafts, "bản nháp"},
		{e.Addresses, "địa chỉ mạng"}, {int64(e.Accounts), "tài khoản"}, {e.Sessions, "phiên"}, {e.Links, "đường dẫn"},
	} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	return "xóa " + strings.Join(out, ", ")
}
