package judging

import (
	"context"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// History is the whole course of a round: its result, and everything that led to
// it, down to single sheets. A secret ballot is in it as counts alone.
type History struct {
	Result
	Polls   []HistoryPoll   `json:"votes"`
	Sheets  []HistorySheet  `json:"sheets"`
	Changes []HistoryChange `json:"changes"`
	Notes   []HistoryNote   `json:"discussion"`
}

// HistoryPoll is one vote.
type HistoryPoll struct {
	Number  int                  `json:"number"`
	Rule    evaluation.AwardRule `json:"rule"`
	Paper   bool                 `json:"paper"`
	Opened  time.Time            `json:"opened"`
	Closed  *time.Time           `json:"closed"`
	Present []string             `json:"present"`
	Voted   []string             `json:"voted"`
	Counts  []HistoryCount       `json:"counts"`
}

// HistoryCount is the count of one entry in one vote.
type HistoryCount struct {
	Number string `json:"number"`
	ResultVote
	Written int `json:"written"`
}

// HistorySheet is one member's sheet on one entry.
type HistorySheet struct {
	Number string            `json:"number"`
	Member string            `json:"member"`
	Done   bool              `json:"done"`
	Total  float64           `json:"total"`
	At     time.Time         `json:"at"`
	Points []float64         `json:"points"` // in the order of the scale's criteria
	Lines  []evaluation.Mark `json:"marks"`
	Adjust []string          `json:"adjustments,omitempty"`
	Note   string            `json:"note,omitempty"`
}

// HistoryChange is a sheet changed while scores were discussed.
type HistoryChange struct {
	Number string    `json:"number"`
	Member string    `json:"member"`
	At     time.Time `json:"at"`
	Before string    `json:"before"`
	After  string    `json:"after"`
	Reason string    `json:"reason"`
}

// HistoryNote is a note of the discussion.
type HistoryNote struct {
	Number string    `json:"number"`
	Member string    `json:"member"`
	At     time.Time `json:"at"`
	Text   string    `json:"text"`
}

// HistoryOf gathers the whole course of a round for who may make its papers.
func (f *Flow) HistoryOf(ctx context.Context, a registry.Actor, id evaluation.RoundID) (s Seat, h History, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, h, err = readHistory(ctx, rx, a, id)
		return err
	})
	return s, h, err
}

func readHistory(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Seat, History, error) {
	s, r, polls, table, err := readPapers(ctx, rx, a, id)
	if err != nil {
		return s, History{}, err
	}
	h := History{Result: r}
	names, numbers := map[registry.AccountID]string{}, map[registry.EntryID]string{}
	for _, p := range table.People {
		names[p.Account] = p.Name
	}
	for _, l := range r.Lines {
		numbers[l.Entry] = l.Number
	}
	for _, p := range polls {
		h.Polls = append(h.Polls, historyPoll(p, names, numbers))
	}
	sheets, err := rx.Sheets(ctx, id, a.Account, 0, 0)
	if err != nil {
		return s, h, err
	}
	for _, x := range sheets {
		y := HistorySheet{
			Number: numbers[x.Entry],
			Member: names[x.Member],
			Done:   x.Done,
			Total:  x.Total.Float(),
			At:     x.UpdatedAt,
			Adjust: x.Adjustments,
			Note:   x.Note,
		}
		for _, k := range s.Round.Scale.Criteria {
			y.Points, y.Lines = append(y.Points, x.Points(k.Code).Float()), append(y.Lines, x.Marks[k.Code])
		}
		h.Sheets = append(h.Sheets, y)
	}
	changes, err := rx.SheetChanges(ctx, id, a.Account, 0)
	if err != nil {
		return s, h, err
	}
	for _, x := range changes {
		h.Changes = append(h.Changes, HistoryChange{numbers[x.Entry], names[x.Member], x.At, x.Before, x.After, x.Reason})
	}
	notes, err := rx.Notes(ctx, id, a.Account, 0)
	for _, x := range notes {
		name := names[x.Member]
		if name == "" {
			name = "Thư ký"
		}
		h.Notes = append(h.Notes, HistoryNote{numbers[x.Entry], name, x.At, x.Text})
	}
	return s, h, err
}

func historyPoll(p Poll, names map[registry.AccountID]string, numbers map[registry.EntryID]string) HistoryPoll {
	out := HistoryPoll{Number: p.Number, Rule: p.Rule, Paper: p.Paper, Opened: p.OpenedAt}
	if !p.Open() {
		out.Closed = &p.ClosedAt
	}
	for _, m := range p.Present {
		out.Present = append(out.Present, names[m])
	}
	for _, m := range p.Voters {
		out.Voted = append(out.Voted, names[m])
	}
	for _, t := range p.Tallies {
		out.Counts = append(out.Counts, HistoryCount{numbers[t.Entry], resultVote(p, t), t.Written})
	}
	return out
}
