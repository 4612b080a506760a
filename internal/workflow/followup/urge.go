package followup

import (
	"context"
	"fmt"
	"slices"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/mailing"
)

// DefaultUrging is what an urging by hand says unless the officer writes
// otherwise.
func (f *Flow) DefaultUrging(y registry.Year, step registry.Step) string {
	first := "Đề nghị {đơn vị} gửi {việc} năm {năm}, hạn {hạn}."
	if f.Today() > f.Season(y).Due(step) {
		first = "Đã quá hạn {việc} năm {năm} ({hạn}): đề nghị {đơn vị} gửi ngay."
	}
	return first + "\n\nTheo dõi đến nay chưa nhận được của đơn vị. Đề nghị đơn vị hoàn thành sớm để kịp tổng hợp báo cáo " +
		"Ủy ban nhân dân tỉnh. " +
		"Nếu có vướng mắc hoặc cần thêm thời gian, xin liên hệ " + f.Settings().Body().Short + " để được hỗ trợ."
}

// plannedUrging is what a reminder of the plan says.
func plannedUrging(days int, body registry.Body) string {
	if days > 0 {
		return "Đã quá hạn {việc} năm {năm} ({hạn}), chưa nhận được của {đơn vị}.\n\n" +
			"Đề nghị đơn vị gửi ngay; đơn vị vẫn gửi được và được ghi ngày gửi thực tế. Nếu có lý do khách quan, xin liên hệ " +
			body.Short + " để được gia hạn hoặc ghi miễn."
	}
	return "Hạn {việc} năm {năm} của {đơn vị}: hết ngày {hạn}.\n\n" +
		"Đến nay chưa nhận được của đơn vị. Bản gõ dở được lưu tự động, có thể làm tiếp trên điện thoại rồi bấm gửi trước hạn."
}

// staff lists the people of units, by the present unit they belong to.
type staff map[registry.UnitCode][]registry.Account

func readStaff(ctx context.Context, rx *sqlite.Rx) (staff, error) {
	list, err := rx.AccountsOfRole(ctx, registry.UnitStaff)
	out := staff{}
	for _, a := range list {
		out[a.Unit] = append(out[a.Unit], a)
	}
	return out, err
}

// of lists the people of a unit: its own, and those of what it succeeded.
func (s staff) of(l *registry.Ledger, unit registry.UnitCode) []registry.Account {
	codes := []registry.UnitCode{unit}
	for _, u := range l.Today(unit) {
		codes = append(codes, l.Heritage(u.Code)...)
	}
	slices.Sort(codes)
	var out []registry.Account
	for _, c := range slices.Compact(codes) {
		out = append(out, s[c]...)
	}
	slices.SortFunc(out, func(a, b registry.Account) int { return int(a.ID - b.ID) })
	return slices.CompactFunc(out, func(a, b registry.Account) bool { return a.ID == b.ID })
}

// Owing is [Flow.ReadOwing] of a season at a moment of its own.
func (f *Flow) Owing(
	ctx context.Context,
	a registry.Actor,
	y registry.Year,
	step registry.Step,
	pick oversight.Pick,
) (out []oversight.Owing, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		year, err := f.ReadOversight(ctx, rx, a, y)
		if err != nil {
			return err
		}
		out, err = f.ReadOwing(ctx, rx, &year, step, pick)
		return err
	})
	return out, err
}

// ReadOwing lists the units of a choice that still owe a step, with the people to
// notify.
func (f *Flow) ReadOwing(
	ctx context.Context,
	rx *sqlite.Rx,
	year *oversight.Year,
	step registry.Step,
	pick oversight.Pick,
) ([]oversight.Owing, error) {
	people, err := readStaff(ctx, rx)
	if err != nil {
		return nil, err
	}
	had, err := rx.MailedToday(ctx, f.Today())
	if err != nil {
		return nil, err
	}
	coverage := year.Coverage(step)
	var out []oversight.Owing
	for _, s := range pick.Of(&coverage) {
		if s.State != oversight.Missing {
			continue
		}
		u := oversight.Owing{Standing: s}
		for _, acc := range people.of(f.Ledger(), s.Unit.Code) {
			u.People = append(u.People, oversight.Person{Account: acc, Way: f.wayTo(acc, had)})
		}
		out = append(out, u)
	}
	return out, nil
}

