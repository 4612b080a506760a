package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"danvankheo/internal/backup"
	"danvankheo/internal/job"
	"danvankheo/internal/registry"
)

// driverPairs are the versions of modernc.org/libc that belong to a version of the
// database driver: its own go.mod names it, and another one may corrupt memory.
var driverPairs = map[string]string{"v1.61.1": "v1.79.0"}

func checkProgram(context.Context, *patient) finding {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return bad("build it with go build", "the program carries no build information")
	}
	var driver, libc string
	for _, dep := range info.Deps {
		switch dep.Path {
		case "modernc.org/sqlite":
			driver = dep.Version
		case "modernc.org/libc":
			libc = dep.Version
		}
	}
	if want, known := driverPairs[driver]; known && libc != want {
		return bad(
			"go get modernc.org/libc@"+want+", then build again",
			"driver %s was built with libc %s, and belongs to %s",
			driver,
			libc,
			want,
		)
	}
	return finding{}
}

// otherSettings are the environment variables that commands other than serve read.
const otherSettings = " STATE DEMO_PASSWORD EMAIL NAME ROLE UNIT PASSWORD_FILE ACCOUNT PUBLISH PARTIAL DRY_RUN UNKNOWN_UNITS YEAR " +
	"QUICK TEXT "

func checkSettings(_ context.Context, d *patient) finding {
	known := map[string]bool{}
	var f serveFlags
	set := d.env.flags("serve", "")
	f.define(set)
	set.VisitAll(func(x *flag.Flag) { known[strings.ToUpper(strings.ReplaceAll(x.Name, "-", "_"))] = true })
	for _, pair := range os.Environ() {
		key, value, _ := strings.Cut(pair, "=")
		name, ours := strings.CutPrefix(key, "DVK_")
		switch {
		case !ours:
		case !known[name] && !strings.Contains(otherSettings, " "+name+" "):
			return bad(
				"take it out of the environment, or correct its name: danvankheo serve -h lists them",
				"%s is no setting of this program",
				key,
			)
		case name == "BASE_URL" && checkBase(value) != nil:
			return bad("set DVK_BASE_URL=https://NAME", "DVK_BASE_URL is %q", value)
		case name == "PROXIES":
			if _, err := networks(value); err != nil {
				return bad("set DVK_PROXIES to networks such as 127.0.0.1/32", "DVK_PROXIES is %q", value)
			}
		}
	}
	return finding{}
}

// networkFS are the kinds of file systems on which SQLite's locks do not hold.
var networkFS = map[int64]string{0x6969: "NFS", 0xff534d42: "CIFS", 0x517b: "SMB", 0xfe534d42: "SMB2", 0x65735546: "FUSE"}

func checkFolder(_ context.Context, d *patient) finding {
	var st syscall.Statfs_t
	if err := syscall.Statfs(d.state, &st); err != nil {
		return bad("check the disk", "%v", err)
	}
	if kind := networkFS[int64(st.Type)]; kind != "" {
		return bad("move the state folder to a local disk", "it lies on %s, where the database can be damaged", kind)
	}
	f, err := os.CreateTemp(d.state, ".doctor-*")
	if err != nil {
		return bad(
			"chown -R the state folder to the user that runs the site, and mount its disk for writing",
			"nothing can be written: %v",
			err,
		)
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return bad("check the disk", "%v", err)
	}
	return finding{}
}

func checkPermissions(_ context.Context, d *patient) finding {
	info, err := os.Stat(d.state)
	if err != nil {
		return bad("check the disk", "%v", err)
	}
	if info.Mode().Perm()&0o007 != 0 {
		if db, err := os.Stat(filepath.Join(d.state, "data.db")); err == nil && db.Mode().Perm()&0o007 != 0 {
			return bad("chmod 750 "+d.state, "other users of this machine can read the database")
		}
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return finding{}
	}
	var foreign []string
	err = filepath.WalkDir(d.state, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what cannot be read is another check's
		}
		if i, err := entry.Info(); err == nil {
			if st, ok := i.Sys().(*syscall.Stat_t); ok && st.Uid != owner.Uid {
				foreign = append(foreign, p)
			}
		}
		if strings.Count(strings.TrimPrefix(p, d.state), string(filepath.Separator)) >= 2 && entry.IsDir() {
			return fs.SkipDir // the first levels decide
		}
		return nil
	})
	if err == nil && len(foreign) > 0 {
		return bad(fmt.Sprintf("chown -R %d:%d %s", owner.Uid, owner.Gid, d.state), "files of another owner: %s", some(foreign))
	}
	return finding{}
}

func checkDisk(_ context.Context, d *patient) finding {
	var st syscall.Statfs_t
	if err := syscall.Statfs(d.state, &st); err != nil {
		return bad("check the disk", "%v", err)
	}
	need := int64(1 << 30)
	if info, err := os.Stat(filepath.Join(d.state, "data.db")); err == nil {
		need += 2 * info.Size() // an upgrade and a backup copy it
	}
	if free := int64(st.Bavail) * int64(st.Bsize); free < need {
		return bad("free space, or enlarge the disk", "%d MB free, %d MB wanted", free>>20, need>>20)
	}
	if st.Files > 0 && st.Ffree < 10_000 {
		return bad("delete small files, or enlarge the file system", "only %d files can still be made", st.Ffree)
	}
	return finding{}
}

// firstYear is when this program was written: no clock shows less.
const firstYear = 2026

