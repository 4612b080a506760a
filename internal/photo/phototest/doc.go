// Package phototest makes pictures for tests and for measuring: scenes with
// the grain of a real camera, and JPEG files that carry everything a phone
// writes into them: the place, the owner, the device, a thumbnail.
//
// It is for tests only and makes nothing anyone would want to look at.
//
//	b := phototest.NewJPEG(4000, 3000, 7, phototest.Phone())
package phototest
