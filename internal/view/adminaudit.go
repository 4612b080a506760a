package view

import (
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// AuditPage lists the record of who did what.
type AuditPage struct {
	Account, Action, Object, From, To Field
	Total                             string
	Table                             Table
	Pager                             Pager
	Empty                             *Empty
}

// auditKind names a group of deeds or a kind of object; an unknown one stays.
func auditKind(code string) string { return registry.ChoiceLabel(registry.AuditKinds(), code) }

// AuditQuery is what the record was asked for.
type AuditQuery struct {
	Account, Action, Object string
	From, To                registry.Date
	Page                    int
}

// NewAuditPage shows one page of the record.
func NewAuditPage(
	lines []registry.Audit,
	total int,
	q AuditQuery,
	accounts []registry.Account,
	actions []string,
	perPage int,
	address func(page int) string,
) AuditPage {
	people := []Option{{Label: "Mọi người"}}
	for _, a := range accounts {
		people = append(people, Option{Value: strconv.FormatInt(int64(a.ID), 10), Label: a.Name + " (" + a.Role.Label() + ")"})
	}
	p := AuditPage{
		Account: InputSelect("tai-khoan", "Người làm", q.Account, people),
		Action:  InputSelect("viec", "Việc", q.Action, actionOptions(actions)),
		Object:  InputText("doi-tuong", "Đối tượng", q.Object),
		From:    InputDate("tu", "Từ ngày", q.From), To: InputDate("den", "Đến ngày", q.To),
		Total: Count(total) + " dòng", Pager: NewPager(total, q.Page, perPage, address),
		Table: Table{
			Caption:     "Nhật ký, mới nhất trước",
			HideCaption: true,
			Stacked:     true,
			Columns:     []Column{{Label: "Lúc"}, {Label: "Ai"}, {Label: "Việc"}, {Label: "Đối tượng"}, {Label: "Trước"}, {Label: "Sau"}},
		},
	}
	p.Object.Placeholder = "mô hình 12"
	if len(lines) == 0 {
		p.Empty = &Empty{Heading: "Không có dòng nào khớp", Text: "Thử bớt điều kiện lọc."}
	}
	for _, a := range lines {
		who := T(a.Name)
		who.Sub = strings.Trim(a.Role.Label()+" · "+a.Address, " ·")
		p.Table.Rows = append(
			p.Table.Rows,
			Row{
				Cells: []Cell{
					H(a.At.In(registry.Zone).Format("02/01/2006 15:04:05"), ""),
					who,
					T(registry.DeedLabel(a.Action)),
					objectCell(a.Object),
					T(auditFact(a.Action, a.Before)),
					T(auditFact(a.Action, a.After)),
				},
			},
		)
	}
	p.Table = p.Table.Labelled()
	return p
}

// actionOptions lists the areas of the record and the actions that it holds.
func actionOptions(actions []string) []Option {
	out := []Option{{Label: "Mọi việc"}}
	last := ""
	for _, a := range actions {
		area, _, _ := strings.Cut(a, ".")
		name := auditKind(area)
		if area != last {
			out = append(out, Option{Value: area, Label: "Mọi việc về " + name, Group: "Về " + name})
			last = area
		}
		out = append(out, Option{Value: a, Label: registry.DeedLabel(a), Group: "Về " + name})
	}
	return out
}

// objectCell names the object of a line and leads to it.
func objectCell(object string) Cell {
	kind, id, ok := strings.Cut(object, ":")
	name := auditKind(kind)
	if !ok {
		return T(name)
	}
	c := T(strings.ReplaceAll(name+" "+id, " ", "\u00a0"))
	switch kind {
	case "settings":
		if part := settingNames[id]; part != "" {
			c.Text = part
		}
	case "account":
		c.URL = address.Account.Text(id)
	case "entry":
		c.URL = address.Entry.Text(id)
	case "unit":
		c.URL = address.LedgerUnit.Text(id)
	case "season":
		c.URL = address.Season.Text(id)
	case "indicator":
		c.URL = address.Indicator.At(id)
	}
	return c
}

// DayStart is the first moment of a day in the province; the zero time for "".
func DayStart(d registry.Date) time.Time {
	t, ok := d.Time()
	if !ok {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, registry.Zone)
}
