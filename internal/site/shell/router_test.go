package shell

import "testing"

// A route is added to the group that its address is below, or the site does not
// start: the guard of another group is not its own.
func TestGroupTakesOnlyWhatIsBelowIt(t *testing.T) {
	t.Parallel()
	g := &Router{prefix: "/lam-viec"}
	for path, want := range map[string]string{"/lam-viec": "", "/lam-viec/xet": "/xet", "/lam-viec.csv": ".csv"} {
		if got := g.within(path); got != want {
			t.Errorf("%s is %q within the group, want %q", path, got, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a route of elsewhere was taken")
		}
	}()
	g.within("/mo-hinh")
}
