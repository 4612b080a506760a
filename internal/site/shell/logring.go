package shell

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
)

// ringLines is how many lines of the log of each kind are kept in memory.
const ringLines = 1000

// LogLine is one line of the log.
type LogLine struct {
	At    time.Time
	Level slog.Level
	Msg   string
	Attrs []slog.Attr
}

// LogRing is a slog.Handler that keeps the last lines in memory, so that the person
// who runs the site reads them in a page. Faults and warnings are kept apart, so
// that ordinary traffic does not push them out.
type LogRing struct {
	next  slog.Handler
	attrs []slog.Attr
	kept  *ringStore
}

type ringStore struct {
	mu    sync.Mutex
	lines [2][]LogLine // ordinary; warnings and errors
	next  [2]int
}

// NewLogRing keeps what is written to next.
func NewLogRing(next slog.Handler) *LogRing { return &LogRing{next: next, kept: &ringStore{}} }

// Enabled follows the handler behind.
func (r *LogRing) Enabled(ctx context.Context, l slog.Level) bool { return r.next.Enabled(ctx, l) }

// Handle keeps a line and hands it on.
func (r *LogRing) Handle(ctx context.Context, rec slog.Record) error {
	line := LogLine{At: rec.Time, Level: rec.Level, Msg: rec.Message, Attrs: slices.Clone(r.attrs)}
	rec.Attrs(func(a slog.Attr) bool {
		if v := a.Value.Resolve(); v.Kind() == slog.KindAny {
			a.Value = slog.StringValue(Cut(fmt.Sprint(v.Any()), 2000)) // what is kept must not hold on to anything
		}
		line.Attrs = append(line.Attrs, a)
		return true
	})
	r.kept.add(line)
	return r.next.Handle(ctx, rec)
}

func (s *ringStore) add(line LogLine) {
	which := 0
	if line.Level >= slog.LevelWarn {
		which = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.lines[which]) < ringLines {
		s.lines[which] = append(s.lines[which], line)
		return
	}
	s.lines[which][s.next[which]] = line
	s.next[which] = (s.next[which] + 1) % ringLines
}

// WithAttrs and WithGroup make handlers that keep into the same ring.
func (r *LogRing) WithAttrs(as []slog.Attr) slog.Handler {
	return &LogRing{r.next.WithAttrs(as), append(slices.Clone(r.attrs), as...), r.kept}
}

// WithGroup keeps the lines without the name of the group.
func (r *LogRing) WithGroup(name string) slog.Handler {
	return &LogRing{r.next.WithGroup(name), r.attrs, r.kept}
}

// Lines lists what is kept from a level on, the newest first.
func (r *LogRing) Lines(from slog.Level) []LogLine {
	r.kept.mu.Lock()
	defer r.kept.mu.Unlock()
	var out []LogLine
	for _, list := range r.kept.lines {
		for _, l := range list {
			if l.Level >= from {
				out = append(out, l)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b LogLine) int { return b.At.Compare(a.At) })
	return out
}

// Text writes the attributes of a line as key=value.
func (l LogLine) Text() string {
	parts := make([]string, len(l.Attrs))
	for i, a := range l.Attrs {
		parts[i] = a.Key + "=" + a.Value.String()
	}
	return strings.Join(parts, " ")
}
