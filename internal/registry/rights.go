package registry

import "time"

// Action is something that may be done to an entry.
type Action uint8

// The actions on an entry.
const (
	View         Action = iota // see it, with its photos
	ViewInside                 // see what is never public: attachments, history, contact
	Edit                       // change the registration
	Submit                     // send the registration
	Withdraw                   // take the registration back
	EditReport                 // change the result report
	SendReport                 // send the result report
	AddPhoto                   // add, describe, order and remove photos and attachments
	Review                     // return, accept, merge, confirm
	Revise                     // change the unit's words in a named revision
	EditStory                  // write the story
	Publish                    // publish, schedule, correct, remove
	AskClaim                   // ask to register what the press reported
	ConfirmLink                // say that another entry learned from this one
	ContactPress               // see the contact that the unit opened to the press
	NameCoOwner                // name units that carry the model jointly, or take the name back
	AnswerJoint                // confirm or decline, for a unit that was named, to carry it jointly
	DecideClaim                // accept, decline and undo such a request
)

// Actions lists all actions with their names for the grid.
var actionNames = []string{
	"view", "view-inside", "edit", "submit", "withdraw", "edit-report", "send-report", "add-photo", "review", "revise",
	"edit-story", "publish", "claim", "confirm-link", "contact-press", "name-co-owner", "answer-joint",
	"decide-claim",
}

func (a Action) String() string { return actionNames[a] }

// Actions lists all actions.
func Actions() []Action {
	as := make([]Action, len(actionNames))
	for i := range as {
		as[i] = Action(i)
	}
	return as
}

// reach says over which entries an action extends.
type reach uint16

const (
	published  reach = 1 << iota // the story is public
	embargoed                    // scheduled, and opened to the press
	own                          // of the actor's unit or a predecessor
	open                         // own, registration draft or returned
	pending                      // own, draft, sent or returned
	reportable                   // own, accepted, report not sent or returned
	writable                     // open or reportable
	unclaimed                    // reported, of the actor's unit or a predecessor, or public and of no known unit
	reported                     // reported by the press, also when a registration took it over
	sent                         // anything but a draft
	joint                        // the actor's unit was named as co-owner and has not declined
	everything
)

// rights is the whole access policy for entries; what is absent is forbidden.
var rights = map[Role]map[Action]reach{
	Visitor:    {View: published},
	Journalist: {View: published | embargoed, ContactPress: published | embargoed},
	UnitStaff: {
		View: published | own | joint, ViewInside: own | joint, Edit: open, Submit: open, Withdraw: pending,
		EditReport: reportable, SendReport: reportable, AddPhoto: writable, AskClaim: unclaimed, ConfirmLink: own, ContactPress: own,
		NameCoOwner: pending, AnswerJoint: joint,
	},
	Verifier: {
		View: everything, ViewInside: everything, Review: sent, Revise: sent, EditStory: everything, Publish: everything,
		ContactPress: everything,
		AddPhoto:     everything, DecideClaim: reported,
	},
	CouncilMember: {View: published},
	Secretary:     {View: published | sent, ViewInside: sent, ContactPress: sent},
	Admin: {
		View: everything, ViewInside: everything, Edit: everything, Submit: everything, Withdraw: everything, EditReport: everything,
		SendReport: everything, AddPhoto: everything, Review: everything, Revise: everything, EditStory: everything, Publish: everything,
		DecideClaim: reported, ConfirmLink: everything, ContactPress: everything, NameCoOwner: everything,
	},
}

// Can reports whether the actor may do something to an entry at a time.
func (a Actor) Can(act Action, e *Entry, now time.Time) bool {
	r := rights[a.Role][act]
	mine := a.Owns(e)
	openNow := e.Registration.Open()
	reportNow := e.Registration == Accepted && e.Result.Open()
	loose := e.Origin == Reported && e.Registration == Unregistered
	switch {
	case r&everything != 0,
		r&published != 0 && e.Visible(now),
		r&embargoed != 0 && e.Publication == Scheduled && e.EmbargoForPress,
		r&own != 0 && mine,
		r&open != 0 && mine && openNow,
		r&pending != 0 && mine && (openNow || e.Registration == Sent),
		r&reportable != 0 && mine && reportNow,
		r&writable != 0 && mine && (openNow || reportNow),
		r&unclaimed != 0 && loose && (mine || e.Unit == "" && e.Visible(now)),
		r&reported != 0 && e.Origin == Reported,
		r&sent != 0 && e.Registration != Draft,
		r&joint != 0 && a.named(e):
		return true
	}
	return false
}

// May is Can as an error: NotFound when the actor may not even view the entry,
// else Denied with what to say.
func (a Actor) May(act Action, e *Entry, now time.Time) error {
	if a.Can(act, e, now) {
		return nil
	}
	if !a.Can(View, e, now) {
		return Errorf(NotFound, "Không tìm thấy mô hình này.")
	}
	switch {
	case act == Edit && a.Owns(e):
		return Errorf(
			Conflict,
			"Đăng ký này đã gửi (%s) nên không sửa được nữa. Cần sửa, hãy nhờ chuyên viên thẩm định trả lại.",
			e.Registration.Label(),
		)
	case act == EditReport && a.Owns(e):
		return Errorf(Conflict, "Báo cáo chưa mở hoặc đã gửi (%s) nên không sửa được.", e.Result.Label())
	}
	return Errorf(Denied, "Tài khoản của bạn không làm được việc này.")
}

// Area is a part of the program that only some roles may enter.
type Area uint8

// The areas.
const (
	DeskArea        Area = iota // lam-viec: one's own work
	ReviewArea                  // queues of the verifier
	AccountsArea                // accounts
	SeasonArea                  // seasons, exemptions
	LedgerArea                  // editing units
	AuditArea                   // the record of who did what
	ExchangeArea                // import and export of entries
	SettingsArea                // site settings
	CouncilArea                 // the evaluation committee
	SecretariatArea             // its secretariat
	OversightArea               // who is missing, what was achieved, the yearly report
)

var areaNames = []string{
	"desk",
	"review",
	"accounts",
	"season",
	"ledger",
	"audit",
	"exchange",
	"settings",
	"council",
	"secretariat",
	"oversight",
}

func (a Area) String() string { return areaNames[a] }

// Areas lists all areas.
func Areas() []Area {
	as := make([]Area, len(areaNames))
	for i := range as {
		as[i] = Area(i)
	}
	return as
}

var doors = map[Area][]Role{
	DeskArea:     {UnitStaff, Verifier, CouncilMember, Secretary, Journalist, Admin},
	ReviewArea:   {Verifier, Admin},
	AccountsArea: {Admin},
	SeasonArea:   {Verifier, Admin},
	LedgerArea:   {Admin},
	AuditArea:    {Admin},
	ExchangeArea: {Verifier, Admin},
	SettingsArea: {Admin},

	CouncilArea:     {CouncilMember, Secretary, Admin},
	SecretariatArea: {Secretary, Admin},

	OversightArea: {Verifier, Admin},
}

// MayEnter reports whether the actor's role opens an area.
func (a Actor) MayEnter(area Area) bool {
	for _, r := range doors[area] {
		if r == a.Role {
			return true
		}
	}
	return false
}
