package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// hardening is what every unit of the program forbids: `systemd-analyze security`
// then speaks of an exposure below 2 of 10.
const hardening = `NoNewPrivileges=yes
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateMounts=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
`

// unitText is the unit for systemd. The program may write in its state folder and
// in the folder of backups, speak TCP and nothing else.
const unitText = `# /etc/systemd/system/danvankheo.service, written by: danvankheo unit
[Unit]
Description=Dân vận khéo: registry and showcase of skilled mass mobilisation models
After=network-online.target time-sync.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
ExecStart=%[1]s serve
ExecReload=kill -HUP $MAINPID
EnvironmentFile=-/etc/danvankheo.env
Environment=DVK_STATE=%[2]s
User=danvankheo
Group=danvankheo
StateDirectory=danvankheo
StateDirectoryMode=0750
UMask=0027
WatchdogSec=60
TimeoutStartSec=15min
TimeoutStopSec=60
Restart=always
RestartSec=2
LimitNOFILE=16384
MemoryMax=512M
TasksMax=512
OOMPolicy=stop

CapabilityBoundingSet=CAP_NET_BIND_SERVICE
AmbientCapabilities=CAP_NET_BIND_SERVICE
ProtectSystem=strict
ReadWritePaths=%[2]s %[3]s
` + hardening + `
[Install]
WantedBy=multi-user.target
`

// runUnit prints the unit with the paths of this program and of the state folder.
func runUnit(_ context.Context, e *env, args []string) error {
	fs := e.flags("unit", "")
	dir := fs.String("backup-dir", "", "folder of the nightly backups, when it lies outside of the state folder")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 0, "unit [-state DIR] [-backup-dir DIR]"); err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	state := "/var/lib/danvankheo"
	given := false
	fs.Visit(func(f *flag.Flag) { given = given || f.Name == "state" })
	if given {
		if state, err = filepath.Abs(*fs.state); err != nil {
			return err
		}
	}
	backups := ""
	if *dir != "" {
		if backups, err = filepath.Abs(*dir); err != nil {
			return err
		}
	}
	text := strings.ReplaceAll(fmt.Sprintf(unitText, program, state, backups), " \n", "\n")
	if state != "/var/lib/danvankheo" {
		text = strings.Replace(text, "StateDirectory=danvankheo\nStateDirectoryMode=0750\n", "", 1)
	}
	_, err = fmt.Fprint(e.stdout, text)
	return err
}
