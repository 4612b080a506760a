package view

import (
	"regexp"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// The record keeps codes, which do not change; the page says them in words.
var (
	entryState = regexp.MustCompile(`^([a-z-]+)/([a-z-]+)/([a-z-]+) v(\d+)$`)
	selfState  = regexp.MustCompile(`^([a-z-]+) v(\d+)$`)
	objectCode = regexp.MustCompile(`\b([a-z]+):([A-Za-z0-9_-]+)`)
	isoDay     = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)
)

// auditFact says what one side of a line holds.
func auditFact(action, fact string) string {
	if m := entryState.FindStringSubmatch(fact); m != nil {
		g, err := registry.ParseRegistration(m[1])
		r, err2 := registry.ParseResult(m[2])
		p, err3 := registry.ParsePublication(m[3])
		if err == nil && err2 == nil && err3 == nil {
			return join(" · ", g.Label(), r.Label(), p.Label(), "bản "+m[4])
		}
	}
	if m := selfState.FindStringSubmatch(fact); m != nil {
		if s, err := registry.ParseSelfState(m[1]); err == nil {
			return s.Label() + " · bản " + m[2]
		}
	}
	fact = objectCode.ReplaceAllStringFunc(fact, func(code string) string {
		kind, id, _ := strings.Cut(code, ":")
		if name := auditKind(kind); name != kind {
			return name + " " + id
		}
		return code
	})
	switch area, _, _ := strings.Cut(action, "."); area {
	case "round", "vote":
		fact = sayWords(fact, func(w string) string {
			if p, err := evaluation.ParsePhase(w); err == nil {
				return p.Label()
			}
			if p, err := evaluation.ParsePosition(w); err == nil {
				return p.Label()
			}
			for _, r := range evaluation.AwardRules() {
				if r.Form == w {
					return r.Label
				}
			}
			return ""
		})
	case "season", "urging":
		fact = sayWords(fact, func(w string) string {
			if s, err := registry.ParseStep(strings.TrimSuffix(w, ":")); err == nil {
				return s.Label()
			}
			return ""
		})
	case "account":
		if c, err := registry.ParseMailChoice(fact); err == nil {
			fact = c.Label()
		}
	}
	return isoDay.ReplaceAllStringFunc(fact, func(d string) string { return registry.NewDate(d).Local() })
}

// sayWords puts words for the codes of a text that names knows.
func sayWords(text string, name func(word string) string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		bare := strings.TrimRight(w, ",;:")
		if label := name(bare); label != "" {
			words[i] = label + w[len(bare):]
		}
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// settingNames are the parts of the settings.
var settingNames = map[string]string{"site": "cài đặt trang", "retention": "thời hạn lưu giữ", "mail": "cài đặt gửi thư",
	"figures": "số liệu nêu ở trang đầu và báo cáo"}

// AuditObject turns what people type ("mô hình 12", "đơn vị 07210-202507") into
// the code of an object; a code stays as it is.
func AuditObject(typed string) string {
	typed = strings.Join(strings.Fields(typed), " ")
	for _, object := range registry.AuditObjects() {
		kind, name := object.Code, object.Label
		if rest, ok := strings.CutPrefix(strings.ToLower(typed), name); ok && (rest == "" || rest[0] == ' ') {
			if rest == "" {
				return kind
			}
			return kind + ":" + typed[len(name)+1:]
		}
	}
	for part, name := range settingNames {
		if strings.EqualFold(typed, name) {
			return "settings:" + part
		}
	}
	return typed
}
