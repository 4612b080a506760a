package address

// Signing in, and one's own account.
const (
	SignIn                   = "/dang-nhap"
	SignInCode               = "/dang-nhap/ma"
	SignInForgot             = "/dang-nhap/quen-mat-khau"
	SignInFactor             = "/dang-nhap/thiet-lap-ma"
	SignOut                  = "/dang-xuat"
	SetPassword  One[string] = "/dat-mat-khau/:secret"
	SetUp        One[string] = "/thiet-lap/:secret"

	Own                       = "/tai-khoan"
	OwnOfDesk                 = "/lam-viec/tai-khoan" // leads to Own
	OwnData                   = "/tai-khoan/du-lieu.json"
	OwnPassword               = "/tai-khoan/mat-khau"
	OwnMail                   = "/tai-khoan/thu"
	OwnSignOut                = "/tai-khoan/dang-xuat-het"
	OwnFactor                 = "/tai-khoan/ma"
	OwnFactorOff              = "/tai-khoan/ma/tat"
	OwnTokens                 = "/tai-khoan/khoa"
	OwnTokenRevoke One[int64] = "/tai-khoan/khoa/:id/thu-hoi"
)
