package address

import (
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// The council: what belongs to no round.
const (
	Council          = "/lam-viec/hoi-dong"
	RoundNew         = "/lam-viec/hoi-dong/dot-moi"
	Feedback ofEntry = "/lam-viec/ket-qua-xet/:entry"

	Scales                  = "/lam-viec/hoi-dong/thang-diem"
	Scale  Two[string, int] = "/lam-viec/hoi-dong/thang-diem/:code/:version"
	Rules                   = "/lam-viec/hoi-dong/quy-tac"
	Rule   One[string]      = "/lam-viec/hoi-dong/quy-tac/:form"

	Recognitions                  = "/lam-viec/hoi-dong/so-cong-nhan"
	RecognitionsXLSX              = "/lam-viec/hoi-dong/so-cong-nhan/bang.xlsx"
	RecognitionFile    One[int64] = "/lam-viec/hoi-dong/so-cong-nhan/:act/tep"
	RecognitionRevoke  One[int64] = "/lam-viec/hoi-dong/so-cong-nhan/:act/thu-hoi"
	Commendations                 = "/lam-viec/hoi-dong/so-khen"
	CommendationsXLSX             = "/lam-viec/hoi-dong/so-khen/bang.xlsx"
	CommendationFile   One[int64] = "/lam-viec/hoi-dong/so-khen/:act/tep"
	CommendationRevoke One[int64] = "/lam-viec/hoi-dong/so-khen/:act/thu-hoi"
)

// One round.
const (
	Round             ofRound = "/lam-viec/hoi-dong/:round"
	RoundPhase        ofRound = "/lam-viec/hoi-dong/:round/buoc"
	RoundSettings     ofRound = "/lam-viec/hoi-dong/:round/cai-dat"
	RoundGate         ofRound = "/lam-viec/hoi-dong/:round/dieu-kien"
	RoundGather       ofRound = "/lam-viec/hoi-dong/:round/cap-nhat"
	RoundMembers      ofRound = "/lam-viec/hoi-dong/:round/thanh-vien"
	RoundNames        ofRound = "/lam-viec/hoi-dong/:round/ra-soat"
	RoundAssign       ofRound = "/lam-viec/hoi-dong/:round/phan-cong"
	RoundRecuse       ofRound = "/lam-viec/hoi-dong/:round/khong-tham-gia"
	RoundDeclare      ofRound = "/lam-viec/hoi-dong/:round/khai-bao"
	RoundScoring      ofRound = "/lam-viec/hoi-dong/:round/cham"
	RoundRanking      ofRound = "/lam-viec/hoi-dong/:round/xep-hang"
	RoundShortlist    ofRound = "/lam-viec/hoi-dong/:round/rut-gon"
	RoundVotes        ofRound = "/lam-viec/hoi-dong/:round/bieu-quyet"
	RoundDecisions    ofRound = "/lam-viec/hoi-dong/:round/quyet-dinh"
	RoundDecideByVote ofRound = "/lam-viec/hoi-dong/:round/quyet-dinh/theo-phieu"
	RoundRelease      ofRound = "/lam-viec/hoi-dong/:round/cong-bo"
	RoundHistory      ofRound = "/lam-viec/hoi-dong/:round/lich-su.json"
	RoundHistoryXLSX  ofRound = "/lam-viec/hoi-dong/:round/lich-su.xlsx"
	RoundPack         ofRound = "/lam-viec/hoi-dong/:round/goi-hop.zip"
	RoundSheets       ofRound = "/lam-viec/hoi-dong/:round/phieu-cham.xlsx"
	RoundIntake       ofRound = "/lam-viec/hoi-dong/:round/nop-phieu"

	RoundMemberDrop Two[evaluation.RoundID, registry.AccountID] = "/lam-viec/hoi-dong/:round/thanh-vien/:account/bo"
	RoundPaper      Two[evaluation.RoundID, string]             = "/lam-viec/hoi-dong/:round/van-ban/:paper"

	RoundSheet    ofRoundEntry = "/lam-viec/hoi-dong/:round/cham/:entry"
	RoundEntry    ofRoundEntry = "/lam-viec/hoi-dong/:round/mo-hinh/:entry"
	RoundNote     ofRoundEntry = "/lam-viec/hoi-dong/:round/mo-hinh/:entry/y-kien"
	RoundFeedback ofRoundEntry = "/lam-viec/hoi-dong/:round/mo-hinh/:entry/phan-hoi"
	RoundDossier  ofRoundEntry = "/lam-viec/hoi-dong/:round/mo-hinh/:entry/ho-so-khen.zip"

	RoundPhoto ofRoundPhoto = "/lam-viec/hoi-dong/:round/ho-so/:entry/anh/:photo/:size"
	RoundFile  ofRoundFile  = "/lam-viec/hoi-dong/:round/ho-so/:entry/tep/:file"

	RoundVote      ofVote = "/lam-viec/hoi-dong/:round/bieu-quyet/:vote"
	RoundVoteCount ofVote = "/lam-viec/hoi-dong/:round/bieu-quyet/:vote/kiem"
	RoundVoteClose ofVote = "/lam-viec/hoi-dong/:round/bieu-quyet/:vote/dong"
)