func checkClock(ctx context.Context, d *patient) finding {
	const mend = "timedatectl set-ntp true"
	now := time.Now()
	if y := now.Year(); y < firstYear || y > firstYear+60 {
		return bad(mend, "the clock says %s", now.Format(time.DateTime))
	}
	if d.db != nil {
		now := d.now()
		if u, err := d.db.Upkeep(ctx, now); err == nil && u.LastWrite.After(now.Add(10*time.Minute)) {
			return bad(
				mend,
				"the last entry of the record is of %s, later than the clock: it went back",
				u.LastWrite.Local().Format(time.DateTime),
			)
		}
	}
	return finding{}
}

func checkBackupAge(_ context.Context, d *patient) finding {
	mend := d.command("backup " + d.backupDir + "/")
	if d.hasServer && !d.server.BackupsOn && d.running {
		return bad("run serve without -backup-at off", "nightly backups are off")
	}
	list, err := backup.List(d.backupDir)
	if err != nil {
		return bad("name the folder with -backup-dir", "%v", err)
	}
	if len(list) == 0 {
		return bad(mend, "%s holds no backup", d.backupDir)
	}
	if age := time.Since(list[0].Made); age > job.BackupOld {
		return bad(mend, "the newest backup is %d hours old", int(age.Hours()))
	}
	return finding{}
}

func checkBackupWhole(ctx context.Context, d *patient) finding {
	list, err := backup.List(d.backupDir)
	if err != nil || len(list) == 0 || d.quick {
		return finding{} // the check before says so
	}
	if _, err := backup.Verify(ctx, list[0].Path); err != nil {
		return bad("delete the damaged file, then "+d.command("backup "+d.backupDir+"/"), "%v", err)
	}
	return finding{}
}

func checkLeftovers(_ context.Context, d *patient) finding {
	if _, err := os.Stat(filepath.Join(d.state, restoreMark)); err == nil && !d.running {
		return bad(d.command("serve")+" (any command that opens the folder ends the restore)", "a restore was interrupted")
	}
	list, err := filepath.Glob(filepath.Join(d.state, "before-*"))
	if err != nil {
		return finding{}
	}
	for _, dir := range list {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > 30*24*time.Hour {
			return bad("rm -r "+dir, "%s keeps what a restore put aside more than 30 days ago", filepath.Base(dir))
		}
	}
	return finding{}
}

func checkServer(ctx context.Context, d *patient) finding {
	if !d.running {
		return finding{}
	}
	const mend = "systemctl restart danvankheo, then journalctl -u danvankheo -n 50"
	if d.server.Address == "" {
		return bad(mend, "a server has the folder and does not answer yet")
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.server.Address+"/readyz", nil)
	if err != nil {
		return bad(mend, "%v", err)
	}
	client := &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
	} // our own server, by address
	defer client.CloseIdleConnections()
	r, err := client.Do(req)
	if err != nil {
		return bad(mend, "%v", err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(r.Body, 200)) // only for the message
		return bad("wait a few minutes and look again; then "+mend, "not ready: %s", strings.TrimSpace(string(text)))
	}
	return finding{}
}

// replicaOld is the age from which the copy in the store is a fault: it is made
// every five minutes.
const replicaOld = 30 * time.Minute

// proofOld is the age from which the proof of that copy is a fault: it is made
// every day.
const proofOld = 72 * time.Hour

// checkReplica reports the age of the copy in the S3 store by the file that the
// copying job touches after each whole run, and when the database last came back
// whole from there by that of the proving job; the store itself is not asked. Where
// neither the copying job nor Litestream has left a trace, no such copy was set up.
func checkReplica(_ context.Context, d *patient) finding {
	const again = "journalctl -u danvankheo-replica -u danvankheo-photos; then systemctl restart danvankheo-replica danvankheo-photos"
	units := d.command("replica FOLDER -bucket …") + ", and put its units in place of the old ones; then "
	copied, err := os.Stat(filepath.Join(d.state, replicaStamp))
	if err != nil {
		made, err := os.Stat(filepath.Join(d.state, ".data.db-litestream"))
		if err == nil && time.Since(made.ModTime()) > replicaOld {
			return bad(units+again, "Litestream works on this folder, but no whole copy was ever noted")
		}
		return finding{}
	}
	if time.Since(copied.ModTime()) > replicaOld {
		return bad(again, "the last whole copy was made %s", copied.ModTime().In(registry.Zone).Format("02/01/2006 15:04"))
	}
	const reset = "systemctl stop danvankheo-replica; litestream reset -config /etc/danvankheo-replica/litestream.yml DATABASE; " +
		"systemctl start danvankheo-replica danvankheo-proof"
	switch proved, err := os.Stat(filepath.Join(d.state, replicaProof)); {
	case err != nil:
		return bad(units+"systemctl start danvankheo-proof", "it was never proved that the database comes back from the store")
	case time.Since(proved.ModTime()) > proofOld:
		return bad(
			"journalctl -u danvankheo-proof; if the copy is not whole: "+strings.Replace(
				reset,
				"DATABASE",
				filepath.Join(d.state, "data.db"),
				1,
			),
			"the database last came back whole from the store %s",
			proved.ModTime().In(registry.Zone).Format("02/01/2006 15:04"),
		)
	}
	return finding{}
}

// checkAddress looks whether a site that others reach knows its own address: what
// it writes into links is otherwise what the request calls it.
func checkAddress(_ context.Context, d *patient) finding {
	if !d.hasServer || d.server.Base != "" {
		return finding{}
	}
	u, err := url.Parse(d.server.Address)
	if err != nil {
		return finding{}
	}
	if ip := net.ParseIP(u.Hostname()); !d.server.Proxied && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return finding{}
	}
	return bad("set DVK_BASE_URL=https://NAME and restart", "the site is reached from outside and -base-url is not set")
}
