package registry

import (
	"errors"
	"fmt"
	"strings"
)

// ErrorKind says what sort of failure an [Error] is. It decides the HTTP status
// and nothing else does.
type ErrorKind uint8

// The kinds of failure. None is the kind of a nil error; Internal that of any
// error that is not an *Error.
const (
	None ErrorKind = iota
	Internal
	Invalid     // the input is wrong; Fields says where
	Denied      // the actor is known but may not
	Unknown     // the actor must sign in first
	NotFound    // does not exist, or the actor may not know that it does
	Conflict    // somebody else was faster, or the state does not allow it
	TooLarge    // more bytes or pixels than accepted
	Unsupported // not an accepted kind of file
	TooMany     // slow down
)

// Fields lists what is wrong with an input, in the order of the form.
type Fields []FieldError

// FieldError is one wrong field: its name in the form and what to do about it.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Add appends a message for a field.
func (f *Fields) Add(field, format string, args ...any) {
	*f = append(*f, FieldError{field, fmt.Sprintf(format, args...)})
}

// For returns the first message for a field, or "".
func (f Fields) For(field string) string {
	for _, e := range f {
		if e.Field == field {
			return e.Message
		}
	}
	return ""
}

// Err returns nil when no field is wrong, else an Invalid error with msg.
func (f Fields) Err(msg string) error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Msg: msg, Fields: f}
}

// Error is the one error of the domain.
type Error struct {
	Kind   ErrorKind
	Msg    string // for the reader of the page, in Vietnamese
	Fields Fields // for a form
	Err    error  // for the log
}

// Error joins the message, the fields and the cause: for logs and commands.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Msg)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Field, f.Message)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes a domain error of a kind with a message for the reader.
func Errorf(kind ErrorKind, format string, args ...any) error {
	return &Error{Kind: kind, Msg: fmt.Sprintf(format, args...)}
}

// KindOf gives the kind of an error: None for nil, Internal for a foreign one.
func KindOf(err error) ErrorKind {
	if err == nil {
		return None
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// FieldsOf gives the wrong fields an error carries, or nil.
func FieldsOf(err error) Fields {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Fields
	}
	return nil
}

// MessageOf gives the text an error has for its reader, or "" for a foreign one.
func MessageOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Msg
	}
	return ""
}
