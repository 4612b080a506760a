package newsroom

import (
	"context"
	"net/http"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// entriesByID reads the entries of a list; one that is gone is absent.
func entriesByID[T any](
	ctx context.Context,
	rx *sqlite.Rx,
	list []T,
	of func(T) registry.EntryID,
) (map[registry.EntryID]*registry.Entry, error) {
	ids := make([]registry.EntryID, len(list))
	for i, x := range list {
		ids[i] = of(x)
	}
	entries, err := rx.EntriesByID(ctx, ids)
	out := make(map[registry.EntryID]*registry.Entry, len(entries))
	for i := range entries {
		out[entries[i].ID] = &entries[i]
	}
	return out, err
}

// requestItems shows requests to a reader.
func (h *Area) requestItems(ctx context.Context, rx *sqlite.Rx, a registry.Actor, list []sqlite.PressRequest) ([]view.RequestItem, error) {
	entries, err := entriesByID(ctx, rx, list, func(r sqlite.PressRequest) registry.EntryID { return r.Entry })
	if err != nil {
		return nil, err
	}
	var out []view.RequestItem
	for _, r := range list {
		in := view.RequestInput{
			ID: r.ID, Kind: r.Kind.Label(), Photos: r.Kind == registry.PhotoRequest,
			Who: r.Name, Text: r.Text, ReplyTo: r.ReplyTo, Answer: r.Answer, Due: r.Due, Asked: r.AskedAt, Answered: r.AnsweredAt,
			Entry: entries[r.Entry], Actor: a, Now: h.Flow.Now(), Today: h.Flow.Today(),
		}
		for _, code := range r.Shots {
			in.Shots = append(in.Shots, registry.ChoiceLabel(newsdesk.Shots(), code))
		}
		out = append(out, view.NewRequestItem(in))
	}
	return out, nil
}

// askForm is the request to the unit of an entry.
func (h *Area) askForm(c *shell.Context) error {
	if _, err := forPress(c); err != nil {
		return err
	}
	e, err := h.EntryOf(c, registry.View)
	if err != nil {
		return err
	}
	return h.showAsk(c, http.StatusOK, &e, sqlite.PressRequest{Kind: registry.RequestKind(c.QueryParam("viec"))}, nil)
}

func (h *Area) showAsk(c *shell.Context, code int, e *registry.Entry, r sqlite.PressRequest, err error) error {
	page := view.NewAskPage(view.AskInput{
		Entry: e, Ledger: h.Flow.Ledger(), Actor: c.Actor(), Now: h.Flow.Now(), Kinds: registry.RequestKinds(), Photos: newsdesk.Shots(),
		Kind: string(r.Kind), Text: r.Text, Shots: r.Shots, Due: r.Due, ReplyTo: r.ReplyTo, Err: err,
	})
	return shell.Render(c, code, c.Pages().Press.Request, h.DeskChrome(c, shell.FormTitle(code, page.Heading)), page)
}

func (h *Area) ask(c *shell.Context) error {
	if _, err := forPress(c); err != nil {
		return err
	}
	e, err := h.EntryOf(c, registry.View)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	r := sqlite.PressRequest{
		Entry:   e.ID,
		Kind:    registry.RequestKind(v.Get("kind")),
		Text:    v.Get("text"),
		Shots:   v["shots"],
		Due:     registry.Date(v.Get("due")),
		ReplyTo: v.Get("reply_to"),
	}
	switch _, err := h.Newsdesk.Ask(c.Context(), c.Actor(), r); registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.PressDesk+"#yeu-cau")
	case registry.Invalid, registry.TooMany:
		return h.showAsk(c, shell.Status[registry.KindOf(err)], &e, r, err)
	default:
		return err
	}
}

// requests lists what was asked of the actor's unit, or of all units for staff.
func (h *Area) requests(c *shell.Context) error {
	return h.showRequests(c, http.StatusOK, 0, "", nil)
}

func (h *Area) showRequests(c *shell.Context, code int, id int64, typed string, wrong error) error {
	a := c.Actor()
	var units []registry.UnitCode
	switch {
	case a.Role == registry.UnitStaff:
		units = append(shell.UnitsOf(a), "-") // never the list of all
	case !a.MayEnter(registry.ReviewArea):
		return registry.Errorf(registry.Denied, "Phần này dành cho cán bộ đơn vị và chuyên viên thẩm định.")
	}
	var items []view.RequestItem
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		list, err := rx.RequestsOf(c.Context(), units)
		if err != nil {
			return err
		}
		items, err = h.requestItems(c.Context(), rx, a, list)
		return err
	})
	if err != nil {
		return err
	}
	page := view.NewRequestsPage(items, id, typed, wrong)
	return shell.Render(c, code, c.Pages().Press.Requests, h.DeskChrome(c, shell.FormTitle(code, page.Heading)), page)
}

func (h *Area) answer(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	switch err := h.Newsdesk.Answer(c.Context(), c.Actor(), id, v.Get("answer")); registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.PressRequests+"#yeu-cau-"+strconv.FormatInt(id, 10))
	case registry.Invalid:
		return h.showRequests(c, http.StatusUnprocessableEntity, id, v.Get("answer"), err)
	default:
		return err
	}
}
