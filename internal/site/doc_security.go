// # What keeps strangers out
//
// The requirements are those of OWASP ASVS 5.0, levels 1 and 2, that apply to a
// site without third-party sign-in, payments or scripts of others. Each names where
// it is met and the test that holds it.
//
//	requirement                                      where                                test
//	V1  output encoded for its place                  view (html/template, no HTML type)   TestOddStringsInEveryField, TestOddStringsInParameters
//	V1  no SQL from input                             sqlite (arguments through ? only)    TestOddStringsInParameters
//	V1  no formula in tables                          exchange, public/csv, press, office  TestExportsHoldNoFormula, public.TestCSVHasNoFormula
//	V1  no line ends in headers                       net/http, shell (flash by key)       TestOddStringsInParameters
//	V1  a search costs so much and no more            search (terms, words, hits bounded)  TestSearchesOfAnAttacker
//	V2  limits of rows, fields, parts                 shell/form, registry checks          desk.TestWrongInputs, TestOversizedBodies
//	V2  a form sent twice is done once                form_key, ref                        desk.TestSentTwice, e2e.TestKill
//	V3  content policy without unsafe-*               shell/middleware headers             TestSecurityHeaders
//	V3  nosniff, frames, referrer, permissions        shell/middleware headers             TestSecurityHeaders
//	V3  HSTS under TLS                                shell/middleware headers             TestSecurityHeaders
//	V3  cookies HttpOnly, Secure, SameSite            shell/session setCookie              sign.TestCookieIsSecureOverHTTPS
//	V3  cookies of this host alone (__Host-)          shell/session CookieName             sign.TestCookieIsSecureOverHTTPS
//	V3  reading changes nothing                       routes                               TestRoutes
//	V3  posts of other sites refused                  shell/middleware crossOrigin         desk.TestWrongActions
//	V3  redirects stay here                           shell LocalPath, trimSlash           sign.TestNextStaysHere, TestHostAndRedirects
//	V4  host header not believed                      shell Base                           TestHostAndRedirects, TestHostWithoutBaseURL
//	V4  forwarded addresses of named proxies only     shell/router addressOf               TestMetricsAreForTheMachineItself
//	V4  other methods refused and named               shell/router nowhere                 TestMethodsAndYears
//	V4  what the program fetches leads nowhere else   job/hub.go stayAtHub                 job.TestHubIsNotFollowed
//	V4  broken and deep JSON                          exchange.ParseObject                 api.TestBrokenBodies
//	V5  uploads by content, size, pixels, time        photo, attachment                    photo.TestHostile, attachment.TestHostileDocuments
//	V5  no path from a file name                      photo, attachment (names by content) TestPathTricks
//	V5  private files by guessed address              desk/photo, desk/file                desk.TestPhotoAccess, TestRoutes
//	V5  place and device leave a picture              photo                                photo.TestMetadata, public.TestPressPack
//	V5  photos and documents bounded by size          shell/form, photo, attachment        TestOversizedBodies, desk.TestPhotoUpload
//	V6  slow hashes, long passwords                   auth/password.go                     auth.TestPassword
//	V6  the passwords tried first are refused         registry/password.go                 registry.TestGuessablePasswords
//	V6  brute force, spraying, per account and net    auth/throttle.go                     sign.TestThrottledPage, auth.TestThrottle
//	V6  same answer and time for unknown accounts     account/signin.go                    account.TestSignIn
//	V6  second factor, a code works once              auth/totp, site/sign                 sign.TestSecondStep, sign.TestForcedFactorPages
//	V6  single-use links, by hash, with an end        sqlite/link.go                       sign.TestPasswordLink
//	V7  new secret at sign-in, ended at sign-out      account/signin.go                    sign.TestPlantedCookie
//	V7  idle and absolute end; all others at once     account/signin.go                    sign.TestOwnAccountPages
//	V7  sessions end with a restore                   backup.Restore                       backup.TestRestoreEndsSessions
//	V8  every object, role and route                  registry/rights, RequireArea         TestRoutes, TestOthersDraftsAreNotFound, TestNeighboursSeeAndDoNothing, api.TestAPIByRole
//	V8  no mass assignment                            one decoder for each input           desk.TestDraftsKeepEveryField, api.TestAPINamesWrongFields
//	V9  tokens by hash, revocable, shown once         account/token.go                     sign.TestOwnAccountPages, api.TestAPIByRole
//	V11 secrets from the system's chance, by hash     auth/secret.go                        auth.TestSecret
//	V12 TLS 1.2 and later, own files or ACME          cmd/danvankheo/tls.go                 e2e.TestOwnTLS, e2e.TestACME (scripts/soak)
//	V13 metrics and health tell nothing to strangers  shell/metrics, shell/health           TestMetricsAreForTheMachineItself
//	V13 slow clients                                  http.Server limits, limited listener  e2e.TestSlowConnections
//	V14 private pages are not cached                  shell RequireArea, Private            TestRoutes, desk.TestPhotoAccess
//	V14 no name or number in an address               admin/person (searches by POST)       admin.TestPersonPages
//	V14 data end with their term                      account.Expire                        account.TestExpire
//	V14 a person's data handed out and erased         account/person.go                     account.TestErasePerson, admin.TestPersonPages
//	V14 numbers of persons asked for before public    workflow/numbers.go                   TestNumbersOfPersonsAreAskedFor, TestNumbersOfPersonsAreAskedForAtEveryDoor, transfer.TestRowsWithNumbersOfPersons
//	V14 consent given again, never ticked beforehand  workflow inherit, view.InputTick      workflow.TestContinueAcrossAMerger
//	V15 dependencies pinned, few, one owner each      go.mod, imports_test.go               internal.TestDependenciesHaveOneOwner
//	V16 no secrets and no people in logs              shell/middleware accessLog            sign.TestLogHoldsNoSecrets
//	V16 who did what, append-only                     sqlite audit                          sqlite.TestAuditOnlyGrows
//	V16 errors without the inside, with a reference   shell/errors problem                  TestOddStringsInParameters, e2e.TestFullDisk
package site
