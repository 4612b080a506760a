package registry

import (
	"slices"
	"strings"
)

// Deed is what a line of the record says was done.
type Deed uint8

// The deeds, by the group that the filter of the record offers.
const (
	DidAccountAdd Deed = iota
	DidAccountEdit
	DidAccountDisable
	DidAccountEnable
	DidAccountReset
	DidAccountPassword
	DidAccountSetUp
	DidAccountSignIn
	DidAccountSignInRefused
	DidAccountSignOut
	DidAccountSignOutEverywhere
	DidAccountAskReset
	DidAccountMailLink
	DidAccountMailChoice
	DidAccountSetFactor
	DidAccountDropFactor
	DidAccountRemoveFactor
	DidAccountErase

	DidTokenAdd
	DidTokenRevoke

	DidCalendarAddress
	DidCalendarDrop

	DidEntryCreate
	DidEntrySave
	DidEntrySend
	DidEntryWithdraw
	DidEntryReturn
	DidEntryAccept
	DidEntryRevise
	DidEntryMerge
	DidEntrySaveReport
	DidEntrySendReport
	DidEntryReturnReport
	DidEntryConfirm
	DidEntryWrite
	DidEntryPublish
	DidEntryCorrect
	DidEntryRemove
	DidEntryConfirmLink
	DidEntryRecognise
	DidEntrySchedule
	DidEntryImport
	DidEntryNameCoOwner
	DidEntryDropCoOwner
	DidEntryAnswerJoint
	DidEntryNumbers
	DidEntryLink
	DidEntryUnlink
	DidEntryClassify
	DidEntryDeclassify
	DidEntryRelease
	DidEntryTopics

	DidClaimAsk
	DidClaimWithdraw
	DidClaimAccept
	DidClaimDecline
	DidClaimUndo
	DidClaimTakeOver

	DidPhotoAdd
	DidPhotoDelete
	DidPhotoMove
	DidPhotoTakeDown

	DidFileAdd
	DidFileDelete

	DidPersonErase

	DidSurvivalAnswer

	DidCommendationAdd
	DidCommendationRevoke

	DidRecognitionRevoke

	DidRoundOpen
	DidRoundSave
	DidRoundPhase
	DidRoundGather
	DidRoundGate
	DidRoundAppoint
	DidRoundDismiss
	DidRoundRecuse
	DidRoundDeclare
	DidRoundAssign
	DidRoundChangeScore
	DidRoundShortlist
	DidRoundDecide
	DidRoundRelease
	DidRoundFeedback
	DidRoundImport

	DidVoteOpen
	DidVoteCast
	DidVoteCount
	DidVoteClose

	DidScaleSave

	DidRuleSave

	DidSeasonOpen
	DidSeasonSave
	DidSeasonExempt
	DidSeasonUnexempt
	DidSeasonFreeze
	DidSeasonExtend
	DidSeasonUnextend

	DidSelfReportSave
	DidSelfReportSend
	DidSelfReportReturn
	DidSelfReportAccept

	DidUrgingSend

	DidSearchSave
	DidSearchRenew
	DidSearchMail
	DidSearchDelete

	DidRequestAsk
	DidRequestAnswer

	DidCoverageReport
	DidCoverageCheck

	DidCollectionNumbers
	DidCollectionSave

	DidHomePick

	DidVocabularyAdd
	DidVocabularyDelete
	DidVocabularyUndo

	DidIndicatorAdd
	DidIndicatorEdit
	DidIndicatorRetire
	DidIndicatorRestore
	DidIndicatorImport
	DidIndicatorSeed
	DidIndicatorFigures

	DidTopicAdd
	DidTopicEdit
	DidTopicRetire
	DidTopicRestore
	DidTopicSeed

	DidUnitSeed
	DidUnitImport
	DidUnitRename
	DidUnitMerge
	DidUnitSplit
	DidUnitEnd
	DidUnitFound

	DidBoundaryImport
	DidBoundaryDelete

	DidSettingsMail
	DidSettingsSave
	DidSettingsRetention

	DidRetentionRun

	DidMailRetry
)

// Deeds lists every deed.
func Deeds() []Deed {
	list := make([]Deed, len(deeds))
	for i := range list {
		list[i] = Deed(i)
	}
	return list
}

func (d Deed) String() string { return deeds[d].code }

// Label says what was done.
func (d Deed) Label() string { return deeds[d].label }

// Object is the kind of object that the deed is done to.
func (d Deed) Object() string { return deeds[d].object }

// Group is the part of the filter that the deed is in.
func (d Deed) Group() string {
	group, _, _ := strings.Cut(deeds[d].code, ".")
	return group
}

// acts are the deeds that a revision names otherwise than the record: it did so
// before the record had codes of its own for them.
var acts = map[Deed]string{DidEntryCreate: "tao", DidEntryImport: "nhap"}

// Act is the deed without its group: what a revision says made it.
func (d Deed) Act() string {
	if act, ok := acts[d]; ok {
		return act
	}
	_, act, _ := strings.Cut(deeds[d].code, ".")
	return act
}

// sealing are the deeds of somebody who has read the entry over: done to an entry that
// is public or has its hour, they seal its next edition.
var sealing = map[Deed]bool{
	DidEntryPublish: true, DidEntrySchedule: true, DidEntryCorrect: true, DidEntryRelease: true,
	DidEntryRevise: true, DidEntryAccept: true, DidEntryConfirm: true, DidEntryImport: true, DidClaimUndo: true,
	DidEntryTopics: true,
}

// Seals reports whether the deed seals an edition of an entry that readers have or
// will have.
func (d Deed) Seals() bool { return sealing[d] }

// ParseDeed reads a code.
func ParseDeed(code string) (Deed, error) {
	for i := range deeds {
		if deeds[i].code == code {
			return Deed(i), nil
		}
	}
	return 0, Errorf(Invalid, "Không có việc “%s”.", code)
}

// DeedLabel says what a code of the record means; one that no version knew stays
// as it is.
func DeedLabel(code string) string {
	if d, err := ParseDeed(code); err == nil {
		return d.Label()
	}
	return ChoiceLabel(formerDeeds, code)
}

// AuditObjects names the kinds of object alone.
func AuditObjects() []Choice {
	objects := map[string]bool{}
	for i := range deeds {
		objects[deeds[i].object] = true
	}
	return slices.DeleteFunc(slices.Clone(auditKinds), func(c Choice) bool { return !objects[c.Code] })
}

// AuditKinds names the groups of deeds and the kinds of object.
func AuditKinds() []Choice { return auditKinds }
