// Package reminder decides what becomes of a reminder: when it comes next, whether an
// occurrence that is due is sent, waits or is passed over, and what a person's silence
// or a failed delivery means for it. It is pure: reminders are values, and the time
// comes in. What a reminder says is its owner's business: package engine for a
// person's own, package schedule for a community's.
package reminder
