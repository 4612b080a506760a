package registry

import "fmt"

// term is one value of a closed set: the code kept in tables and addresses and
// the words shown to people.
type term struct{ code, label string }

func codeOf[T ~uint8](terms []term, v T) string {
	if int(v) < len(terms) {
		return terms[v].code
	}
	return fmt.Sprintf("?%d", v)
}

func labelOf[T ~uint8](terms []term, v T) string {
	if int(v) < len(terms) {
		return terms[v].label
	}
	return "?"
}

func parse[T ~uint8](terms []term, what, code string) (T, error) {
	for i, t := range terms {
		if t.code == code {
			return T(i), nil
		}
	}
	return 0, Errorf(Invalid, "Không có %s “%s”.", what, code)
}

func all[T ~uint8](terms []term) []T {
	vs := make([]T, len(terms))
	for i := range terms {
		vs[i] = T(i)
	}
	return vs
}
