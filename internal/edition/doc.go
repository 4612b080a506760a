// Package edition is what the public may read of an entry.
//
// An [Edition] (bản công bố) is sealed when a story is published, corrected or
// released again by somebody who may publish: numbered, hashed, kept for ever. All
// readers outside (pages, search, feeds, packs, sums, the API without rights) take an
// Edition. The type has no door for an entry that is being written: one comes from
// [Seal], which the storage calls inside the transaction of the deed, from [Open],
// which reads what was sealed, or from [Preview], which shows those who may see the
// entry itself what the next edition would be.
//
// What is sealed and what lives: texts, year, unit, outcomes, photos and their words
// are sealed. The registers (recognitions, commendations), corrections and the state
// of publication belong to the entry and are joined at every reading; a photo that
// was taken down leaves all editions at once, and erasing a person rewrites them, with
// the first hash kept.
package edition
