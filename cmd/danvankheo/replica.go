package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Files whose time says up to when everything lies in the store, and when it was
// last proved that the database comes back whole from there.
const (
	replicaStamp = "s3-copied"
	replicaProof = "s3-proved"
)

// copier is how the units of the copy run: with the keys of the store, and no more
// than the state folder to write to.
const copier = `EnvironmentFile=/etc/danvankheo-replica/replica.env
User=danvankheo
Group=danvankheo
UMask=0027
CapabilityBoundingSet=
ProtectSystem=strict
ReadWritePaths={{state}}
` + hardening

// replicaFiles are what Litestream and rclone need to keep a copy of the state
// folder in an S3 store while the site runs: the database within a second of each
// commit, photos and documents every five minutes. Photos are only ever added
// there: what is deleted by mistake here stays to be brought back.
//
// Litestream must not outlive the program: one that is killed after a commit is
// in the log, before the other readers of the log are notified of it, leaves a commit
// that Litestream has copied and that the next program writes over, and the copy is
// no longer whole. So systemd stops and starts both together. Others have seen such
// copies too (Litestream's issues 1164 and 1309); therefore the copy is proved once
// a day by bringing the database back and checking it whole, and bring-back checks
// as well, and goes back in time to the last moment that is whole.
var replicaFiles = []struct{ name, text string }{
	{"litestream.yml", `# for Litestream 0.5, written by: danvankheo replica
socket:
  enabled: true
  path: /run/danvankheo-replica/control.sock
dbs:
  - path: {{db}}
    replica:
      type: s3
      bucket: {{bucket}}
      path: {{prefix}}data
      endpoint: {{endpoint}}
      region: {{region}}
      force-path-style: true
      sync-interval: 1s
snapshot:
  interval: 24h
  retention: 168h
`},
	{"replica.env", `# Keys of the S3 store. Only root may read this file.
AWS_ACCESS_KEY_ID=
AWS_SECRET_ACCESS_KEY=
AWS_REGION={{region}}
RCLONE_CONFIG_KHO_TYPE=s3
RCLONE_CONFIG_KHO_PROVIDER=Other
RCLONE_CONFIG_KHO_ENV_AUTH=true
RCLONE_CONFIG_KHO_ENDPOINT={{endpoint}}
RCLONE_CONFIG_KHO_REGION={{region}}
RCLONE_CONFIG_KHO_FORCE_PATH_STYLE=true
`},
	{"danvankheo-replica.service", `[Unit]
Description=Copy of the database of Dân vận khéo in an S3 store
After=network-online.target danvankheo.service
BindsTo=danvankheo.service
Wants=network-online.target

[Service]
ExecStart=/usr/bin/litestream replicate -config /etc/danvankheo-replica/litestream.yml
RuntimeDirectory=danvankheo-replica
Restart=always
RestartSec=5
` + copier + `
[Install]
WantedBy=danvankheo.service
`},
	{"danvankheo-photos.service", `# Its last line notes that everything up to now lies in the store: doctor tells
# the age of the copy by that file.
[Unit]
Description=Copy of the photos and documents of Dân vận khéo in an S3 store
After=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/bin/rclone copy --immutable --size-only --exclude tmp/** {{state}}/photos kho:{{bucket}}/{{prefix}}photos
ExecStart=/usr/bin/rclone copy --immutable --size-only --exclude tmp/** {{state}}/files kho:{{bucket}}/{{prefix}}files
ExecStart=/usr/bin/litestream sync -wait -timeout 120 -socket /run/danvankheo-replica/control.sock {{db}}
ExecStart=/usr/bin/touch {{state}}/` + replicaStamp + `
` + copier},
	{"danvankheo-photos.timer", `[Unit]
Description=Copies the photos and documents of Dân vận khéo every five minutes

[Timer]
OnBootSec=2min
OnUnitInactiveSec=5min

[Install]
WantedBy=timers.target
`},
	{"danvankheo-proof.service", `# Its last line notes that the database came back whole from the store: doctor
# tells by that file when that was.
[Unit]
Description=Proof that the database of Dân vận khéo comes back from the S3 store
After=network-online.target danvankheo-replica.service

[Service]
Type=oneshot
ExecStart=/usr/bin/litestream restore -integrity-check full -force ` +
		`-config /etc/danvankheo-replica/litestream.yml -o {{state}}/proof.db {{db}}
ExecStart=/usr/bin/touch {{state}}/` + replicaProof + `
ExecStopPost=/usr/bin/rm -f {{state}}/proof.db {{state}}/proof.db-wal {{state}}/proof.db-shm
` + copier},
	{"danvankheo-proof.timer", `[Unit]
Description=Proves every day that the database of Dân vận khéo comes back from the S3 store

[Timer]
OnBootSec=20min
OnUnitInactiveSec=24h

[Install]
WantedBy=timers.target
`},
	{"bring-back", `#!/bin/sh
# Makes a state folder from the S3 store, on a new machine or beside a broken one:
#   bring-back FOLDER    (FOLDER must not be there yet)
# The database is checked whole; where the newest is not, the last moment that is
# one is looked for, up to six days back.
set -eu
[ ! -e "$1" ] || { echo "$1 is there already: name a new folder" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
set -a; . "$here/replica.env"; set +a
mkdir -m 0750 "$1"
back() { litestream restore -integrity-check full "$@" -config "$here/litestream.yml" -o "$new/data.db" {{db}}; }
new=$1
if ! back; then
	whole=
	for minutes in 5 15 60 180 720 1440 2880 5760 8640; do
		when=$(date -u -d "-$minutes minutes" +%Y-%m-%dT%H:%M:%SZ)
		rm -f "$new"/data.db*
		if back -timestamp "$when"; then whole=$when; break; fi
	done
	[ -n "$whole" ] || { echo "no whole database in the store: restore the newest backup instead (danvankheo restore)" >&2; exit 1; }
	echo "THE DATABASE IS THAT OF $whole: what was written since is not in it" >&2
fi
rclone copy kho:{{bucket}}/{{prefix}}photos "$1/photos"
rclone copy kho:{{bucket}}/{{prefix}}files "$1/files"
danvankheo doctor -state "$1"
`},
}

