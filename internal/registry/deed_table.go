package registry

// deed is one row of the table: the code that the record keeps for ever, what it
// says, and the kind of object that it is done to.
type deed struct{ code, label, object string }

// deeds is the whole vocabulary of the record. The part of a code before the dot
// is its group. A code is never reused for something else.
var deeds = [...]deed{
	DidAccountAdd:               {"account.add", "Thêm tài khoản", "account"},
	DidAccountEdit:              {"account.edit", "Sửa tài khoản", "account"},
	DidAccountDisable:           {"account.disable", "Khóa tài khoản", "account"},
	DidAccountEnable:            {"account.enable", "Mở khóa tài khoản", "account"},
	DidAccountReset:             {"account.reset", "Cấp đường dẫn đặt mật khẩu", "account"},
	DidAccountPassword:          {"account.password", "Đặt mật khẩu", "account"},
	DidAccountSetUp:             {"account.set-up", "Tạo quản trị đầu tiên", "account"},
	DidAccountSignIn:            {"account.sign-in", "Đăng nhập", "account"},
	DidAccountSignInRefused:     {"account.sign-in-refused", "Đăng nhập sai mật khẩu", "account"},
	DidAccountSignOut:           {"account.sign-out", "Đăng xuất", "account"},
	DidAccountSignOutEverywhere: {"account.sign-out-everywhere", "Đăng xuất mọi nơi", "account"},
	DidAccountAskReset:          {"account.ask-reset", "Xin đường dẫn đặt lại mật khẩu", "account"},
	DidAccountMailLink:          {"account.mail-link", "Gửi đường dẫn đặt mật khẩu bằng thư", "account"},
	DidAccountMailChoice:        {"account.mail-choice", "Chọn cách nhận thư", "account"},
	DidAccountSetFactor:         {"account.set-factor", "Bật mã xác nhận", "account"},
	DidAccountDropFactor:        {"account.drop-factor", "Tắt mã xác nhận", "account"},
	DidAccountRemoveFactor:      {"account.remove-factor", "Gỡ mã xác nhận", "account"},
	DidAccountErase:             {"account.erase", "Xóa dữ liệu cá nhân của tài khoản", "account"},

	DidTokenAdd:    {"token.add", "Tạo khóa truy cập", "token"},
	DidTokenRevoke: {"token.revoke", "Thu hồi khóa truy cập", "token"},

	DidCalendarAddress: {"calendar.address", "Tạo địa chỉ lịch riêng", "account"},
	DidCalendarDrop:    {"calendar.drop", "Bỏ địa chỉ lịch riêng", "account"},

	DidEntryCreate:       {"entry.create", "Tạo bản nháp", "entry"},
	DidEntrySave:         {"entry.luu", "Lưu đăng ký", "entry"},
	DidEntrySend:         {"entry.gui", "Gửi đăng ký", "entry"},
	DidEntryWithdraw:     {"entry.rut", "Rút đăng ký", "entry"},
	DidEntryReturn:       {"entry.tra-lai", "Trả lại đăng ký", "entry"},
	DidEntryAccept:       {"entry.tiep-nhan", "Tiếp nhận", "entry"},
	DidEntryRevise:       {"entry.bien-tap", "Biên tập có ghi tên", "entry"},
	DidEntryMerge:        {"entry.gop", "Gộp mô hình", "entry"},
	DidEntrySaveReport:   {"entry.luu-bao-cao", "Lưu báo cáo", "entry"},
	DidEntrySendReport:   {"entry.gui-bao-cao", "Gửi báo cáo", "entry"},
	DidEntryReturnReport: {"entry.tra-bao-cao", "Trả lại báo cáo", "entry"},
	DidEntryConfirm:      {"entry.xac-nhan", "Xác nhận kết quả", "entry"},
	DidEntryWrite:        {"entry.viet-bai", "Viết bài", "entry"},
	DidEntryPublish:      {"entry.dang", "Đăng bài", "entry"},
	DidEntryCorrect:      {"entry.dinh-chinh", "Đính chính", "entry"},
	DidEntryRemove:       {"entry.go", "Gỡ bài", "entry"},
	DidEntryConfirmLink:  {"entry.confirm-link", "Xác nhận liên kết", "entry"},
	DidEntryRecognise:    {"entry.cong-nhan", "Ghi công nhận", "entry"},
	DidEntrySchedule:     {"entry.hen-gio", "Hẹn giờ đăng", "entry"},
	DidEntryImport:       {"entry.import", "Nhập từ tệp", "entry"},
	DidEntryNameCoOwner:  {"entry.name-co-owner", "Mời đơn vị cùng chủ trì", "entry"},
	DidEntryDropCoOwner:  {"entry.drop-co-owner", "Bỏ đơn vị cùng chủ trì", "entry"},
	DidEntryAnswerJoint:  {"entry.answer-joint", "Trả lời lời mời cùng chủ trì", "entry"},
	DidEntryNumbers:      {"entry.numbers", "Đồng ý để số của cá nhân công khai", "entry"},
	DidEntryLink:         {"entry.lien-ket", "Liên kết với mô hình khác", "entry"},
	DidEntryUnlink:       {"entry.bo-lien-ket", "Bỏ liên kết với mô hình khác", "entry"},
	DidEntryClassify:     {"entry.dat-mat", "Đánh dấu lĩnh vực mật", "entry"},
	DidEntryDeclassify:   {"entry.bo-mat", "Bỏ dấu lĩnh vực mật", "entry"},
	DidEntryRelease:      {"entry.ra-ban", "Ra bản công bố mới", "entry"},
	DidEntryTopics:       {"entry.chu-de", "Xác nhận chủ đề", "entry"},

	DidClaimAsk:      {"claim.ask", "Xin nhận mô hình báo chí đã nêu", "entry"},
	DidClaimWithdraw: {"claim.withdraw", "Rút yêu cầu nhận mô hình", "entry"},
	DidClaimAccept:   {"claim.accept", "Đồng ý cho nhận mô hình", "entry"},
	DidClaimDecline:  {"claim.decline", "Không đồng ý cho nhận mô hình", "entry"},
	DidClaimUndo:     {"claim.undo", "Hoàn tác việc cho nhận mô hình", "entry"},
	DidClaimTakeOver: {"claim.take-over", "Trang công khai chuyển sang đăng ký của đơn vị", "entry"},

	DidPhotoAdd:      {"photo.add", "Thêm ảnh", "entry"},
	DidPhotoDelete:   {"photo.delete", "Xóa ảnh", "entry"},
	DidPhotoMove:     {"photo.move", "Xếp lại ảnh", "entry"},
	DidPhotoTakeDown: {"photo.take-down", "Gỡ ảnh khỏi trang công khai", "entry"},

	DidFileAdd:    {"file.add", "Thêm tài liệu", "entry"},
	DidFileDelete: {"file.delete", "Xóa tài liệu", "entry"},

	DidPersonErase: {"person.erase", "Xóa một người khỏi mô hình theo yêu cầu", "entry"},

	DidSurvivalAnswer: {"survival.answer", "Trả lời mô hình còn không", "entry"},

	DidCommendationAdd:    {"commendation.add", "Ghi khen thưởng", "entry"},
	DidCommendationRevoke: {"commendation.revoke", "Thu hồi khen thưởng", "entry"},

	DidRecognitionRevoke: {"recognition.revoke", "Thu hồi công nhận", "entry"},

	DidRoundOpen:        {"round.open", "Mở đợt xét", "round"},
	DidRoundSave:        {"round.save", "Sửa cài đặt đợt xét", "round"},
	DidRoundPhase:       {"round.phase", "Chuyển bước đợt xét", "round"},
	DidRoundGather:      {"round.gather", "Lấy thêm mô hình vào đợt xét", "round"},
	DidRoundGate:        {"round.gate", "Kết luận điều kiện", "round"},
	DidRoundAppoint:     {"round.appoint", "Ghi thành viên hội đồng", "round"},
	DidRoundDismiss:     {"round.dismiss", "Bỏ thành viên hội đồng", "round"},
	DidRoundRecuse:      {"round.recuse", "Ghi không tham gia xét", "round"},
	DidRoundDeclare:     {"round.declare", "Khai báo liên quan", "round"},
	DidRoundAssign:      {"round.assign", "Phân công chấm", "round"},
	DidRoundChangeScore: {"round.change-score", "Đổi điểm khi thảo luận", "round"},
	DidRoundShortlist:   {"round.shortlist", "Lập danh sách rút gọn", "round"},
	DidRoundDecide:      {"round.decide", "Ghi quyết định của hội đồng", "round"},
	DidRoundRelease:     {"round.release", "Công bố kết quả xét", "round"},
	DidRoundFeedback:    {"round.feedback", "Duyệt nhận xét gửi đơn vị", "round"},
	DidRoundImport:      {"round.import", "Nạp phiếu chấm từ tệp", "round"},

	DidVoteOpen:  {"vote.open", "Mở biểu quyết", "round"},
	DidVoteCast:  {"vote.cast", "Bỏ phiếu", "vote"},
	DidVoteCount: {"vote.count", "Nhập kết quả kiểm phiếu", "vote"},
	DidVoteClose: {"vote.close", "Đóng biểu quyết", "vote"},

	DidScaleSave: {"scale.save", "Ghi phiên bản thang điểm", "scale"},

	DidRuleSave: {"rule.save", "Ghi phiên bản quy tắc biểu quyết", "rule"},

	DidSeasonOpen:     {"season.open", "Mở năm", "season"},
	DidSeasonSave:     {"season.save", "Sửa cài đặt của năm", "season"},
	DidSeasonExempt:   {"season.exempt", "Ghi miễn đăng ký", "season"},
	DidSeasonUnexempt: {"season.unexempt", "Bỏ miễn đăng ký", "season"},
	DidSeasonFreeze:   {"season.freeze", "Chốt số liệu của năm", "season"},
	DidSeasonExtend:   {"season.extend", "Ghi gia hạn", "season"},
	DidSeasonUnextend: {"season.unextend", "Bỏ gia hạn", "season"},

	DidSelfReportSave:   {"selfreport.save", "Lưu báo cáo năm", "selfreport"},
	DidSelfReportSend:   {"selfreport.send", "Gửi báo cáo năm", "selfreport"},
	DidSelfReportReturn: {"selfreport.return", "Trả lại báo cáo năm", "selfreport"},
	DidSelfReportAccept: {"selfreport.accept", "Tiếp nhận báo cáo năm", "selfreport"},

	DidUrgingSend: {"urging.send", "Gửi đôn đốc", "season"},

	DidSearchSave:   {"search.save", "Lưu tìm kiếm", "search"},
	DidSearchRenew:  {"search.renew", "Đổi địa chỉ nguồn tin riêng", "search"},
	DidSearchMail:   {"search.mail", "Đổi việc gửi thư điểm tin", "search"},
	DidSearchDelete: {"search.delete", "Xóa tìm kiếm đã lưu", "search"},

	DidRequestAsk:    {"request.ask", "Gửi yêu cầu tới đơn vị", "entry"},
	DidRequestAnswer: {"request.answer", "Trả lời yêu cầu của báo chí", "entry"},

	DidCoverageReport: {"coverage.report", "Báo bài đã đăng", "entry"},
	DidCoverageCheck:  {"coverage.check", "Xem xét bài đã đăng", "entry"},

	DidCollectionNumbers: {"collection.numbers", "Đồng ý để số của cá nhân công khai", "collection"},
	DidCollectionSave:    {"collection.save", "Sửa bộ sưu tập", "collection"},

	DidHomePick: {"home.pick", "Xếp trang đầu", "home"},

	DidVocabularyAdd:    {"vocabulary.add", "Thêm từ khóa tìm kiếm", "vocabulary"},
	DidVocabularyDelete: {"vocabulary.delete", "Bỏ từ khóa tìm kiếm", "vocabulary"},
	DidVocabularyUndo:   {"vocabulary.undo", "Hoàn tác thay đổi từ khóa tìm kiếm", "vocabulary"},

	DidIndicatorAdd:     {"indicator.add", "Thêm chỉ số", "indicator"},
	DidIndicatorEdit:    {"indicator.edit", "Sửa chỉ số", "indicator"},
	DidIndicatorRetire:  {"indicator.retire", "Ngừng dùng chỉ số", "indicator"},
	DidIndicatorRestore: {"indicator.restore", "Dùng lại chỉ số", "indicator"},
	DidIndicatorImport:  {"indicator.import", "Nạp chỉ số từ tệp", "indicator"},
	DidIndicatorSeed:    {"indicator.seed", "Thêm chỉ số theo bản mới", "indicator"},
	DidIndicatorFigures: {"indicator.figures", "Chọn số liệu nêu ở trang đầu và báo cáo", "indicator"},

	DidTopicAdd:     {"topic.add", "Thêm chủ đề", "topic"},
	DidTopicEdit:    {"topic.edit", "Sửa chủ đề", "topic"},
	DidTopicRetire:  {"topic.retire", "Ngừng dùng chủ đề", "topic"},
	DidTopicRestore: {"topic.restore", "Dùng lại chủ đề", "topic"},
	DidTopicSeed:    {"topic.seed", "Thêm chủ đề theo bản mới", "topic"},

	DidUnitSeed:   {"unit.seed", "Nạp sổ đơn vị ban đầu", "unit"},
	DidUnitImport: {"unit.import", "Nạp sổ đơn vị từ tệp", "unit"},
	DidUnitRename: {"unit.doi-ten", "Đổi tên đơn vị", "unit"},
	DidUnitMerge:  {"unit.nhap", "Nhập đơn vị", "unit"},
	DidUnitSplit:  {"unit.tach", "Tách đơn vị", "unit"},
	DidUnitEnd:    {"unit.ket-thuc", "Kết thúc đơn vị", "unit"},
	DidUnitFound:  {"unit.thanh-lap", "Thành lập đơn vị", "unit"},

	DidBoundaryImport: {"boundary.import", "Nhận tệp ranh giới", "boundary"},
	DidBoundaryDelete: {"boundary.delete", "Bỏ bản đồ ranh giới", "boundary"},

	DidSettingsMail:      {"settings.mail", "Sửa cài đặt gửi thư", "settings"},
	DidSettingsSave:      {"settings.save", "Sửa cài đặt trang", "settings"},
	DidSettingsRetention: {"settings.retention", "Đặt thời hạn lưu giữ", "settings"},

	DidRetentionRun: {"retention.run", "Xóa dữ liệu quá thời hạn", "settings"},

	DidMailRetry: {"mail.retry", "Gửi lại thư", "mail"},
}

