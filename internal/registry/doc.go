// Package registry is the domain: what a unit, a season, an entry, a photo, a
// story and an account are, which moves between states are legal, who may do
// what, and what must be filled in before something is sent.
//
// It does no I/O and knows no clock: times are arguments.
//
// # The nouns
//
// A [Unit] is one version of a body: its name, kind and parent over an interval.
// Versions that are the same body share a [UnitID]; the official code belongs to
// the version, because official codes are reused (on 01/07/2025 all 99
// new communes took the code of a predecessor). The [Ledger] holds all versions
// and the succession edges between them and answers "who was called so on that
// day", "what is it today", "what did it come from".
//
// A [Season] is one year of the movement with its dates, fields and the kinds of
// unit that owe a model (directive 03/CT-UBND of Bắc Giang, 14/05/2022, point 6:
// at least one model a year; point 10: results before 30/11).
//
// An [Entry] is one model in one season by one unit. It has three independent
// states: its registration, its result report and its publication. What the
// unit types is its [Content], [Report] and list of [Outcome]; what the public
// reads is its [Story]. An entry reported by the press rather than registered by
// a unit has Origin [Reported]: it is shown with its source, never counted as
// registered and never scored.
//
// # Drafts keep what was typed
//
// Numbers and dates of a draft are kept as typed ([Amount], [Date]); they are
// read when something is sent ([Entry.CheckRegistration], [Entry.CheckReport])
// and a value that cannot be read is then a message beside its field. Nothing is
// silently dropped or rewritten.
//
// # Fields
//
// What the program knows of a field of the forms is one row of a table: its words,
// its length, when it must be there, who reads it and how it may name a person
// ([FieldDef]). A field added to [Content], [Report], [Story], [PhotoText] or the
// rows of their lists needs its row, and the tests say so; forms, checks, dossier,
// exchange, search, the scan for numbers and a person's request then know it.
//
// # An indicator lives
//
// An [Indicator] is known by its code for ever. Its measure and its kind of adding
// are its meaning: once a value was reported they stay, and who needs others makes
// a new indicator ([Indicator.CheckAfter]). Its name and usual fields are versions
// by season, as the names of units are by day: a season reads the name that held
// in it ([Catalogue.In]), so that renaming changes no page of an earlier season.
// Its life is the seasons whose forms offer it, First to Last, both open: a retired
// indicator is offered no more, and is shown and summed wherever it was used. No
// indicator is ever deleted, and frozen figures hold their own copy of names.
//
// Which indicators the home page shows and the report names is a [FigureChoice].
//
// # Rights
//
// The whole access policy is one table, rights, asked through [Actor.Can]. What
// the table does not grant is refused, and an entry that an actor may not view
// is NotFound, not Denied.
package registry
