package demo

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/registry"
)

// demoSelf are invented self-reports for the yearly report: who, how far, words.
var demoSelf = []struct {
	unit  registry.UnitCode
	state string // da-gui, tiep-nhan
	text  registry.SelfText
}{
	{"07210-202507", "tiep-nhan", registry.SelfText{
		Leadership: "Đảng ủy, UBND ban hành kế hoạch dân vận đầu năm; giao từng thành viên phụ trách tổ dân phố; quán triệt đến toàn bộ " +
			"cán bộ, công chức và các tổ trưởng.", Documents: "6", Meetings: "4", Articles: "32",
		Ethics: "100% cán bộ, công chức ký cam kết; không có phản ánh về thái độ phục vụ.", EthicsMark: "tot",
		Reform: "Hồ sơ giải quyết đúng hạn; tổ hỗ trợ dịch vụ công trực tuyến đến từng nhà người cao tuổi.", ReformMark: "tot",
		Rules: "Rà soát, sửa quy chế dân chủ của cơ quan và quy ước của các tổ dân phố.", RulesMark: "kha",
		Democracy: "Niêm yết công khai các khoản thu chi, quy hoạch; họp tổ dân phố bàn việc chỉnh trang đường.", DemocracyMark: "tot",
		Citizens: "Tiếp dân thường xuyên; hai cuộc đối thoại với hộ kinh doanh ven đường.", CitizensMark: "kha", Received: "148",
		Dialogues: "2", Front: "Mặt trận chủ trì giám sát ba công trình; tổ hòa giải làm tốt vai trò.", FrontMark: "tot",
		Training: "Cử cán bộ dự tập huấn; tự kiểm tra hai lần trong năm.", TrainingMark: "kha",
		Limits:    "Việc họp tổ dân phố ở khu nhà trọ còn ít người dự, do công nhân làm ca.",
		Plan:      "Họp theo nhóm nhỏ buổi tối; nhân rộng cách làm tuyến đường hoa.",
		Proposals: "Đề nghị có tài liệu tập huấn ngắn cho tổ trưởng tổ dân phố.",
		Writer:    "Cán bộ văn phòng (minh họa)", Approver: "Lãnh đạo UBND phường (minh họa)",
	}},
	{demoUnit, "da-gui", registry.SelfText{
		Leadership: "Xã ra nghị quyết chuyên đề về vận động hiến đất; phân công đảng ủy viên theo xóm.", Documents: "5",
		Meetings: "7", Articles: "18", Ethics: "Cán bộ xuống thôn trước khi ra văn bản; sửa lề lối hẹn giờ làm việc với dân.",
		EthicsMark: "tot",
		Reform:     "Trả kết quả tại nhà văn hóa thôn mỗi tuần một buổi.", ReformMark: "kha",
		Rules:     "Sửa hương ước của ba thôn sau sắp xếp.",
		RulesMark: "dat", Democracy: "Bàn từng xóm, ghi công khai phần góp lên bảng đầu xóm.", DemocracyMark: "tot",
		Citizens: "Tiếp dân đúng lịch; không có đơn vượt cấp.", CitizensMark: "tot", Received: "96", Dialogues: "3",
		Front: "Các chi hội nhận từng phần việc; tổ tự quản ba thôn sửa mặt đường.", FrontMark: "tot",
		Training: "Tập huấn kỹ năng họp dân cho bí thư, trưởng thôn.", TrainingMark: "kha",
		Limits: "Hộ đi làm ăn xa khó gặp; hồ sơ hiến đất còn chậm.", Plan: "Làm đường nhánh theo cách đã làm; số hóa sổ góp đất.",
		Writer: "Cán bộ dân vận xã (minh họa)", Approver: "Chủ tịch UBND xã (minh họa)",
	}},
}

// yearly adds what the yearly report needs beside models: self-reports in two
// states, and the questions about models of a year ago.
func (d *demo) yearly(ctx context.Context) error {
	for i, x := range demoSelf {
		d.at = d.now.AddDate(0, 0, -30+i)
		a := d.account.ActorOf(registry.Account{Name: "Cán bộ dân vận " + d.Ledger().Name(x.unit), Role: registry.UnitStaff, Unit: x.unit})
		r, err := d.followup.SendSelfReport(ctx, a, d.current, 0, x.text)
		if err != nil {
			return fmt.Errorf("demo self-report of %s: %w", x.unit, err)
		}
		if x.state == "tiep-nhan" {
			if _, err := d.followup.JudgeSelfReport(ctx, d.verifier, r.ID, r.Version, registry.SelfAccepted, ""); err != nil {
				return fmt.Errorf("demo self-report of %s: %w", x.unit, err)
			}
		}
	}
	d.at = d.now
	if err := d.honours(ctx); err != nil {
		return err
	}
	_, err := d.followup.AskSurvival(ctx)
	return err
}

// honours enters invented papers in the registers: two models recognised by their
// communes, one of them also by the province, which commended it.
func (d *demo) honours(ctx context.Context) error {
	var ids []registry.EntryID
	for _, e := range d.made {
		if e.Result == registry.Effective && e.Season == d.current && len(e.Recognitions) == 0 {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	system := registry.System("Dữ liệu minh họa")
	for i, id := range ids[:min(2, len(ids))] {
		act := registry.Act{
			Level:  registry.LocalRecognition,
			Form:   "quyet-dinh",
			Number: fmt.Sprintf("%d/QĐ-UBND (minh họa)", 101+i),
			Date:   registry.DateOf(d.at.AddDate(0, 0, -9).In(registry.Zone)),
			Issuer: "UBND cấp xã (minh họa)",
		}
		if _, err := d.judging.Recognise(ctx, system, id, registry.Recognition{Act: act}); err != nil {
			return fmt.Errorf("demo recognition: %w", err)
		}
		if i > 0 {
			continue
		}
		act.Level, act.Number, act.Issuer = registry.ProvinceRecognition, "2010/QĐ-UBND (minh họa)", "UBND tỉnh (minh họa)"
		if _, err := d.judging.Recognise(ctx, system, id, registry.Recognition{Act: act}); err != nil {
			return fmt.Errorf("demo recognition: %w", err)
		}
		act.Form, act.Number, act.Issuer = "Bằng khen", "2015/QĐ-UBND (minh họa)", "Chủ tịch UBND tỉnh (minh họa)"
		if err := d.judging.Commend(ctx, system, id, registry.Commendation{Act: act}); err != nil {
			return fmt.Errorf("demo commendation: %w", err)
		}
	}
	return nil
}
