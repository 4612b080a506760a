// Package reference changes what hardly ever changes and is read all the time: the
// ledger of units and its map, seasons with their exemptions and extensions, and the
// settings of the site and of its mail.
//
// Every change goes through [workflow.Core.UpdateReference], which has all processes of
// the state folder read it again. An edit is refused when somebody else was faster.
package reference
