package e2e

import (
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

var (
	chromiumOnce sync.Once
	chromium     *rod.Browser
	errChromium  error
	chromiumEnd  func()
)

// browser is one Chromium for all tests. Without one installed a test is skipped,
// and fails where CI=true promises one.
func browser(t testing.TB) *rod.Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no chromium: scripts/install installs it")
		}
		t.Skip("no chromium: scripts/install installs it")
	}
	chromiumOnce.Do(func() {
		l := launcher.New().Bin(path).Leakless(false).NoSandbox(true).Set("disable-gpu").Set("disable-quic").Set("no-first-run").
			Set("disable-background-networking").Set("disable-component-update").Set("disable-sync").Set("lang", "vi")
		var u string
		if u, errChromium = l.Launch(); errChromium != nil {
			return
		}
		chromium = rod.New().ControlURL(u)
		errChromium = chromium.Connect()
		chromiumEnd = func() { _ = chromium.Close(); l.Kill(); l.Cleanup() }
	})
	if errChromium != nil {
		t.Fatalf("chromium: %v", errChromium)
	}
	return chromium
}

func closeBrowser() {
	if chromiumEnd != nil {
		chromiumEnd()
	}
}

// person is a fresh browser profile: cookies and local storage of its own.
func person(t testing.TB) *rod.Browser {
	t.Helper()
	b, err := browser(t).Incognito()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// tab opens an address in a window of a width, as a phone below 600.
func tab(t testing.TB, b *rod.Browser, url string, width, height int) *rod.Page {
	t.Helper()
	p, err := b.Page(proto.TargetCreateTarget{})
	if err != nil {
		t.Fatal(err)
	}
	p.MustSetViewport(width, height, 1, width < 600)
	p.MustNavigate(url).MustWaitLoad()
	return p
}
