// Package e2e holds tests only: they build the real program once, run it on a
// temporary state folder, and use it as people do: one HTTP client for each role,
// and a real browser. A missing browser skips locally and fails under CI=true.
package e2e
