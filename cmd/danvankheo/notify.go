package main

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"
)

// notifier speaks to systemd over the socket that it names in NOTIFY_SOCKET; where
// there is none, it says nothing.
type notifier struct{ socket string }

// say sends one message, such as "READY=1". A message that does not arrive is not
// worth stopping for: systemd acts on its absence.
func (n notifier) say(message string) {
	if n.socket == "" {
		return
	}
	c, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: n.socket, Net: "unixgram"})
	if err != nil {
		return
	}
	_, _ = c.Write([]byte(message))
	_ = c.Close()
}

// ready says that requests are answered.
func (n notifier) ready(status string) { n.say("READY=1\nSTATUS=" + status) }

// reloading says that a reload began; ready ends it.
func (n notifier) reloading() {
	n.say(fmt.Sprintf("RELOADING=1\nMONOTONIC_USEC=%d", monotonic().Microseconds()))
}

// watch notifies systemd, twice in each of its intervals, that the program works, as
// long as works says so. It ends with its context.
func (n notifier) watch(ctx context.Context, usec string, works func(context.Context) error) {
	interval, err := strconv.ParseInt(usec, 10, 64)
	if err != nil || interval <= 0 || n.socket == "" {
		return
	}
	half := time.Duration(interval) * time.Microsecond / 2
	tick := time.NewTicker(half)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		try, cancel := context.WithTimeout(ctx, half)
		if works(try) == nil {
			n.say("WATCHDOG=1")
		}
		cancel()
	}
}