func (f *Flow) wayTo(acc registry.Account, had map[registry.AccountID]bool) oversight.Way {
	switch {
	case !f.MailSettings().On:
		return oversight.MailOff
	case acc.Mail == registry.MailNone:
		return oversight.MailUnwanted
	case had[acc.ID]:
		return oversight.MailTomorrow
	}
	return oversight.MailNow
}

// UrgeInput is an urging by hand: of those units of a choice that still owe when
// it is sent.
type UrgeInput struct {
	Key  string // of the form: sent twice, done once
	Year registry.Year
	Step registry.Step
	Pick oversight.Pick
	Text string
}

// Urge notifies the people of the chosen units, in the program and by the one mail a
// day that each may get, and gives the line of the register.
func (f *Flow) Urge(ctx context.Context, a registry.Actor, in UrgeInput) (registry.Urging, error) {
	none := registry.Urging{}
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return none, err
	}
	in.Text = registry.CleanText(in.Text)
	var fields registry.Fields
	if n := len([]rune(in.Text)); n < 20 || n > 3000 {
		fields.Add("text", "Viết lời đôn đốc, từ 20 đến 3.000 ký tự.")
	}
	units, err := f.Owing(ctx, a, in.Year, in.Step, in.Pick)
	if err != nil {
		return none, err
	}
	if len(units) == 0 {
		fields.Add("", "Không còn đơn vị nào trong danh sách này chưa gửi.")
	}
	if err := fields.Err("Chưa gửi đôn đốc."); err != nil {
		return none, err
	}
	u := registry.Urging{
		Key:     "tay:" + in.Key,
		Season:  in.Year,
		Step:    in.Step,
		Subject: mailing.FirstSentence(in.Text),
		Text:    in.Text,
		Account: a.Account,
		Name:    a.Name,
	}
	return u, f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := f.notifyUnits(ctx, tx, &u, units); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidUrgingSend, workflow.SeasonObject(in.Year), "",
			fmt.Sprintf("%s: %d đơn vị", in.Step, len(units)))
	})
}

// notifyUnits is one act of urging inside its transaction: a message for each person
// of each unit, a line of the register for each, and the mail of the day for who
// has not had it. An act that was done before does nothing.
func (f *Flow) notifyUnits(ctx context.Context, tx *sqlite.Tx, u *registry.Urging, units []oversight.Owing) error {
	if fresh, err := tx.InsertUrging(u); err != nil || !fresh {
		return err
	}
	notified := map[registry.AccountID]registry.Account{}
	for _, unit := range units {
		u.Units++
		if len(unit.People) == 0 {
			if err := tx.InsertUrged(u.ID, unit.Unit.Code, 0, 0); err != nil {
				return err
			}
		}
		for _, p := range unit.People {
			n := registry.Notice{
				Account: p.ID,
				Text:    oversight.Fill(u.Text, u.Season, u.Step, unit.Standing),
				Link:    address.Desk,
				Urging:  true,
			}
			if err := tx.InsertNotice(&n); err != nil {
				return err
			}
			if err := tx.InsertUrged(u.ID, unit.Unit.Code, p.ID, n.ID); err != nil {
				return err
			}
			u.People++
			notified[p.ID] = p.Account
		}
	}
	return f.mailToday(ctx, tx, notified)
}

// mailToday queues the mail of the day, with everything that was not mailed yet,
// for people who have not had it.
func (f *Flow) mailToday(ctx context.Context, tx *sqlite.Tx, people map[registry.AccountID]registry.Account) error {
	for id, acc := range people {
		if acc.Disabled || acc.Mail == registry.MailNone {
			continue
		}
		list, err := tx.UnmailedNotices(ctx, id, f.mailing.Since())
		if err != nil {
			return err
		}
		if _, err := f.mailing.PostDaily(tx, acc, list); err != nil {
			return err
		}
	}
	return nil
}

