package registry_test

import (
	"bytes"
	"fmt"
	"testing"
	"text/tabwriter"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// situations are entries in every state that a right may depend on.
func situations() (names []string, entries []registry.Entry) {
	add := func(name string, e registry.Entry) {
		e.Unit = "own"
		names, entries = append(names, name), append(entries, e)
	}
	for _, r := range registry.Registrations() {
		e := registry.Entry{Registration: r}
		if r == registry.Unregistered {
			e.Origin = registry.Reported
		}
		add("đăng ký: "+r.String(), e)
	}
	for _, r := range registry.Results() {
		add("báo cáo: "+r.String(), registry.Entry{Registration: registry.Accepted, Result: r})
	}
	for _, p := range registry.Publications() {
		add(
			"đăng: "+p.String(),
			registry.Entry{
				Registration: registry.Accepted,
				Result:       registry.Effective,
				Publication:  p,
				PublishAt:    testkit.Now.Add(time.Hour),
			},
		)
	}
	add(
		"đăng: hen-gio, báo chí xem trước",
		registry.Entry{
			Registration:    registry.Accepted,
			Result:          registry.Effective,
			Publication:     registry.Scheduled,
			PublishAt:       testkit.Now.Add(time.Hour),
			EmbargoForPress: true,
		},
	)
	add(
		"đăng: hen-gio đã tới",
		registry.Entry{
			Registration: registry.Accepted,
			Result:       registry.Effective,
			Publication:  registry.Scheduled,
			PublishAt:    testkit.Now,
		},
	)
	for _, c := range []registry.CoOwning{registry.Asked, registry.Declined} {
		names = append(names, "của đơn vị khác, mời cùng chủ trì: "+c.String())
		entries = append(entries, registry.Entry{Unit: "third", CoOwners: []registry.CoOwner{{Unit: "own", State: c}}})
	}
	add(
		"báo chí, công khai",
		registry.Entry{Registration: registry.Unregistered, Origin: registry.Reported, Publication: registry.Published},
	)
	add(
		"báo chí, trang đã chuyển sang đăng ký",
		registry.Entry{Registration: registry.Merged, Origin: registry.Reported, Publication: registry.Removed},
	)
	return names, entries
}

// TestRights writes the whole grid role × action × state × own or other, for
// people who do not read Go.
func TestRights(t *testing.T) {
	t.Parallel()
	names, entries := situations()
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 4, 2, ' ', 0)
	for _, role := range registry.Roles() {
		for _, mine := range []bool{true, false} {
			if mine && role != registry.UnitStaff {
				continue
			}
			whose := ""
			if role == registry.UnitStaff {
				whose = map[bool]string{true: ", của đơn vị mình", false: ", của đơn vị khác"}[mine]
			}
			fmt.Fprintf(w, "\n%s%s\n", role, whose)
			actor := registry.Actor{Role: role, Account: 1, Units: map[registry.UnitCode]bool{"own": mine}}
			for i := range entries {
				fmt.Fprintf(w, "  %s\t", names[i])
				for _, act := range registry.Actions() {
					if actor.Can(act, &entries[i], testkit.Now) {
						fmt.Fprintf(w, "%s ", act)
					}
				}
				fmt.Fprintln(w)
			}
		}
	}
	fmt.Fprint(w, "\nkhu vực\n")
	for _, area := range registry.Areas() {
		fmt.Fprintf(w, "  %s\t", area)
		for _, role := range registry.Roles() {
			if (registry.Actor{Role: role}).MayEnter(area) {
				fmt.Fprintf(w, "%s ", role)
			}
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "rights.txt", trimLines(b.Bytes()))
}

func trimLines(b []byte) []byte {
	lines := bytes.Split(b, []byte("\n"))
	for i := range lines {
		lines[i] = bytes.TrimRight(lines[i], " ")
	}
	return append(bytes.TrimLeft(bytes.Join(lines, []byte("\n")), "\n"), '\n')
}

// Whoever may do anything at all to an entry may view it, and May says NotFound
// of what may not be viewed.
func TestRightsAreClosed(t *testing.T) {
	t.Parallel()
	names, entries := situations()
	for _, role := range registry.Roles() {
		for _, mine := range []bool{true, false} {
			actor := registry.Actor{Role: role, Account: 1, Units: map[registry.UnitCode]bool{"own": mine}}
			for i := range entries {
				for _, act := range registry.Actions() {
					can, view := actor.Can(act, &entries[i], testkit.Now), actor.Can(registry.View, &entries[i], testkit.Now)
					if can && !view {
						t.Errorf("%s may %s but not view: %s", role, act, names[i])
					}
					kind := registry.KindOf(actor.May(act, &entries[i], testkit.Now))
					if can != (kind == registry.None) || !view && kind != registry.NotFound {
						t.Errorf("%s %s %s: May is %v", role, act, names[i], kind)
					}
				}
			}
		}
	}
}

// Every state has words, a code that reads back, and every move leads to a state.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, s := range registry.Registrations() {
		if back, err := registry.ParseRegistration(s.String()); err != nil || back != s || s.Label() == "?" {
			t.Errorf("registration %v: %v, %v", s, back, err)
		}
	}
	for _, s := range registry.Results() {
		if back, err := registry.ParseResult(s.String()); err != nil || back != s || s.Label() == "?" {
			t.Errorf("result %v: %v, %v", s, back, err)
		}
	}
	for _, s := range registry.Publications() {
		if back, err := registry.ParsePublication(s.String()); err != nil || back != s || s.Label() == "?" {
			t.Errorf("publication %v: %v, %v", s, back, err)
		}
	}
	e := registry.Entry{}
	if err := e.MoveRegistration(registry.Accepted); registry.KindOf(err) != registry.Conflict || e.Registration != registry.Draft {
		t.Errorf("a draft accepted: %v", err)
	}
}
