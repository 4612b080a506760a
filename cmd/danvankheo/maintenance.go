package main

import (
	"context"
	"fmt"
	"time"

	"danvankheo/internal/site/shell"
)

// runMaintenance turns maintenance on or off: reading goes on, writing waits.
func runMaintenance(_ context.Context, e *env, args []string) error {
	fs := e.flags("maintenance", "on|off")
	text := fs.String("text", "", "words for people, such as “Dự kiến xong lúc 17 giờ.”")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if len(rest) != 1 || rest[0] != "on" && rest[0] != "off" {
		return usageError{"usage: danvankheo maintenance on|off [-text WORDS]"}
	}
	if err := requireFolder(*fs.state); err != nil {
		return err
	}
	var m *shell.Maintenance
	if rest[0] == "on" {
		m = &shell.Maintenance{Since: time.Now().UTC(), Text: *text}
	}
	if err := shell.SetMaintenance(*fs.state, m); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "maintenance is %s\n", rest[0])
	return nil
}
