package oversight

import (
	"strconv"
	"strings"

	"danvankheo/internal/registry"
)

// Way is how an urging will reach a person besides the notice in the program.
type Way uint8

// The ways. MailTomorrow: the person has had the one mail of this day.
const (
	MailNow Way = iota
	MailTomorrow
	MailUnwanted
	MailOff
)

// Person is somebody who would be notified.
type Person struct {
	registry.Account
	Way Way
}

// Owing is a unit that owes, with the people to notify: none, and a letter is the
// only way to it.
type Owing struct {
	Standing
	People []Person
}

// StepWords name a step in the middle of a sentence.
func StepWords(s registry.Step) string {
	if s == registry.Reporting {
		return "báo cáo kết quả mô hình “Dân vận khéo”"
	}
	return "đăng ký mô hình “Dân vận khéo”"
}

// blanks are the placeholders in the words of an urging, to be filled in for each
// unit.
var blanks = []string{"{đơn vị}", "{việc}", "{năm}", "{hạn}"}

// Fill fills in what an urging says to one unit.
func Fill(text string, y registry.Year, step registry.Step, s Standing) string {
	return strings.NewReplacer(blanks[0], s.Unit.Name, blanks[1], StepWords(step), blanks[2], strconv.Itoa(int(y)), blanks[3],
		s.Due.Local()).
		Replace(text)
}