// UrgeDue sends what the plans of the seasons ask for today, once each, and counts
// the acts. After a last day the officers get a summary.
func (f *Flow) UrgeDue(ctx context.Context) (int, error) {
	local := f.Now().In(registry.Zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, registry.Zone)
	if local.Before(midnight.Add(f.MailSettings().Daily())) {
		return 0, nil
	}
	acts := 0
	for _, s := range f.Seasons() {
		extensions, err := f.DB.Extensions(ctx, s.Year)
		if err != nil {
			return acts, err
		}
		for _, step := range registry.Steps() {
			days := []registry.Date{s.Due(step)}
			for _, x := range extensions {
				if x.Step == step {
					days = append(days, x.Until)
				}
			}
			slices.Sort(days)
			for _, due := range slices.Compact(days) {
				done, err := f.urgePlanned(ctx, s, step, due)
				if err != nil {
					return acts, err
				}
				if done {
					acts++
				}
			}
		}
	}
	return acts, nil
}

// urgePlanned sends one reminder of a plan, about the units whose last day is due.
func (f *Flow) urgePlanned(ctx context.Context, s registry.Season, step registry.Step, due registry.Date) (bool, error) {
	days, ok := s.ReminderOn(due, f.Today())
	if !ok {
		return false, nil
	}
	key := fmt.Sprintf("ke-hoach:%d:%s:%s:%d", s.Year, step, due, days)
	if done, err := f.DB.UrgingDone(ctx, key); err != nil || done {
		return false, err
	}
	all, err := f.Owing(ctx, registry.System("Kế hoạch nhắc hạn"), s.Year, step, oversight.Pick{})
	if err != nil {
		return false, err
	}
	units := slices.DeleteFunc(all, func(u oversight.Owing) bool {
		closed := s.Shut(f.Now())
		if u.Extension != nil {
			closed = s.Shut(f.Now(), *u.Extension)
		}
		return u.Due != due || closed
	})
	officers, err := f.DB.AccountsOfRole(ctx, registry.Verifier)
	if err != nil {
		return false, err
	}
	text := plannedUrging(days, f.Settings().Body())
	u := registry.Urging{
		Key:     key,
		Season:  s.Year,
		Step:    step,
		Planned: true,
		Days:    days,
		Subject: mailing.FirstSentence(text),
		Text:    text,
		Name:    "Kế hoạch nhắc hạn",
	}
	return true, f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := f.notifyUnits(ctx, tx, &u, units); err != nil || u.ID == 0 || days <= 0 || len(units) == 0 {
			return err
		}
		return f.summarise(ctx, tx, u, due, units, officers)
	})
}

// summarise notifies the officers who is missing after a last day.
func (f *Flow) summarise(
	ctx context.Context,
	tx *sqlite.Tx,
	u registry.Urging,
	due registry.Date,
	units []oversight.Owing,
	officers []registry.Account,
) error {
	alone := 0
	for _, x := range units {
		if len(x.People) == 0 {
			alone++
		}
	}
	text := fmt.Sprintf(
		"Quá hạn %s năm %d (%s): %d đơn vị chưa gửi, đã nhắc %d người.",
		oversight.StepWords(u.Step),
		u.Season,
		due.Local(),
		len(units),
		u.People,
	)
	if alone > 0 {
		text += fmt.Sprintf(" %d đơn vị chưa có tài khoản, cần gửi công văn.", alone)
	}
	people := map[registry.AccountID]registry.Account{}
	for _, acc := range officers {
		n := registry.Notice{
			Account: acc.ID,
			Text:    text,
			Link:    fmt.Sprintf(address.FollowUnits+"?nam=%d&buoc=%s&tt=chua-co", u.Season, u.Step),
			Urging:  true,
		}
		if err := tx.InsertNotice(&n); err != nil {
			return err
		}
		people[acc.ID] = acc
	}
	return f.mailToday(ctx, tx, people)
}
