package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// readParts writes the values of an object where they belong and adds what is
// wrong under names beginning with prefix. Keys that no part has are wrong.
func readParts(o object, parts []part, prefix string, wrong *registry.Fields) {
	known := make([]string, len(parts))
	for i, p := range parts {
		known[i] = p.key
		if raw, ok := o[p.key]; ok {
			readPart(p, value{json: raw}, prefix, wrong)
		}
	}
	for _, k := range o.unknown(known...) {
		wrong.Add(prefix+k, "không có trường này.")
	}
}

// readPart writes one value where it belongs.
func readPart(p part, v value, prefix string, wrong *registry.Fields) {
	var msg string
	switch at := p.at.(type) {
	case nil:
	case func(string):
		var s string
		if s, msg = v.text(); msg == "" {
			at(s)
		}
	case *[]registry.Outcome:
		*at = readOutcomes(v, wrong)
	case *[]registry.Partner:
		*at = readList(v, partnerParts, prefix+p.key, wrong)
	case *[]registry.Resource:
		*at = readList(v, resourceParts, prefix+p.key, wrong)
	case *[]registry.Site:
		*at = readList(v, siteParts, prefix+p.key, wrong)
	case *[]registry.Recognition:
		*at = readList(v, recognitionParts, prefix+p.key, wrong)
	case *[]registry.Commendation:
		*at = readList(v, commendationParts, prefix+p.key, wrong)
	case *[]LinkRef:
		*at = readList(v, linkParts, prefix+p.key, wrong)
	case *registry.Report:
		msg = readObject(v, reportParts(at), prefix+p.key, wrong)
	case markedStory:
		msg = readObject(v, storyParts(at), prefix+p.key, wrong)
		at.unmark()
	case *[]string:
		msg = assign(at, v.texts)
	default:
		msg = readScalar(p.at, v)
	}
	if msg != "" {
		wrong.Add(prefix+p.key, "%s", msg)
	}
}

// readScalar reads a value that is no list.
func readScalar(to any, v value) string {
	switch at := to.(type) {
	case *string:
		return assign(at, v.text)
	case *registry.FieldCode:
		s, msg := v.text()
		*at = registry.FieldCode(codeOfChoice(fieldChoices, s))
		return msg
	case *registry.UnitCode:
		s, msg := v.text()
		*at = registry.UnitCode(strings.TrimSpace(s))
		return msg
	case *registry.Amount:
		return assign(at, v.amount)
	case *registry.Date:
		return assign(at, v.date)
	case *registry.Year:
		return assign(at, v.year)
	case *bool:
		return assign(at, v.bool)
	case *time.Time:
		return readTime(at, v)
	case *registry.Type:
		return readEnum(at, v, registry.Types(), "loại")
	case *registry.Novelty:
		return readEnum(at, v, registry.Novelties(), "hình thức")
	case *registry.LinkKind:
		return readEnum(at, v, []registry.LinkKind{registry.Continues, registry.LearnsFrom}, "liên kết")
	case *registry.Registration:
		return readEnum(at, v, registry.Registrations(), "trạng thái đăng ký")
	case *registry.Publication:
		return readEnum(at, v, registry.Publications(), "trạng thái đăng")
	case *registry.Aggregation:
		return readEnum(at, v, registry.Aggregations(), "cách cộng")
	case *registry.Counting:
		return readEnum(at, v, registry.Countings(), "cách đếm")
	case *nameSince:
		if at.set = !v.empty(); at.set {
			return assign(&at.year, v.year)
		}
		return ""
	case *registry.UnitKind:
		return readEnum(at, v, registry.UnitKinds(), "loại đơn vị")
	case *registry.Extent:
		return readEnum(at, v, []registry.Extent{registry.Whole, registry.Part}, "phạm vi kế thừa")
	}
	panic(fmt.Sprintf("exchange: no reading of %T", to))
}

func assign[T any](to *T, read func() (T, string)) string {
	x, msg := read()
	if msg == "" {
		*to = x
	}
	return msg
}

// enum is a value of a closed set with its code and its words.
type enum interface {
	comparable
	String() string
	Label() string
}

// readEnum reads a value of a closed set by its code or its words; nothing is the
// first of the set.
func readEnum[T enum](to *T, v value, all []T, what string) string {
	s, msg := v.text()
	if msg != "" {
		return msg
	}
	s = strings.TrimSpace(s)
	if s == "" {
		*to = all[0]
		return ""
	}
	folded := plainName(s)
	for _, x := range all {
		if x.String() == s || plainName(x.Label()) == folded || plainName(x.String()) == folded {
			*to = x
			return ""
		}
	}
	codes := make([]string, len(all))
	for i, x := range all {
		codes[i] = x.String()
	}
	return fmt.Sprintf("không có %s “%s”; chọn: %s.", what, short(s), strings.Join(codes, ", "))
}

// fieldChoices are the usual fields; one that a season adds is known by its code.
var fieldChoices = func() (out []registry.Choice) {
	for _, f := range registry.DefaultFields() {
		out = append(out, registry.Choice{Code: string(f.Code), Label: f.Label})
	}
	return out
}()

