package script

import (
	"fmt"
	"slices"

	"github.com/expr-lang/expr/ast"

	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// paused is true of a reminder that does not come until it is resumed.
func (c *compiler) paused(arg ast.Node) *Expr {
	return c.reminded(arg, "paused", func(r reminder.Reminder) bool { return r.State == reminder.Paused || r.State == reminder.Stalled })
}

// coming is true of a reminder that has a next time.
func (c *compiler) coming(arg ast.Node) *Expr {
	return c.reminded(arg, "coming", func(r reminder.Reminder) bool { return !r.Due.IsZero() })
}

// reminded is a condition of one reminder; it does not hold of one that is not there.
func (c *compiler) reminded(arg ast.Node, function string, holds func(reminder.Reminder) bool) *Expr {
	e := c.argument(arg, function, Which, "reminder")
	if c.wrong != nil {
		return e
	}
	return certain(func(env Env) bool {
		v, ok := e.many(env)
		_, r, there := env.Reminder(v.reminder())
		return ok && there && holds(r)
	})
}

// inQuietHours is true of a schedule when one of its next times falls into the quiet
// hours that the person has set.
func (c *compiler) inQuietHours(arg ast.Node) *Expr {
	e := c.argument(arg, "in_quiet_hours", Schedule, "schedule")
	if c.wrong != nil {
		return e
	}
	return certain(func(env Env) bool {
		v, _ := e.many(env)
		w, ok := v.When()
		hours, set := quietHours(env)
		return ok && set && slices.ContainsFunc(nextOf(w, env), hours.Has)
	})
}

// quietHours are those that the person has set; ok is false when there are none.
func quietHours(env Env) (hours reminder.Hours, ok bool) {
	minutes := func(name string) (int, bool) {
		slot, ok := env.Library().Person.Find(name)
		if !ok {
			return 0, false
		}
		v := env.Value(slot)
		return int(v.N), v.Kind == Time
	}
	from, okFrom := minutes(PersonQuietFrom)
	to, okTo := minutes(PersonQuietTo)
	return reminder.Hours{From: from, To: to}, okFrom && okTo && from != to
}

// argument compiles what stands in the brackets of a function that takes one kind.
func (c *compiler) argument(arg ast.Node, function string, kind Kind, declared string) *Expr {
	e := c.known(arg, c.node(arg))
	if c.wrong == nil && e.Kind != kind {
		return c.fail(arg, fmt.Sprintf("%s( ) takes %s, not %s", function, kindWord(kind), kindWord(e.Kind)), "declare the value as: "+declared)
	}
	return e
}
