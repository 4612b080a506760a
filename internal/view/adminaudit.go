package view

import (
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

// AuditPage lists the record of who did what.
type AuditPage struct {
	Account, Action, Object, From, To Field
	Total                             string
	Table                             Table
	Pager                             Pager
	Empty                             *Empty
}

// auditWords say in words what the codes of the record mean.
var auditWords = map[string]string{
	"account.add": "Thêm tài khoản", "account.edit": "Sửa tài khoản", "account.disable": "Khóa tài khoản", "account.enable": "Mở khóa tài khoản",
	"account.reset": "Cấp đường dẫn đặt mật khẩu", "account.password": "Đặt mật khẩu", "account.set-up": "Tạo quản trị đầu tiên",
	"account.sign-in": "Đăng nhập", "account.sign-in-refused": "Đăng nhập sai mật khẩu", "account.sign-out": "Đăng xuất", "account.sign-out-everywhere": "Đăng xuất mọi nơi",
	"account.ask-reset": "Xin đường dẫn đặt lại mật khẩu", "account.mail-link": "Gửi đường dẫn đặt mật khẩu bằng thư", "account.mail-choice": "Chọn cách nhận thư",
	"urging.send": "Gửi đôn đốc", "calendar.address": "Tạo địa chỉ lịch riêng", "calendar.drop": "Bỏ địa chỉ lịch riêng",
	"settings.mail": "Sửa cài đặt gửi thư", "mail.retry": "Gửi lại thư",
	"account.set-factor": "Bật mã xác nhận", "account.drop-factor": "Tắt mã xác nhận", "account.remove-factor": "Gỡ mã xác nhận",
	"token.add": "Tạo khóa truy cập", "token.revoke": "Thu hồi khóa truy cập",
	"season.open": "Mở năm", "season.save": "Sửa cài đặt của năm", "season.exempt": "Ghi miễn đăng ký", "season.unexempt": "Bỏ miễn đăng ký", "season.freeze": "Chốt số liệu của năm", "season.extend": "Ghi gia hạn", "season.unextend": "Bỏ gia hạn", "boundary.import": "Nhận tệp ranh giới", "boundary.delete": "Bỏ bản đồ ranh giới",
	"selfreport.save": "Lưu báo cáo năm", "selfreport.send": "Gửi báo cáo năm", "selfreport.return": "Trả lại báo cáo năm", "selfreport.accept": "Tiếp nhận báo cáo năm", "survival.answer": "Trả lời mô hình còn không",
	"unit.seed": "Nạp sổ đơn vị ban đầu", "unit.import": "Nạp sổ đơn vị từ tệp", "unit.doi-ten": "Đổi tên đơn vị", "unit.nhap": "Nhập đơn vị",
	"unit.tach": "Tách đơn vị", "unit.ket-thuc": "Kết thúc đơn vị", "unit.thanh-lap": "Thành lập đơn vị",
	"settings.save": "Sửa cài đặt trang", "settings.retention": "Đặt thời hạn lưu giữ", "retention.run": "Xóa dữ liệu quá thời hạn",
	"account.erase": "Xóa dữ liệu cá nhân của tài khoản", "person.erase": "Xóa một người khỏi mô hình theo yêu cầu",
	"entry.create": "Tạo bản nháp", "entry.luu": "Lưu đăng ký", "entry.gui": "Gửi đăng ký", "entry.rut": "Rút đăng ký", "entry.tra-lai": "Trả lại đăng ký",
	"entry.tiep-nhan": "Tiếp nhận", "entry.bien-tap": "Biên tập có ghi tên", "entry.gop": "Gộp mô hình", "entry.luu-bao-cao": "Lưu báo cáo", "entry.gui-bao-cao": "Gửi báo cáo",
	"entry.tra-bao-cao": "Trả lại báo cáo", "entry.xac-nhan": "Xác nhận kết quả", "entry.viet-bai": "Viết bài", "entry.dang": "Đăng bài", "entry.dinh-chinh": "Đính chính",
	"entry.go": "Gỡ bài", "entry.nhan-ve": "Nhận mô hình về đơn vị", "entry.confirm-link": "Xác nhận liên kết", "entry.mat": "Đổi dấu lĩnh vực mật", "entry.cong-nhan": "Ghi công nhận",
	"entry.tao": "Tạo bản nháp", "entry.nhap": "Nhập từ tệp", "entry.hen-gio": "Hẹn giờ đăng", "entry.import": "Nhập từ tệp", "entry.name-co-owner": "Mời đơn vị cùng chủ trì", "entry.drop-co-owner": "Bỏ đơn vị cùng chủ trì", "entry.answer-joint": "Trả lời lời mời cùng chủ trì",
	"photo.add": "Thêm ảnh", "photo.delete": "Xóa ảnh", "photo.move": "Xếp lại ảnh", "photo.take-down": "Gỡ ảnh khỏi trang công khai",
	"file.add": "Thêm tài liệu", "file.delete": "Xóa tài liệu",
	"commendation.add": "Ghi khen thưởng", "commendation.revoke": "Thu hồi khen thưởng", "recognition.revoke": "Thu hồi công nhận",
	"round.open": "Mở đợt xét", "round.save": "Sửa cài đặt đợt xét", "round.phase": "Chuyển bước đợt xét", "round.gather": "Lấy thêm mô hình vào đợt xét", "round.gate": "Kết luận điều kiện",
	"round.appoint": "Ghi thành viên hội đồng", "round.dismiss": "Bỏ thành viên hội đồng", "round.recuse": "Ghi không tham gia xét", "round.declare": "Khai báo liên quan", "round.assign": "Phân công chấm",
	"round.change-score": "Đổi điểm khi thảo luận", "round.shortlist": "Lập danh sách rút gọn", "round.decide": "Ghi quyết định của hội đồng", "round.release": "Công bố kết quả xét", "round.feedback": "Duyệt nhận xét gửi đơn vị",
	"round.import": "Nạp phiếu chấm từ tệp", "scale.save": "Ghi phiên bản thang điểm", "rule.save": "Ghi phiên bản quy tắc biểu quyết",
	"vote.open": "Mở biểu quyết", "vote.cast": "Bỏ phiếu", "vote.count": "Nhập kết quả kiểm phiếu", "vote.close": "Đóng biểu quyết",
	"search.save": "Lưu tìm kiếm", "search.renew": "Đổi địa chỉ nguồn tin riêng", "search.mail": "Đổi việc gửi thư điểm tin", "search.delete": "Xóa tìm kiếm đã lưu",
	"request.ask": "Gửi yêu cầu tới đơn vị", "request.answer": "Trả lời yêu cầu của báo chí", "coverage.report": "Báo bài đã đăng", "coverage.check": "Xem xét bài đã đăng",
	"entry.numbers": "Đồng ý để số của cá nhân công khai", "collection.numbers": "Đồng ý để số của cá nhân công khai",
	"home.pick": "Xếp trang đầu", "collection.save": "Sửa bộ sưu tập",
	"indicator.add": "Thêm chỉ số", "indicator.edit": "Sửa chỉ số", "indicator.retire": "Ngừng dùng chỉ số", "indicator.restore": "Dùng lại chỉ số",
	"indicator.import": "Nạp chỉ số từ tệp", "indicator.seed": "Thêm chỉ số theo bản mới", "indicator.figures": "Chọn số liệu nêu ở trang đầu và báo cáo",
	"vocabulary.add": "Thêm từ khóa tìm kiếm", "vocabulary.delete": "Bỏ từ khóa tìm kiếm",
}

// auditAreas name the kinds of object.
var auditAreas = map[string]string{
	"account": "tài khoản", "token": "khóa truy cập", "season": "năm", "selfreport": "báo cáo năm", "unit": "đơn vị", "entry": "mô hình", "photo": "ảnh", "file": "tài liệu", "settings": "cài đặt",
	"vocabulary": "từ khóa", "mail": "thư", "search": "tìm kiếm đã lưu", "home": "trang đầu", "collection": "bộ sưu tập", "round": "đợt xét", "vote": "biểu quyết", "scale": "thang điểm", "rule": "quy tắc biểu quyết",
	"request": "yêu cầu", "boundary": "ranh giới", "indicator": "chỉ số",
}

// AuditWords says what an action of the record is; an unknown one stays as it is.
func AuditWords(action string) string {
	if w, ok := auditWords[action]; ok {
		return w
	}
	return action
}

// AuditQuery is what the record was asked for.
type AuditQuery struct {
	Account, Action, Object string
	From, To                registry.Date
	Page                    int
}

// NewAuditPage shows one page of the record.
func NewAuditPage(
	lines []registry.Audit,
	total int,
	q AuditQuery,
	accounts []registry.Account,
	actions []string,
	perPage int,
	address func(page int) string,
) AuditPage {
	people := []Option{{Label: "Mọi người"}}
	for _, a := range accounts {
		people = append(people, Option{Value: strconv.FormatInt(int64(a.ID), 10), Label: a.Name + " (" + a.Role.Label() + ")"})
	}
	p := AuditPage{
		Account: InputSelect("tai-khoan", "Người làm", q.Account, people),
		Action:  InputSelect("viec", "Việc", q.Action, actionOptions(actions)),
		Object:  InputText("doi-tuong", "Đối tượng", q.Object),
		From:    InputDate("tu", "Từ ngày", q.From), To: InputDate("den", "Đến ngày", q.To),
		Total: Count(total) + " dòng", Pager: NewPager(total, q.Page, perPage, address),
		Table: Table{
			Caption:     "Nhật ký, mới nhất trước",
			HideCaption: true,
			Stacked:     true,
			Columns:     []Column{{Label: "Lúc"}, {Label: "Ai"}, {Label: "Việc"}, {Label: "Đối tượng"}, {Label: "Trước"}, {Label: "Sau"}},
		},
	}
	p.Object.Placeholder = "mô hình 12"
	if len(lines) == 0 {
		p.Empty = &Empty{Heading: "Không có dòng nào khớp", Text: "Thử bớt điều kiện lọc."}
	}
	for _, a := range lines {
		who := T(a.Name)
		who.Sub = strings.Trim(a.Role.Label()+" · "+a.Address, " ·")
		p.Table.Rows = append(
			p.Table.Rows,
			Row{
				Cells: []Cell{
					H(a.At.In(registry.Zone).Format("02/01/2006 15:04:05"), ""),
					who,
					T(AuditWords(a.Action)),
					objectCell(a.Object),
					T(auditFact(a.Action, a.Before)),
					T(auditFact(a.Action, a.After)),
				},
			},
		)
	}
	p.Table = p.Table.Labelled()
	return p
}

// actionOptions lists the areas of the record and the actions that it holds.
func actionOptions(actions []string) []Option {
	out := []Option{{Label: "Mọi việc"}}
	last := ""
	for _, a := range actions {
		area, _, _ := strings.Cut(a, ".")
		name := auditAreas[area]
		if name == "" {
			name = area
		}
		if area != last {
			out = append(out, Option{Value: area, Label: "Mọi việc về " + name, Group: "Về " + name})
			last = area
		}
		out = append(out, Option{Value: a, Label: AuditWords(a), Group: "Về " + name})
	}
	return out
}

// objectCell names the object of a line and leads to it.
func objectCell(object string) Cell {
	kind, id, ok := strings.Cut(object, ":")
	name := auditAreas[kind]
	if name == "" {
		name = kind
	}
	if !ok {
		return T(name)
	}
	c := T(strings.ReplaceAll(name+" "+id, " ", "\u00a0"))
	switch kind {
	case "settings":
		if part := settingNames[id]; part != "" {
			c.Text = part
		}
	case "account":
		c.URL = AdminPath("tai-khoan/" + id)
	case "entry":
		c.URL = "/lam-viec/mo-hinh/" + id
	case "unit":
		c.URL = AdminPath("don-vi/" + id)
	case "season":
		c.URL = AdminPath("nam/" + id)
	case "indicator":
		c.URL = IndicatorPath(id)
	}
	return c
}

// DayStart is the first moment of a day in the province; the zero time for "".
func DayStart(d registry.Date) time.Time {
	t, ok := d.Time()
	if !ok {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, registry.Zone)
}
