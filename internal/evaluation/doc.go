// Package evaluation holds the rules by which a council judges models: rounds and
// their phases, the scoring scale, score sheets, recusal, ranking, votes and
// decisions.
//
// It is pure: no clock, no storage, no randomness that is not computed from ids.
//
// # A score shortlists, a vote proposes
//
// A [Round] goes through the phases of [Phases]; exactly one is active. What a
// member, the chair, the secretariat or an outsider may do in it is one table,
// asked through [Phase.Allows]; what the table does not grant is refused. Nobody
// sees another's score, comment, average, count or rank before [SeeScores] is
// granted. The mean of at least [Rules.MinSheets] sheets ranks ([Rank]); the
// council's vote on the shortlist, counted by an [AwardRule], proposes.
//
// # What is a default
//
// The directive fixes no form, score, level or vote. The scale "DVK-100", the
// bands, the cap and the rules of voting are defaults with their source in
// words, and are marked "chưa đối chiếu" until the province confirms them. Scales and
// rules of voting are written as versions; a [Round] keeps the one it began with.
//
// # Secret ballots
//
// A secret ballot keeps two things that nothing joins: the set of those who have
// voted, and for every entry how often each choice was made ([Tally]). There is
// no row with a voter and a choice, no time and no order in either; casting adds
// one to the counters and one name to the set, in one transaction. From the
// stored data alone no choice can be traced to a person, by whoever holds it.
// Each voter can check that the sum of the counters is the number of voters who
// were not recused from that entry ([Tally.Sum]).
//
// The limits are said to the council beforehand: whoever copies the database
// (or its write-ahead log, which is emptied when a vote closes) before and after
// one single vote can subtract the counters; a unanimous result reveals what
// everybody chose; so does a vote in which one person took part. A council that
// does not accept these limits votes on paper and types in the counts.
//
//	order := evaluation.Order(round, member, entries)
//	list := evaluation.Rank(candidates, sheets, scale, rules)
//	out := rule.Judge(tally)
package evaluation
