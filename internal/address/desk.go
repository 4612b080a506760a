package address

import "danvankheo/internal/registry"

// The work area of those who register, verify and edit.
const (
	Desk     = "/lam-viec"
	Entries  = "/lam-viec/danh-sach"
	Notices  = "/lam-viec/thong-bao"
	Register = "/lam-viec/dang-ky"
	Queue    = "/lam-viec/xet"
	Claims   = "/lam-viec/yeu-cau-nhan"

	Entry             ofEntry = "/lam-viec/mo-hinh/:id"
	EntryReport       ofEntry = "/lam-viec/mo-hinh/:id/bao-cao"
	EntryRevise       ofEntry = "/lam-viec/mo-hinh/:id/bien-tap"
	EntryPhotos       ofEntry = "/lam-viec/mo-hinh/:id/anh"
	EntryFiles        ofEntry = "/lam-viec/mo-hinh/:id/tep"
	EntryReceipt      ofEntry = "/lam-viec/mo-hinh/:id/bien-nhan"
	EntryWithdraw     ofEntry = "/lam-viec/mo-hinh/:id/rut"
	EntryClaim        ofEntry = "/lam-viec/mo-hinh/:id/nhan-ve"
	EntryClaimDrop    ofEntry = "/lam-viec/mo-hinh/:id/nhan-ve/rut"
	EntryLink         ofEntry = "/lam-viec/mo-hinh/:id/lien-ket"
	EntryUnlink       ofEntry = "/lam-viec/mo-hinh/:id/lien-ket/bo"
	EntryConfirmLink  ofEntry = "/lam-viec/mo-hinh/:id/lien-ket/xac-nhan"
	EntryCoOwner      ofEntry = "/lam-viec/mo-hinh/:id/cung-chu-tri"
	EntryDropCoOwner  ofEntry = "/lam-viec/mo-hinh/:id/cung-chu-tri/bo"
	EntryAnswerJoint  ofEntry = "/lam-viec/mo-hinh/:id/cung-chu-tri/tra-loi"
	EntryHistory      ofEntry = "/lam-viec/mo-hinh/:id/lich-su"
	EntryEditions     ofEntry = "/lam-viec/mo-hinh/:id/ban-cong-bo"
	EntryReview       ofEntry = "/lam-viec/mo-hinh/:id/xet"
	EntryAccept       ofEntry = "/lam-viec/mo-hinh/:id/tiep-nhan"
	EntryReturn       ofEntry = "/lam-viec/mo-hinh/:id/tra-lai"
	EntryConfirm      ofEntry = "/lam-viec/mo-hinh/:id/xac-nhan"
	EntryRecognise    ofEntry = "/lam-viec/mo-hinh/:id/cong-nhan"
	EntryClassify     ofEntry = "/lam-viec/mo-hinh/:id/mat"
	EntryTopics       ofEntry = "/lam-viec/mo-hinh/:id/chu-de"
	EntryMerge        ofEntry = "/lam-viec/mo-hinh/:id/gop"
	EntryStory        ofEntry = "/lam-viec/mo-hinh/:id/bai"
	EntryPreview      ofEntry = "/lam-viec/mo-hinh/:id/xem-truoc"
	EntryPressRequest ofEntry = "/lam-viec/mo-hinh/:id/yeu-cau"
	EntryCoverage     ofEntry = "/lam-viec/mo-hinh/:id/da-dang"

	EntryEdition Two[registry.EntryID, int] = "/lam-viec/mo-hinh/:id/ban-cong-bo/:so"

	Claim        ofClaim = "/lam-viec/yeu-cau-nhan/:id"
	ClaimAccept  ofClaim = "/lam-viec/yeu-cau-nhan/:id/dong-y"
	ClaimDecline ofClaim = "/lam-viec/yeu-cau-nhan/:id/tu-choi"
	ClaimUndo    ofClaim = "/lam-viec/yeu-cau-nhan/:id/hoan-tac"

	File          One[registry.AttachmentID] = "/lam-viec/tep/:id"
	FileDelete    One[registry.AttachmentID] = "/lam-viec/tep/:id/xoa"
	PhotoDelete   One[registry.PhotoID]      = "/lam-viec/anh/:id/xoa"
	PhotoUp       One[registry.PhotoID]      = "/lam-viec/anh/:id/len"
	PhotoDown     One[registry.PhotoID]      = "/lam-viec/anh/:id/xuong"
	PhotoTakeDown One[registry.PhotoID]      = "/lam-viec/anh/:id/go"

	Vocabulary                  = "/lam-viec/tim-kiem"
	VocabularyTrial             = "/lam-viec/tim-kiem/xem-thu"
	VocabularyRemove One[int64] = "/lam-viec/tim-kiem/:id/xoa"
	VocabularyUndo   One[int64] = "/lam-viec/tim-kiem/:id/hoan-tac"

	TopicQueue             = "/lam-viec/chu-de"
	Topics                 = "/lam-viec/chu-de/danh-muc"
	TopicAdd               = "/lam-viec/chu-de/danh-muc/them"
	Topic      One[string] = "/lam-viec/chu-de/danh-muc/:code"
)

// The press within the work area.
const (
	PressDesk                     = "/lam-viec/bao-chi"
	PressSearches                 = "/lam-viec/bao-chi/tim"
	PressSearch        One[int64] = "/lam-viec/bao-chi/tim/:id"
	PressRequests                 = "/lam-viec/yeu-cau"
	PressRequest       One[int64] = "/lam-viec/yeu-cau/:id"
	Coverage                      = "/lam-viec/da-dang"
	CoverageCheck      One[int64] = "/lam-viec/da-dang/:id"
	Editors                       = "/lam-viec/bien-tap-trang"
	EditorsPicks                  = "/lam-viec/bien-tap-trang/trang-dau"
	EditorsCollections            = "/lam-viec/bien-tap-trang/bo-suu-tap"
)
