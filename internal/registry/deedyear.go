package registry

// YearLock says what the lock of a year does to a deed.
type YearLock uint8

const (
	// Unlocked changes no year's record, or is the office's own judgement of what it
	// was sent in time.
	Unlocked YearLock = iota
	// LockedToUnits changes a year's record; after the lock only they who review may.
	LockedToUnits
	// Locked changes a year's record; after the lock nobody may.
	Locked
)

var yearLocks = []term{{"", ""}, {"don-vi", "khóa với đơn vị"}, {"moi-nguoi", "khóa với mọi người"}}

func (l YearLock) String() string { return codeOf(yearLocks, l) }

// yearDeed is what the lock does to a deed, and what the refused person reads after
// "Năm 2026 đã khóa".
type yearDeed struct {
	lock YearLock
	text string
}

// yearDeeds are the deeds that change the record of a year: its registrations, their
// reports with photos and documents, and what is counted from them. What is absent
// does not ask. Taking down, erasing a person and publishing act in every year.
var yearDeeds = map[Deed]yearDeed{
	DidEntryCreate:      {Locked, "không nhận đăng ký mới"},
	DidEntrySave:        {Locked, lockedSave},
	DidEntrySend:        {Locked, "không gửi đăng ký được nữa"},
	DidEntryWithdraw:    {Locked, "không rút đăng ký được"},
	DidEntryMerge:       {Locked, "không gộp mô hình được"},
	DidEntrySaveReport:  {Locked, lockedSave},
	DidEntrySendReport:  {Locked, "không gửi báo cáo được nữa"},
	DidEntryImport:      {Locked, "không nhận đăng ký từ tệp"},
	DidEntryNameCoOwner: {Locked, "không thêm đơn vị cùng chủ trì được"},
	DidEntryDropCoOwner: {Locked, "không bỏ đơn vị cùng chủ trì được"},
	DidEntryAnswerJoint: {Locked, "không trả lời việc cùng chủ trì được nữa"},
	DidEntryLink:        {Locked, "không liên kết mô hình được"},
	DidEntryUnlink:      {Locked, "không bỏ liên kết được"},
	DidEntryConfirmLink: {Locked, "không xác nhận liên kết được nữa"},

	DidClaimAsk:    {Locked, "không nhận yêu cầu nhận mô hình"},
	DidClaimAccept: {Locked, "không mở thêm đăng ký của năm này"},

	DidPhotoAdd:    {LockedToUnits, "không thêm ảnh được"},
	DidPhotoDelete: {LockedToUnits, "không xóa ảnh được"},
	DidPhotoMove:   {LockedToUnits, "không xếp lại ảnh được"},
	DidFileAdd:     {LockedToUnits, "không thêm tài liệu được"},
	DidFileDelete:  {LockedToUnits, "không xóa tài liệu được"},

	DidSurvivalAnswer: {Locked, "câu hỏi của năm này không nhận trả lời nữa"},

	DidSelfReportSave: {Locked, lockedSave},
	DidSelfReportSend: {Locked, "không gửi báo cáo năm được nữa"},
}

const lockedSave = "không lưu được; chữ bạn gõ vẫn ở dưới đây, hãy chép lại"

// YearLock says what the lock of a year does to the deed.
func (d Deed) YearLock() YearLock { return yearDeeds[d].lock }

// LockedTo reports whether the deed is refused to a role in a locked year.
func (d Deed) LockedTo(a Actor) bool {
	switch d.YearLock() {
	case Locked:
		return true
	case LockedToUnits:
		return !a.MayEnter(ReviewArea)
	case Unlocked:
	}
	return false
}

// LockedError refuses a deed in a locked year; body is who extends it.
func (d Deed) LockedError(y Year, body Body) error {
	return Errorf(Conflict, "Năm %d đã khóa: %s. Cần bổ sung, hãy liên hệ %s để xin gia hạn.", y, yearDeeds[d].text, body.Short)
}
