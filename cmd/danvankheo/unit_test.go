package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every unit for systemd forbids what the program has no need of; where systemd is
// at hand it says how exposed each is.
func TestUnitsAreHardened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	own, err := call(t, "unit")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "danvankheo.service"), []byte(own), 0o600))
	_, err = call(t, "replica", filepath.Join(dir, "r"), "-bucket", "s3://kho/bac-ninh", "-state", "/var/lib/danvankheo")
	must(t, err)
	for _, path := range []string{
		"danvankheo.service", "r/danvankheo-replica.service", "r/danvankheo-photos.service", "r/danvankheo-proof.service",
	} {
		text, err := os.ReadFile(filepath.Join(dir, path))
		must(t, err)
		for _, line := range strings.Split(strings.TrimSpace(hardening)+"\nProtectSystem=strict", "\n") {
			if !strings.Contains(string(text), line+"\n") {
				t.Errorf("%s lacks %s", path, line)
			}
		}
		analyze, err := exec.LookPath("systemd-analyze")
		if err != nil {
			continue // the lines were looked at
		}
		out, err := exec.Command(analyze, "security", "--offline=true", "--no-pager", filepath.Join(dir, path)).CombinedOutput()
		m := regexp.MustCompile(`exposure level for \S+: ([0-9.]+)`).FindSubmatch(out)
		if m == nil {
			t.Logf("%s: systemd-analyze says nothing: %v", path, err) // an old one without --offline
			continue
		}
		if level, err := strconv.ParseFloat(string(m[1]), 64); err != nil || level > 2 {
			t.Errorf("%s: exposure %s, want 2 at most", path, m[1])
		}
	}
}
