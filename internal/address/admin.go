package address

import "danvankheo/internal/registry"

// Administration.
const (
	Admin         = "/lam-viec/quan-tri"
	AdminAudit    = "/lam-viec/quan-tri/nhat-ky"
	AdminSettings = "/lam-viec/quan-tri/cai-dat"

	Accounts                                          = "/lam-viec/quan-tri/tai-khoan"
	AccountNew                                        = "/lam-viec/quan-tri/tai-khoan/them"
	Account            ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id"
	AccountData        ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id/ban-sao.json"
	AccountReset       ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id/dat-lai"
	AccountDropFactor  ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id/go-ma"
	AccountDisable     ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id/khoa"
	AccountEnable      ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id/mo"
	AccountErase       ofAccount                      = "/lam-viec/quan-tri/tai-khoan/:id/xoa-du-lieu"
	AccountTokenRevoke Two[registry.AccountID, int64] = "/lam-viec/quan-tri/tai-khoan/:id/khoa-truy-cap/:token/thu-hoi"

	Seasons                                              = "/lam-viec/quan-tri/nam"
	Season         ofYear                                = "/lam-viec/quan-tri/nam/:year"
	SeasonExempt   ofYear                                = "/lam-viec/quan-tri/nam/:year/mien"
	SeasonUnexempt Two[registry.Year, registry.UnitCode] = "/lam-viec/quan-tri/nam/:year/mien/:unit/bo"

	Indicators                   = "/lam-viec/quan-tri/chi-so"
	IndicatorNew                 = "/lam-viec/quan-tri/chi-so/them"
	FigureChoice                 = "/lam-viec/quan-tri/chi-so/so-lieu"
	Indicator        One[string] = "/lam-viec/quan-tri/chi-so/:code"
	IndicatorRetire  One[string] = "/lam-viec/quan-tri/chi-so/:code/ngung"
	IndicatorRestore One[string] = "/lam-viec/quan-tri/chi-so/:code/dung-lai"

	Ledger                 = "/lam-viec/quan-tri/don-vi"
	LedgerUnit ofUnit      = "/lam-viec/quan-tri/don-vi/:code"
	UnitChange One[string] = "/lam-viec/quan-tri/don-vi/thay-doi/:kind"

	Boundaries     = "/lam-viec/quan-tri/ranh-gioi"
	BoundaryDelete = "/lam-viec/quan-tri/ranh-gioi/bo"

	Persons          = "/lam-viec/quan-tri/du-lieu-ca-nhan"
	PersonsFind      = "/lam-viec/quan-tri/du-lieu-ca-nhan/tim"
	PersonsCopy      = "/lam-viec/quan-tri/du-lieu-ca-nhan/ban-sao"
	PersonsErase     = "/lam-viec/quan-tri/du-lieu-ca-nhan/xoa"
	PersonsRetention = "/lam-viec/quan-tri/du-lieu-ca-nhan/thoi-han"

	Health            = "/lam-viec/quan-tri/van-hanh"
	HealthLogs        = "/lam-viec/quan-tri/van-hanh/nhat-ky"
	HealthBackUp      = "/lam-viec/quan-tri/van-hanh/sao-luu"
	HealthMaintenance = "/lam-viec/quan-tri/van-hanh/bao-tri"

	Outbox       = "/lam-viec/quan-tri/thu"
	OutboxAgain  = "/lam-viec/quan-tri/thu/gui-lai"
	OutboxTry    = "/lam-viec/quan-tri/thu/gui-thu"
	MailSettings = "/lam-viec/quan-tri/thu/cai-dat"
)