// formerDeeds are codes that earlier versions wrote: lines with them stay readable.
var formerDeeds = []Choice{
	{"entry.tao", "Tạo bản nháp"},
	{"entry.nhap", "Nhập từ tệp"},
	{"entry.mat", "Đổi dấu lĩnh vực mật"},
	{"entry.nhan-ve", "Nhận mô hình về đơn vị"}, // at once and without asking
}

// auditKinds name the groups of deeds and the kinds of object.
var auditKinds = []Choice{
	{"account", "tài khoản"},
	{"token", "khóa truy cập"},
	{"calendar", "lịch riêng"},
	{"entry", "mô hình"},
	{"claim", "yêu cầu nhận mô hình"},
	{"photo", "ảnh"},
	{"file", "tài liệu"},
	{"person", "yêu cầu của cá nhân"},
	{"survival", "duy trì mô hình"},
	{"commendation", "khen thưởng"},
	{"recognition", "công nhận"},
	{"round", "đợt xét"},
	{"vote", "biểu quyết"},
	{"scale", "thang điểm"},
	{"rule", "quy tắc biểu quyết"},
	{"season", "năm"},
	{"selfreport", "báo cáo năm"},
	{"urging", "đôn đốc"},
	{"search", "tìm kiếm đã lưu"},
	{"request", "yêu cầu"},
	{"coverage", "bài đã đăng"},
	{"collection", "bộ sưu tập"},
	{"home", "trang đầu"},
	{"vocabulary", "từ khóa"}, {"indicator", "chỉ số"}, {"topic", "chủ đề"},
	{"unit", "đơn vị"},
	{"boundary", "ranh giới"},
	{"settings", "cài đặt"},
	{"retention", "thời hạn lưu giữ"},
	{"mail", "thư"},
}
