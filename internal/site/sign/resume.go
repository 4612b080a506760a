package sign

import (
	"net/http"
	"net/url"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

// The names by which a page of signing in carries a form along.
const (
	resumeTo     = "resume_to"
	resumeFile   = "resume_files"
	resumePrefix = "giu."
)

// askSignIn leads somebody to signing in who must: back to the page afterwards,
// or, after a form, with everything that was typed kept in the sign-in page
// itself, so that an expired session loses nothing.
func (h *Area) askSignIn(c *shell.Context) error {
	r := c.Request()
	c.Header().Set("Cache-Control", "no-store")
	to := r.URL.RequestURI()
	if r.Method != http.MethodPost {
		if v, ok := c.Visit(); ok && v.Owes != account.OwesNothing {
			return c.Redirect(http.StatusSeeOther, owedPath(v.Owes, to))
		}
		return c.Redirect(http.StatusSeeOther, address.SignIn+"?next="+url.QueryEscape(to))
	}
	kept, lead := h.KeepForm(c, to)
	if v, ok := c.Visit(); ok && v.Owes != account.OwesNothing {
		return h.showOwed(c, http.StatusUnauthorized, v, to, kept, nil)
	}
	return h.showSignIn(c, http.StatusUnauthorized, view.SignInInput{Lead: lead, Next: backOf(c), Kept: kept})
}

// keptOf reads what a sign-in page carries along; nil for nothing.
func keptOf(v url.Values) *view.Kept {
	to := shell.LocalPath(v.Get(resumeTo), "")
	if to == "" || nextOf(to) != to {
		return nil
	}
	kept := &view.Kept{To: to, Files: v.Get(resumeFile) != ""}
	for _, name := range shell.SortedKeys(v) {
		if own, ok := strings.CutPrefix(name, resumePrefix); ok {
			for _, value := range v[name] {
				kept.Fields = append(kept.Fields, view.Hidden{Name: own, Value: value})
			}
		}
	}
	return kept
}

// backOf is the page that a form was on, to return to when there is nothing to
// resume.
func backOf(c *shell.Context) string {
	u, err := url.Parse(c.Request().Referer())
	if err != nil || u.Host != c.Request().Host {
		return ""
	}
	return shell.LocalPath(u.RequestURI(), "")
}

// nextOf is where somebody goes after signing in.
func nextOf(to string) string {
	to = shell.LocalPath(to, address.Desk)
	for _, p := range []string{address.SignIn, address.SignOut} {
		if strings.HasPrefix(to, p) {
			return address.Desk
		}
	}
	return to
}
