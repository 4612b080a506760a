package view

// DeskPages are the pages of the work area.
type DeskPages struct {
	Home       Template[HomeDeskPage]
	Start      Template[StartPage]
	Form       Template[FormPage]
	PhotoForm  Template[PhotoForm]
	Conflict   Template[ConflictPage]
	Dossier    Template[DossierPage]
	Receipt    Template[ReceiptPage]
	History    Template[HistoryPage]
	Editions   Template[EditionsPage]
	Edition    Template[EditionPage]
	Queue      Template[QueuePage]
	Merge      Template[MergePage]
	Editor     Template[EditorPage]
	Notices    Template[NoticesPage]
	Vocabulary Template[VocabularyPage]
	WordTrial  Template[WordTrialPage]
	Topics     Template[TopicsPage]
	Topic      Template[TopicPage]
	TopicQueue Template[TopicQueuePage]
	Yearly     Template[YearlyPage]
	Self       Template[SelfPage]
	Charts     Template[ChartsPage]
	Claim      Template[ClaimPage]
	Claims     Template[ClaimsPage]
}

func loadDesk(l *loader) DeskPages {
	return DeskPages{
		Home:       pageIn[HomeDeskPage](l, "desk", "desk/home"),
		Start:      pageIn[StartPage](l, "desk", "desk/start"),
		Form:       pageIn[FormPage](l, "desk", "desk/form"),
		PhotoForm:  pageIn[PhotoForm](l, "desk", "desk/photo"),
		Conflict:   pageIn[ConflictPage](l, "desk", "desk/conflict"),
		Dossier:    pageIn[DossierPage](l, "desk", "desk/dossier"),
		Receipt:    pageIn[ReceiptPage](l, "desk", "desk/receipt"),
		History:    pageIn[HistoryPage](l, "desk", "desk/history"),
		Editions:   pageIn[EditionsPage](l, "desk", "desk/editions"),
		Edition:    pageIn[EditionPage](l, "desk", "desk/edition"),
		Queue:      pageIn[QueuePage](l, "desk", "desk/queue"),
		Merge:      pageIn[MergePage](l, "desk", "desk/merge"),
		Editor:     pageIn[EditorPage](l, "desk", "desk/editor"),
		Notices:    pageIn[NoticesPage](l, "desk", "desk/notices"),
		Vocabulary: pageIn[VocabularyPage](l, "desk", "desk/vocabulary"),
		WordTrial:  pageIn[WordTrialPage](l, "desk", "desk/word-trial"),
		Topics:     pageIn[TopicsPage](l, "desk", "desk/topics"),
		Topic:      pageIn[TopicPage](l, "desk", "desk/topic"),
		TopicQueue: pageIn[TopicQueuePage](l, "desk", "desk/topic-queue"),
		Yearly:     pageIn[YearlyPage](l, "desk", "desk/yearly"),
		Self:       pageIn[SelfPage](l, "desk", "desk/self"),
		Charts:     pageIn[ChartsPage](l, "desk", "desk/charts"),
		Claim:      pageIn[ClaimPage](l, "desk", "desk/claim"),
		Claims:     pageIn[ClaimsPage](l, "desk", "desk/claims"),
	}
}
