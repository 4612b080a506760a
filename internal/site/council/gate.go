package council

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

func (h *Area) gate(c *shell.Context) error { return h.showGate(c, 200, nil) }

func (h *Area) showGate(c *shell.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, list, err := h.Judging.Gate(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	in := view.GateInput{Seat: seatOf(s), Only: c.QueryParam("loc"), Err: failed}
	for _, x := range list {
		in.Entries = append(in.Entries, view.GateEntry{CouncilEntry: h.entryOf(x.Candidate), Reasons: x.Reasons})
	}
	return h.render(c, code, &s, view.NewGatePage(in))
}

// tickedEntries lists the entries whose boxes "e<id>" are ticked.
func tickedEntries(v url.Values) []registry.EntryID {
	var out []registry.EntryID
	for name := range v {
		if n, ok := strings.CutPrefix(name, "e"); ok && v.Get(name) == "1" {
			if id, err := strconv.ParseInt(n, 10, 64); err == nil {
				out = append(out, registry.EntryID(id))
			}
		}
	}
	slices.Sort(out)
	return out
}

func (h *Area) decideGate(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	verdict, err := evaluation.ParseVerdict(v.Get("verdict"))
	if err != nil {
		return err
	}
	entries := tickedEntries(v)
	if v.Get("sach") == "1" {
		_, list, err := h.Judging.Gate(c.Context(), c.Actor(), id)
		if err != nil {
			return err
		}
		for _, g := range list {
			if g.Verdict == evaluation.Undecided && !evaluation.Barred(g.Reasons) && !slices.Contains(entries, g.Entry) {
				entries = append(entries, g.Entry)
			}
		}
	}
	err = h.Judging.DecideGate(c.Context(), c.Actor(), id, entries, verdict, v.Get("reason"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundGate.At(id))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showGate(c, code, err)
	}
	return err
}

func (h *Area) gather(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	if err := h.Judging.GatherCandidates(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundGate.At(id))
}
