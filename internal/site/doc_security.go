// # What keeps strangers out
//
// The requirements are those of OWASP ASVS 5.0, levels 1 and 2, that apply to a
// site without third-party sign-in, payments or scripts of others. Each names where
// it is met and the test that holds it.
//
//	requirement                                      where                                test
//	V1  output encoded for its place                 view (html/template, no HTML type)   TestOddStringsInEveryField, TestOddStringsInParameters
//	V1  no SQL from input                            sqlite (arguments through ? only)    TestOddStringsInParameters
//	V1  no formula in tables                         exchange, public_csv, press, office  TestExportsHoldNoFormula, TestCSVHasNoFormula
//	V1  no line ends in headers                      net/http, show.go (flash by key)     TestOddStringsInParameters
//	V1  a search costs so much and no more           search (terms, words, hits bounded)  TestSearchesOfAnAttacker
//	V2  limits of rows, fields, parts                form.go, registry checks             TestWrongInputs, TestOversizedBodies
//	V2  a form sent twice is done once               form_key, ref                        TestSentTwice, e2e.TestKill
//	V3  content policy without unsafe-*              middleware.go headers                TestSecurityHeaders
//	V3  nosniff, frames, referrer, permissions       middleware.go headers                TestSecurityHeaders
//	V3  HSTS under TLS                               middleware.go headers                TestSecurityHeaders
//	V3  cookies HttpOnly, Secure, SameSite           session.go setCookie                 TestCookieIsSecureOverHTTPS
//	V3  cookies of this host alone (__Host-)         session.go cookieName                TestCookieIsSecureOverHTTPS
//	V3  reading changes nothing                      routes                               TestRoutes
//	V3  posts of other sites refused                 middleware.go crossOrigin            TestWrongActions
//	V3  redirects stay here                          show.go local, site.go trimSlash     TestNextStaysHere, TestHostAndRedirects
//	V4  host header not believed                     show.go base                         TestHostAndRedirects, TestHostWithoutBaseURL
//	V4  forwarded addresses of named proxies only    site.go addressOf                    TestMetricsAreForTheMachineItself
//	V4  other methods refused and named              site.go nowhere                      TestMethodsAndYears
//	V4  what the program fetches leads nowhere else  job/hub.go stayAtHub                 job.TestHubIsNotFollowed
//	V4  broken and deep JSON                         exchange.ParseObject                 TestBrokenBodies
//	V5  uploads by content, size, pixels, time       photo, attachment                    photo.TestHostile, attachment.TestHostileDocuments
//	V5  no path from a file name                     photo, attachment (names by content) TestPathTricks
//	V5  private files by guessed address             photo.go, file.go                    TestPhotoAccess, TestRoutes
//	V5  place and device leave a picture             photo                                photo.TestMetadata, TestPressPack
//	V5  photos and documents bounded by size         form.go, photo, attachment           TestOversizedBodies, TestPhotoUpload
//	V6  slow hashes, long passwords                  auth/password.go                     auth.TestPassword
//	V6  the passwords tried first are refused        registry/password.go                 registry.TestGuessablePasswords
//	V6  brute force, spraying, per account and net   auth/throttle.go                     TestThrottledPage, auth.TestThrottle
//	V6  same answer and time for unknown accounts    workflow/signin.go                   workflow.TestSignIn
//	V6  second factor, a code works once             auth/totp.go, sign.go                TestSecondStep, TestForcedFactorPages
//	V6  single-use links, by hash, with an end       sqlite/link.go                       TestPasswordLink
//	V7  new secret at sign-in, ended at sign-out     workflow/signin.go                   TestPlantedCookie
//	V7  idle and absolute end; all others at once    workflow/signin.go                   TestOwnAccountPages
//	V7  sessions end with a restore                  backup.Restore                       backup.TestRestoreEndsSessions
//	V8  every object, role and route                 registry/rights.go, need()           TestRoutes, TestOthersDraftsAreNotFound, TestNeighboursSeeAndDoNothing, TestAPIByRole
//	V8  no mass assignment                           one decoder for each input           TestDraftsKeepEveryField, TestAPINamesWrongFields
//	V9  tokens by hash, revocable, shown once        workflow/token.go                    TestOwnAccountPages, TestAPIByRole
//	V11 secrets from the system's chance, by hash    auth/secret.go                       auth.TestSecret
//	V12 TLS 1.2 and later, own files or ACME         cmd/danvankheo/tls.go                e2e.TestOwnTLS, e2e.TestACME (scripts/soak)
//	V13 metrics and health tell nothing to strangers metrics.go, health.go                TestMetricsAreForTheMachineItself
//	V13 slow clients                                 http.Server limits, limited listener e2e.TestSlowConnections
//	V14 private pages are not cached                 middleware.go need, sign.go private  TestRoutes, TestPhotoAccess
//	V14 no name or number in an address              adminperson.go (searches by POST)    TestPersonPages
//	V14 data end with their term                     workflow.Expire                      workflow.TestExpire
//	V14 a person's data handed out and erased        workflow/person.go                   workflow.TestErasePerson, TestPersonPages
//	V14 numbers of persons asked for before public   workflow/numbers.go                  TestNumbersOfPersonsAreAskedFor, TestNumbersOfPersonsAreAskedForAtEveryDoor, workflow.TestRowsWithNumbersOfPersons
//	V14 consent given anew, never ticked beforehand  workflow inherit, view.InputTick     workflow.TestContinueAcrossAMerger
//	V15 dependencies pinned, few, one owner each     go.mod, imports_test.go              internal.TestDependenciesHaveOneOwner
//	V16 no secrets and no people in logs             middleware.go accessLog              TestLogHoldsNoSecrets
//	V16 who did what, append-only                    sqlite audit                         sqlite.TestAuditOnlyGrows
//	V16 errors without the inside, with a reference  errors.go problem                    TestOddStringsInParameters, e2e.TestFullDisk
package site
