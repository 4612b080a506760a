package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/reference"
)

// topicPage is how many entries one page of the queue of topics shows.
const topicPage = 20

// topics is where staff confirm topics and keep their list.
type topics struct{ *shell.Shell }

func (h *topics) routes(e *shell.Router) {
	g := e.Group(address.TopicQueue, shell.RequireArea(registry.ReviewArea))
	g.GET(address.TopicQueue, h.queue)
	g.POST(address.TopicQueue, h.confirm)
	g.GET(address.Topics, h.list)
	g.GET(address.TopicAdd, func(c *shell.Context) error { return h.show(c, http.StatusOK, view.TopicInput{}, true, nil, nil) })
	g.POST(address.TopicAdd, h.add)
	g.GET(string(address.Topic), h.topic)
	g.POST(string(address.Topic), h.save)
}

func (h *topics) list(c *shell.Context) error {
	if err := h.Flow.ReloadIfChanged(c.Context()); err != nil {
		return err
	}
	uses, err := h.DB.TopicUses(c.Context())
	if err != nil {
		return err
	}
	page := view.NewTopicsPage(h.Flow.Topics().All(), uses)
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Topics, h.DeskChrome(c, "Danh mục chủ đề"), page)
}

func (h *topics) show(
	c *shell.Context, code int, in view.TopicInput, isNew bool, preview *reference.TopicPreview, failed error,
) error {
	p := view.NewTopicPage(in, isNew, registry.DefaultFields(), failed)
	if registry.KindOf(failed) == registry.Conflict {
		if now, ok := h.Flow.Topics().Topic(in.Topic.Code); ok {
			p.Version, p.Saved = now.Version, view.TopicLines(&now)
		}
	}
	if preview != nil {
		p.ShowChange(preview.Read, preview.More, preview.Gain, preview.Lose, preview.Confirmed)
	}
	return shell.Render(c, code, c.Pages().Desk.Topic, h.DeskChrome(c, shell.FormTitle(code, p.Heading)), p)
}

// topicInput reads the form of a topic.
func topicInput(v url.Values) view.TopicInput {
	lines := func(text string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ';' })
	}
	in := view.TopicInput{Words: v.Get("words"), Weak: v.Get("weak"), Except: v.Get("except")}
	in.Topic = registry.Topic{
		Code: v.Get("code"), Label: v.Get("label"), Words: lines(in.Words), Weak: lines(in.Weak), Except: lines(in.Except),
		Retired: shell.Checked(v, "retired"), Version: int(shell.FormNumber(v, "version")),
	}
	for _, f := range v["fields"] {
		in.Topic.Fields = append(in.Topic.Fields, registry.FieldCode(f))
	}
	return in
}

func (h *topics) topic(c *shell.Context) error {
	if err := h.Flow.ReloadIfChanged(c.Context()); err != nil {
		return err
	}
	t, ok := h.Flow.Topics().Topic(c.Param("code"))
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có chủ đề này trong danh mục.")
	}
	return h.show(c, http.StatusOK, view.InputOfTopic(t), false, nil, nil)
}

func (h *topics) add(c *shell.Context) error { return h.write(c, true) }

func (h *topics) save(c *shell.Context) error { return h.write(c, false) }

// write saves a topic, or shows what saving would change.
func (h *topics) write(c *shell.Context, isNew bool) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in, ctx := topicInput(v), c.Context()
	save := h.Reference.AddTopic
	if !isNew {
		in.Topic.Code, save = c.Param("code"), h.Reference.SaveTopic
	}
	checked := in.Topic
	if err = h.Reference.CheckTopic(&checked); err == nil && v.Get("do") != "luu" {
		preview, err := h.Reference.PreviewTopic(ctx, c.Actor(), checked)
		if err != nil {
			return err
		}
		return h.show(c, http.StatusOK, in, isNew, &preview, nil)
	}
	if err == nil {
		err = save(ctx, c.Actor(), in.Topic)
	}
	if err == nil {
		return shell.Done(c, "saved", address.Topics)
	}
	if !shell.Correctable(err) {
		return err
	}
	code, _ := shell.StatusOf(err)
	return h.show(c, code, in, isNew, nil, err)
}

// queue lists entries without a topic that nobody has looked at.
func (h *topics) queue(c *shell.Context) error {
	q := c.QueryParams()
	page := max(1, int(shell.FormNumber(q, "trang")))
	list, total, err := h.Flow.WithoutTopics(c.Context(), c.Actor(), (page-1)*topicPage, topicPage)
	if err != nil {
		return err
	}
	var lines []view.TopicQueueLine
	for i := range list {
		lines = append(lines, view.TopicQueueLine{Entry: &list[i].Entry, Proposed: list[i].Proposed})
	}
	pager := view.NewPager(total, page, topicPage, func(n int) string { return address.TopicQueue + "?trang=" + strconv.Itoa(n) })
	p := view.NewTopicQueuePage(
		lines, h.Names(), total, pager, int(shell.FormNumber(q, "xong")), int(shell.FormNumber(q, "con")))
	return shell.Render(c, http.StatusOK, c.Pages().Desk.TopicQueue, h.DeskChrome(c, "Chủ đề cần xác nhận"), p)
}

// confirm takes what is ticked of the entries that are ticked, or of the whole page; what
// was proposed and is not ticked is declined. What changed meanwhile is left.
func (h *topics) confirm(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	chosen := v["bai"]
	if v.Get("do") == "trang" {
		chosen = v["co"]
	}
	done, skipped := 0, 0
	for _, text := range chosen[:min(len(chosen), topicPage)] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			continue
		}
		choice := workflow.TopicChoice{Take: v["t"+text]}
		for _, code := range v["p"+text] {
			if !slices.Contains(choice.Take, code) {
				choice.Drop = append(choice.Drop, code)
			}
		}
		_, err = h.Flow.ChooseTopics(c.Context(), c.Actor(), registry.EntryID(id), int(shell.FormNumber(v, "v"+text)), choice)
		switch registry.KindOf(err) {
		case registry.None:
			done++
		case registry.Conflict, registry.NotFound, registry.Invalid:
			skipped++
		default:
			return err
		}
	}
	return shell.Done(c, "", address.TopicQueue+"?xong="+strconv.Itoa(done)+"&con="+strconv.Itoa(skipped))
}

// chooseTopics decides on the topics of one entry, by the button that was pressed.
func (h *Area) chooseTopics(c *shell.Context) error {
	return h.act(c, "saved", func(id registry.EntryID, v url.Values, version int) error {
		choice := workflow.TopicChoice{All: v.Has("tat-ca"), Rest: v.Has("khong")}
		for name, list := range map[string]*[]string{"nhan": &choice.Take, "bo": &choice.Drop} {
			if code := v.Get(name); code != "" {
				*list = append(*list, code)
			}
		}
		if v.Has("khac") {
			code := v.Get("them")
			if code == "" {
				return registry.Errorf(registry.Invalid, "Chọn một chủ đề rồi bấm thêm.")
			}
			choice.Take = append(choice.Take, code)
		}
		_, err := h.Flow.ChooseTopics(c.Context(), c.Actor(), id, version, choice)
		return err
	})
}
