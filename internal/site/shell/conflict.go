package shell

import (
	"net/url"
	"strings"
)

// What a person chooses for a field that somebody else changed meanwhile.
const (
	ChooseMine   = "minh"
	ChooseTheirs = "kia"
	ChooseBoth   = "ca-hai"
)

// Chosen reads what was chosen for each field of a conflict.
func Chosen(v url.Values) map[string]string {
	out := map[string]string{}
	for key := range v {
		if name, ok := strings.CutPrefix(key, "chon."); ok {
			out[name] = v.Get(key)
		}
	}
	return out
}
