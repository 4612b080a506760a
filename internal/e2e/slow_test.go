package e2e

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSlowConnections opens two hundred connections that send a byte now and then,
// half of them headers, half of them bodies, and reads beside them.
func TestSlowConnections(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for time limits to pass")
	}
	t.Parallel()
	s := start(t, t.TempDir(), "-backup-at", "off")
	host := strings.TrimPrefix(s.url, "http://")
	calm := reading(t, s, 60)
	var headers []net.Conn
	stop := make(chan struct{})
	defer close(stop)
	for i := range 200 {
		c, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		begin := "GET / HTTP/1.1\r\nHost: " + host + "\r\nX-Slow: "
		if i%2 == 1 {
			begin = "POST /dang-nhap HTTP/1.1\r\nHost: " + host +
				"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nemail="
		} else {
			headers = append(headers, c)
		}
		if _, err := io.WriteString(c, begin); err != nil {
			t.Fatal(err)
		}
		go trickle(c, stop)
	}
	beside := reading(t, s, 120)
	t.Logf(
		"page beside 200 slow connections: median %v, slowest %v (before them: %v, %v)",
		beside[len(beside)/2],
		beside[len(beside)-1],
		calm[len(calm)/2],
		calm[len(calm)-1],
	)
	// Two seconds, or what a busy machine makes of it without them.
	if slowest := beside[len(beside)-1]; slowest > max(2*time.Second, 4*calm[len(calm)-1]) {
		t.Errorf("a reader waited %v", slowest)
	}
	// Whoever does not send the headers in time is shown out.
	end := time.Now().Add(60 * time.Second)
	for i, c := range headers {
		if err := c.SetReadDeadline(end); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("slow connection %d is still open", i)
		}
	}
}

func trickle(c net.Conn, stop <-chan struct{}) {
	tick := time.NewTicker(400 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			if _, err := c.Write([]byte("a")); err != nil {
				return
			}
		}
	}
}

// reading asks for pages one after the other and gives the sorted times.
func reading(t *testing.T, s *server, n int) (took []time.Duration) {
	t.Helper()
	client := &http.Client{Timeout: 60 * time.Second}
	for i := range n {
		begin := time.Now()
		r, err := client.Get(s.url + []string{"/", "/mo-hinh", "/don-vi"}[i%3])
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatal(fmt.Errorf("%d: %w", r.StatusCode, err))
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	return took
}
