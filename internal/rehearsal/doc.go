// Package rehearsal plays transcripts against the scripts: what a person types,
// and what must come back. It knows no store, no platform and no clock of its own.
//
// A transcript (rehearsals/NAME.txt) has a few lines about the person, then cases:
//
//	language: en
//	start: 2026-03-02 20:00 Europe/Madrid
//	consent: yes
//	person: no_holds = yes
//
//	-- a heavy day
//	> /evening
//	< How is your mood right now?
//	> [2]
//	= record check-in: mood 2
//
// Lines that begin with # are remarks. "> text" is typed, "> /command" starts
// something, "> [Label]" presses a button: the newest one with that label, choices
// before controls, so that a button of an earlier question can be pressed too when
// no newer one is called the same. "~ 20s" lets time pass, or "~ 21:30" and "~
// tomorrow 09:00"; timers that come due on the way fire in order.
//
// What follows, up to the next > or ~, must come:
//
//   - The "<" lines are the messages, in order. White space is folded, so a message
//     of several lines may stand on one line or on several. "..." stands for
//     anything, also for nothing. A line that is only "< ..." is any one message.
//     A message that nothing expects is a failure.
//   - What the bot adds to a text by itself may be left out: "(optional)" with the
//     words for the ends of a scale, and the line of a pacer after its introduction:
//     "< [pacer] In 4 · Hold 4 · Out 4 · Rest 4, 4 rounds".
//   - A text with several wordings matches when any of them is written. The case is
//     then played with that wording, so what was covered was really said.
//   - The "=" lines are what happened. Their place among the messages of the turn
//     does not matter. "..." works in them too, and what stands behind the first
//     name may be left out:
//
// The lines of what happened, with "must" for those that fail a case when they are
// not written:
//
//	= record KIND: mood 2, area chest    must; the answers in the order of values:
//	= safety crisis                      must, or "< ..." ("= safety now": the lines)
//	= show week                          must, or "< ..."
//	= export                             must, or "< ..."
//	= forget                             must
//	= later SCRIPT 2026-03-03 09:00      must; the time may be left out
//	= quiet 2026-03-03 08:00             must; the time may be left out
//	= reminder 1 set 2026-03-03 21:00    must; the time may be left out
//	= reminder 1 moved 2026-03-04 21:00  must: skipped, or another time; the time may be left out
//	= reminder 1 again 2026-03-03 21:30  must: put off for a while; the time may be left out
//	= reminder 1 gone                    must: paused or deleted
//	= passed quiet-hours 1               must: a reminder was due and did not come; how many may be left out
//	= end SCRIPT REASON                  may be written
//
// When a reminder is due it sets its own next time; that may be left out. Other timers
// that were set or cancelled are not written.
package rehearsal