// codeOfChoice gives the code of a choice named by its code or words, or the text
// itself.
func codeOfChoice(list []registry.Choice, s string) string {
	s = strings.TrimSpace(s)
	folded := plainName(s)
	for _, c := range list {
		if plainName(c.Code) == folded || plainName(c.Label) == folded {
			return c.Code
		}
	}
	return s
}

func readTime(to *time.Time, v value) string {
	s, msg := v.text()
	if s = strings.TrimSpace(s); msg != "" || s == "" {
		*to = time.Time{}
		return msg
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil && t.Year() > 1900 && t.Year() < 2200 {
		*to = t.UTC()
		return ""
	}
	if day, ok := registry.NewDate(s).Time(); ok {
		*to = day.Add(-7 * time.Hour) // midnight in the province
		return ""
	}
	return "cần là thời điểm, dạng 2026-03-31T08:30:00+07:00."
}

func readList[T any](v value, parts func(*T) []part, at string, wrong *registry.Fields) []T {
	list, msg := v.list()
	if msg != "" {
		wrong.Add(at, "%s", msg)
		return nil
	}
	out := make([]T, len(list))
	for i, raw := range list {
		msg := readObject(value{json: raw}, parts(&out[i]), fmt.Sprintf("%s.%d", at, i), wrong)
		if msg != "" {
			wrong.Add(fmt.Sprintf("%s.%d", at, i), "%s", msg)
		}
	}
	return out
}

func readObject(v value, parts []part, at string, wrong *registry.Fields) string {
	o, msg := v.object()
	if msg == "" {
		readParts(o, parts, at+".", wrong)
	}
	return msg
}

// plainName is the form in which headers and words are compared: without what
// is in brackets, without marks, single spaces.
func plainName(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.FieldsFunc(vietnamese.Fold(b.String()), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	}), " ")
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

func sorted[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return list
}

// writeParts gives an object of the parts that hold something, in their order.
func writeParts(parts []part) any {
	var o ordered
	for _, p := range parts {
		if x := writePart(p, false); x != nil {
			o = append(o, pair{p.key, x})
		}
	}
	return o
}

// ordered is an object whose keys keep their order.
type ordered []pair

type pair struct {
	key   string
	value any
}

// MarshalJSON writes the pairs in their order.
func (o ordered) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, p := range o {
		if i > 0 {
			b = append(b, ',')
		}
		k, err := marshal(p.key)
		if err != nil {
			return nil, err
		}
		v, err := marshal(p.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, k...), ':'), v...)
	}
	return append(b, '}'), nil
}

// writePart gives what a part holds as JSON will write it, nil when it is empty.
func writePart(p part, reported bool) any {
	switch at := p.at.(type) {
	case *[]registry.Outcome:
		return writeList(*at, func(o registry.Outcome) any { return writeOutcome(o, reported) })
	case *[]registry.Partner:
		return writeList(*at, func(x registry.Partner) any { return writeParts(partnerParts(&x)) })
	case *[]registry.Resource:
		return writeList(*at, func(x registry.Resource) any { return writeParts(resourceParts(&x)) })
	case *[]registry.Site:
		return writeList(*at, func(x registry.Site) any { return writeParts(siteParts(&x)) })
	case *[]registry.Recognition:
		return writeList(*at, func(x registry.Recognition) any { return writeParts(recognitionParts(&x)) })
	case *[]registry.Commendation:
		return writeList(*at, func(x registry.Commendation) any { return writeParts(commendationParts(&x)) })
	case *[]LinkRef:
		return writeList(*at, func(x LinkRef) any { return writeParts(linkParts(&x)) })
	case *[]string:
		return writeList(*at, func(s string) any { return s })
	case *registry.Report:
		return filled(writeParts(reportParts(at)))
	case markedStory:
		return filled(writeParts(storyParts(at)))
	}
	return writeScalar(p.at)
}

func writeScalar(from any) any {
	switch at := from.(type) {
	case *string:
		return text(*at)
	case *registry.FieldCode:
		return text(string(*at))
	case *registry.UnitCode:
		return text(string(*at))
	case *registry.Date:
		return text(string(*at))
	case *registry.Amount:
		if *at == "" {
			return nil
		}
		return amountOut(*at)
	case *registry.Aggregation:
		return at.String()
	case *registry.Counting:
		return at.String()
	case *nameSince:
		if !at.set {
			return nil
		}
		return json.Number(fmt.Sprint(int(at.year)))
	case *registry.Year:
		if *at == 0 {
			return nil
		}
		return json.Number(fmt.Sprint(int(*at)))
	case *bool:
		if !*at {
			return nil
		}
		return true
	case *time.Time:
		if at.IsZero() {
			return nil
		}
		return at.UTC().Format("2006-01-02T15:04:05.999Z07:00")
	case *registry.Novelty:
		if *at == registry.New {
			return nil
		}
		return at.String()
	case interface{ String() string }:
		return at.String()
	}
	panic(fmt.Sprintf("exchange: no writing of %T", from))
}

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func filled(o any) any {
	if len(o.(ordered)) == 0 {
		return nil
	}
	return o
}

func writeList[T any](list []T, one func(T) any) any {
	if len(list) == 0 {
		return nil
	}
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = one(x)
	}
	return out
}
