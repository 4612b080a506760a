package registry

import (
	"strings"
	"time"
)

// AccountID identifies an account; 0 is nobody.
type AccountID int64

// Role is what an account may do; rights holds the table.
type Role uint8

// The roles. Visitor is anybody who has not signed in.
const (
	Visitor Role = iota
	UnitStaff
	Verifier
	CouncilMember
	Secretary
	Journalist
	Admin
)

var roles = []term{
	{"khach", "Khách"}, {"don-vi", "Cán bộ đơn vị"}, {"tham-dinh", "Chuyên viên thẩm định"}, {"hoi-dong", "Thành viên hội đồng"},
	{"thu-ky", "Thư ký hội đồng"}, {"bao-chi", "Nhà báo"}, {"quan-tri", "Quản trị"},
}

var roleAliases = map[string]Role{
	"unit-staff": UnitStaff, "unit": UnitStaff, "verifier": Verifier, "council-member": CouncilMember, "council": CouncilMember,
	"secretary": Secretary, "council-secretary": Secretary, "journalist": Journalist, "admin": Admin,
}

func (r Role) String() string { return codeOf(roles, r) }

// Label gives the words for the role.
func (r Role) Label() string { return labelOf(roles, r) }

// ParseRole reads the code of a role, Vietnamese or English.
func ParseRole(s string) (Role, error) {
	if r, ok := roleAliases[s]; ok {
		return r, nil
	}
	return parse[Role](roles, "vai trò", s)
}

// Roles lists all roles, Visitor first.
func Roles() []Role { return all[Role](roles) }

// Account is one person's access.
type Account struct {
	ID           AccountID
	Email        string
	Name         string
	Role         Role
	Unit         UnitCode // of unit staff: the version in force when set
	PasswordHash string   // argon2id, "" until the first password is set
	TOTPSecret   string   // "" without a second factor
	Disabled     bool
	Demo         bool
	Mail         MailChoice
	CreatedAt    time.Time
	SignedInAt   time.Time
	Version      int
}

// EmailKey is the form under which addresses are compared.
func EmailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// CheckAccount lists what is wrong with an account's fields.
func CheckAccount(a Account) error {
	var f Fields
	if at := strings.IndexByte(a.Email, '@'); at < 1 || at == len(a.Email)-1 || strings.ContainsAny(a.Email, " \t\r\n<>") ||
		len(a.Email) > 254 {
		f.Add("email", "Nhập địa chỉ thư điện tử, ví dụ ten@bacninh.gov.vn.")
	}
	if n := len([]rune(strings.TrimSpace(a.Name))); n < 2 || n > 120 {
		f.Add("name", "Nhập họ tên, từ 2 đến 120 ký tự.")
	}
	if a.Role == Visitor || int(a.Role) >= len(roles) {
		f.Add("role", "Chọn vai trò.")
	}
	if a.Role == UnitStaff && a.Unit == "" {
		f.Add("unit", "Cán bộ đơn vị phải thuộc một đơn vị.")
	}
	return f.Err("Tài khoản chưa lưu được.")
}

// passwordMin is the least length of a password, in characters.
const passwordMin = 10

// CheckPassword lists what is wrong with a new password.
func CheckPassword(password, email string) error {
	var f Fields
	n := len([]rune(password))
	switch {
	case n < passwordMin:
		f.Add("password", "Mật khẩu cần ít nhất %d ký tự. Một câu ngắn dễ nhớ là đủ.", passwordMin)
	case n > 200:
		f.Add("password", "Mật khẩu dài quá 200 ký tự.")
	case guessable(password, email):
		f.Add("password", "Mật khẩu này dễ đoán quá, hãy chọn câu khác.")
	}
	return f.Err("Mật khẩu chưa đặt được.")
}

// Actor is who acts: an account with the versions of units it stands for. The
// zero Actor is a visitor.
type Actor struct {
	Account AccountID
	Name    string
	Role    Role
	Unit    UnitCode
	Units   map[UnitCode]bool // own unit in every version, and its predecessors
	Address string            // network address, for the audit record
}

// System is the actor of what the program does by itself (publishing at a time, importing by command).
func System(name string) Actor { return Actor{Name: name, Role: Admin} }

// Owns reports whether the entry belongs to the actor's unit or one it succeeded.
func (a Actor) Owns(e *Entry) bool { return a.Role == UnitStaff && e.Unit != "" && a.Units[e.Unit] }
