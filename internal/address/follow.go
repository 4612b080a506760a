package address

import "danvankheo/internal/registry"

// Following up, and the reports of a year.
const (
	Cockpit                  = "/lam-viec/theo-doi"
	FollowUnits              = "/lam-viec/theo-doi/danh-sach"
	FollowUnitsCSV           = "/lam-viec/theo-doi/danh-sach.csv"
	FollowUnitsXLSX          = "/lam-viec/theo-doi/danh-sach.xlsx"
	FollowEntries            = "/lam-viec/theo-doi/mo-hinh"
	FollowEntriesCSV         = "/lam-viec/theo-doi/mo-hinh.csv"
	FollowEntriesXLSX        = "/lam-viec/theo-doi/mo-hinh.xlsx"
	UnitFile          ofUnit = "/lam-viec/theo-doi/don-vi/:code"
	UnitExtend        ofUnit = "/lam-viec/theo-doi/don-vi/:code/gia-han"
	UnitUnextend      ofUnit = "/lam-viec/theo-doi/don-vi/:code/gia-han/bo"
	UnitExempt        ofUnit = "/lam-viec/theo-doi/don-vi/:code/mien"
	UnitUnexempt      ofUnit = "/lam-viec/theo-doi/don-vi/:code/mien/bo"
	OwnUnitFile              = "/lam-viec/ho-so"

	Charts             = "/lam-viec/theo-doi/bieu-do"
	Chart  One[string] = "/lam-viec/theo-doi/bieu-do/:file"

	Sums                 = "/lam-viec/theo-doi/chi-so"
	SumsCSV              = "/lam-viec/theo-doi/chi-so.csv"
	SumsXLSX             = "/lam-viec/theo-doi/chi-so.xlsx"
	Sum      One[string] = "/lam-viec/theo-doi/chi-so/:ma" // an indicator's code, with ".csv" or ".xlsx" for its file

	Urge                            = "/lam-viec/theo-doi/don-doc"
	UrgeDOCX                        = "/lam-viec/theo-doi/don-doc/cong-van.docx"
	UrgeZIP                         = "/lam-viec/theo-doi/don-doc/cong-van.zip"
	Urgings                         = "/lam-viec/theo-doi/don-doc/so"
	Urging   One[registry.UrgingID] = "/lam-viec/theo-doi/don-doc/so/:id"

	Calendar                        = "/lam-viec/lich"
	CalendarFile                    = "/lam-viec/lich.ics"
	CalendarSubscribe               = "/lam-viec/lich/dia-chi"
	CalendarUnsubscribe             = "/lam-viec/lich/dia-chi/bo"
	CalendarAddress     One[string] = "/lich/:secret" // the secret ends in ".ics"

	YearReports                                               = "/lam-viec/bao-cao-nam"
	YearReport      ofYear                                    = "/lam-viec/bao-cao-nam/:nam"
	YearFreeze      ofYear                                    = "/lam-viec/bao-cao-nam/:nam/chot"
	YearCompare     ofYear                                    = "/lam-viec/bao-cao-nam/:nam/so-sanh"
	YearList        ofYear                                    = "/lam-viec/bao-cao-nam/:nam/danh-sach"
	YearListCSV     ofYear                                    = "/lam-viec/bao-cao-nam/:nam/danh-sach.csv"
	YearListXLSX    ofYear                                    = "/lam-viec/bao-cao-nam/:nam/danh-sach.xlsx"
	YearPaper       Two[registry.Year, string]                = "/lam-viec/bao-cao-nam/:nam/tep/:tep"
	Yearbook        ofYear                                    = "/lam-viec/bao-cao-nam/:nam/ky-yeu"
	YearbookDOCX    ofYear                                    = "/lam-viec/bao-cao-nam/:nam/ky-yeu.docx"
	SelfReports     ofYear                                    = "/lam-viec/bao-cao-nam/:nam/tu-bao-cao"
	SelfReportsXLSX ofYear                                    = "/lam-viec/bao-cao-nam/:nam/tu-bao-cao.xlsx"
	SelfReport      Two[registry.Year, registry.SelfReportID] = "/lam-viec/bao-cao-nam/:nam/tu-bao-cao/:bao_cao"

	OwnReports             = "/lam-viec/tu-bao-cao"
	OwnReport      ofYear  = "/lam-viec/tu-bao-cao/:nam"
	Survival               = "/lam-viec/duy-tri"
	SurvivalAnswer ofEntry = "/lam-viec/duy-tri/:id"
)