// runReplica writes the files by which the state is copied to an S3 store.
func runReplica(_ context.Context, e *env, args []string) error {
	fs := e.flags("replica", "FOLDER")
	bucket := fs.String("bucket", "", "where in the store, such as s3://dan-van-kheo/bac-ninh")
	endpoint := fs.String("endpoint", "", "address of the store, such as https://s3.bacninh.gov.vn (default: Amazon's of the region)")
	region := fs.String("region", "us-east-1", "region of the store; most of those outside of Amazon take any")
	rest, err := fs.parse(args)
	if err != nil {
		return err
	}
	if err := want(rest, 1, "replica FOLDER -bucket s3://NAME/PATH [-endpoint URL] [-region NAME]"); err != nil {
		return err
	}
	at, err := url.Parse(*bucket)
	if err != nil || at.Scheme != "s3" || at.Host == "" || strings.ContainsAny(*bucket, " \t\"'\\%?#") {
		return usageError{fmt.Sprintf("-bucket %q: want s3://NAME or s3://NAME/PATH", *bucket)}
	}
	if *endpoint == "" {
		*endpoint = "https://s3." + *region + ".amazonaws.com"
	}
	if u, err := url.Parse(*endpoint); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" ||
		strings.ContainsAny(*endpoint+*region, " \t\"'\\%#\n") {
		return usageError{fmt.Sprintf("-endpoint %q: want https://NAME", *endpoint)}
	}
	state, err := filepath.Abs(*fs.state)
	if err != nil {
		return err
	}
	if strings.ContainsAny(state, " \t\"'\\%$\n") {
		return fmt.Errorf(
			"state folder %q: systemd, YAML and the shell each read such a name in their own way: use a name without spaces, quotes "+
				"and signs",
			state,
		)
	}
	prefix := strings.Trim(at.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	fill := strings.NewReplacer(
		"{{db}}",
		filepath.Join(state, "data.db"),
		"{{state}}",
		state,
		"{{bucket}}",
		at.Host,
		"{{prefix}}",
		prefix,
		"{{endpoint}}",
		*endpoint,
		"{{region}}",
		*region,
	)
	return writeReplica(e, rest[0], fill)
}

// writeReplica writes the files and says what to do with them. Keys that were
// filled in are never written over.
func writeReplica(e *env, dir string, fill *strings.Replacer) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range replicaFiles {
		mode, flags := os.FileMode(0o644), os.O_WRONLY|os.O_CREATE|os.O_TRUNC
		switch f.name {
		case "replica.env":
			mode, flags = 0o600, os.O_WRONLY|os.O_CREATE|os.O_EXCL
		case "bring-back":
			mode = 0o755
		}
		out, err := os.OpenFile(filepath.Join(dir, f.name), flags, mode)
		if os.IsExist(err) {
			fmt.Fprintf(e.stdout, "%s is kept as it is\n", filepath.Join(dir, f.name))
			continue
		}
		if err != nil {
			return err
		}
		_, err = out.WriteString(fill.Replace(f.text))
		if e := out.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(
		e.stdout,
		`1. apt install rclone; install Litestream 0.5 as /usr/bin/litestream (its .deb, `+
			`or: go install github.com/benbjohnson/litestream/cmd/litestream@v0.5.18)
2. write the keys of the store into %[1]s/replica.env, then: mv %[1]s /etc/danvankheo-replica
3. cp /etc/danvankheo-replica/danvankheo-* /etc/systemd/system/ && systemctl daemon-reload
4. systemctl enable --now danvankheo-replica.service danvankheo-photos.timer danvankheo-proof.timer
5. to bring the state back: /etc/danvankheo-replica/bring-back NEWFOLDER, chown -R danvankheo: NEWFOLDER, and serve it
`,
		strings.TrimRight(dir, "/"),
	)
	return nil
}
