package job

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Hub notifies the WebSub hub of the settings when the feeds have changed, so that
// newsrooms that follow them hear of it within seconds. It owns one goroutine;
// while it talks to the hub it holds no transaction. What the hub has not heard
// is still in the database after a restart.
type Hub struct {
	Flow   *workflow.Flow
	Log    *slog.Logger
	Base   string   // the address people use; without one no hub is notified
	Topics []string // paths of the feeds
	Client *http.Client
}

const (
	hubTick  = 2 * time.Second
	hubWait  = 15 * time.Second // for an answer
	hubFirst = 30 * time.Second // after the first failure; it doubles
	hubMost  = 6 * time.Hour
)

// NewHub makes one; [Hub.Run] starts it.
func NewHub(flow *workflow.Flow, log *slog.Logger, base string, topics ...string) *Hub {
	return &Hub{
		Flow:   flow,
		Log:    log,
		Base:   strings.TrimRight(base, "/"),
		Topics: topics,
		Client: &http.Client{Timeout: hubWait, CheckRedirect: stayAtHub},
	}
}

// stayAtHub follows no redirect: the officer named the hub, and what answers there
// must not send this machine, which is inside the office's network, elsewhere.
func stayAtHub(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Run works until the context ends.
func (h *Hub) Run(ctx context.Context) {
	timer := time.NewTicker(hubTick)
	defer timer.Stop()
	for {
		if err := h.Once(ctx); err != nil && ctx.Err() == nil {
			h.Log.Error("telling the hub failed", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
	}
}

// Once notifies the hub when there is something new.
func (h *Hub) Once(ctx context.Context) error {
	hub := h.Flow.Settings().Hub
	if hub == "" || h.Base == "" {
		return nil
	}
	s, err := h.Flow.DB.HubStatus(ctx)
	if err != nil || !s.Due(h.Flow.Now()) {
		return err
	}
	for _, topic := range h.Topics {
		if fault := h.tell(ctx, hub, h.Base+topic); fault != nil {
			if ctx.Err() != nil {
				return nil //nolint:nilerr // the program ends; the hub is notified after the next start
			}
			h.Log.Warn("hub did not take a ping", "err", fault, "attempts", s.Attempts+1)
			wait := min(hubFirst<<min(s.Attempts, 12), hubMost)
			return h.Flow.DB.Update(
				ctx,
				h.Flow.Now(),
				func(tx *sqlite.Tx) error { return tx.HubFailed(tx.Now().Add(wait), fault.Error()) },
			)
		}
	}
	return h.Flow.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) error { return tx.HubNotified(s.Changes, "") })
}

// tell sends one ping. What publishers say to hubs WebSub leaves open; this is
// what hubs have understood since PubSubHubbub 0.4.
func (h *Hub) tell(ctx context.Context, hub, topic string) error {
	form := url.Values{"hub.mode": {"publish"}, "hub.url": {topic}, "hub.topic": {topic}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hub, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := h.Client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // so that the connection can be used again
	if to := resp.Header.Get("Location"); resp.StatusCode/100 == 3 && to != "" {
		return fmt.Errorf("hub answered %s: name the address it moved to in the settings", resp.Status)
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("hub answered %s", resp.Status)
	}
	return nil
}
