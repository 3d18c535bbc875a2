package script

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// maxExpr is how long an expression may be, in bytes.
const maxExpr = 500

// compileExpr parses with expr-lang's grammar and compiles the tree into closures
// of our own: its machine may fail while a person waits (a nil, a missing key),
// ours cannot. The column is where in source the mistake is, counted from 0.
func compileExpr(source string, n names) (expr *Expr, wrong *mistake, column int) {
	if len(source) > maxExpr {
		return nil, &mistake{"this expression is too long", "set a value first and use that"}, 0
	}
	tree, err := parser.Parse(source)
	if err != nil {
		if at, ok := errors.AsType[*file.Error](err); ok {
			return nil, unreadable(source, firstLine(at.Message)), at.Column
		}
		return nil, &mistake{"this expression cannot be read", "write it like: mood <= 3 and answered(area)"}, 0
	}
	c := &compiler{names: n}
	e := c.known(tree.Node, c.node(tree.Node))
	if c.wrong != nil {
		return nil, c.wrong, c.column
	}
	e.Source, e.Reads = source, c.reads
	return e, nil, 0
}

func firstLine(s string) string { line, _, _ := strings.Cut(s, "\n"); return line }

// compiler keeps the first mistake; after it, every node is an empty expression.
type compiler struct {
	names  names
	wrong  *mistake
	column int
	reads  []*Slot
}

func (c *compiler) fail(node ast.Node, what, hint string) *Expr {
	if c.wrong == nil {
		c.wrong = &mistake{what, hint}
		c.column = node.Location().From
	}
	return &Expr{}
}

func (c *compiler) node(node ast.Node) *Expr {
	switch n := node.(type) {
	case *ast.IntegerNode:
		return c.constant(node, float64(n.Value))
	case *ast.FloatNode:
		return c.constant(node, n.Value)
	case *ast.BoolNode:
		return fixedYes(n.Value)
	case *ast.StringNode:
		return fixedText(n.Value)
	case *ast.IdentifierNode:
		return c.name(n.Value)
	case *ast.MemberNode:
		return c.member(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.CallNode:
		if name, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(node, name.Value, n.Arguments)
		}
	case *ast.BuiltinNode:
		return c.call(node, n.Name, n.Arguments)
	case *ast.ChainNode:
		return c.node(n.Node)
	}
	return c.fail(node, "this kind of expression is not known here", "use comparisons, + - * /, and, or, not")
}

func (c *compiler) constant(node ast.Node, n float64) *Expr {
	if math.Abs(n) > maxNumber {
		return c.fail(node, fmt.Sprintf("numbers reach from -%d to %d", maxNumber, maxNumber), "")
	}
	milli := int64(math.Round(n * 1000))
	return &Expr{Kind: Number, number: func(Env) (int64, bool) { return milli, true }}
}

func fixedYes(yes bool) *Expr {
	return &Expr{Kind: YesNo, yes: func(Env) (bool, bool) { return yes, true }}
}

// certain is a condition that is either true or not, whatever was answered.
func certain(holds func(Env) bool) *Expr {
	return &Expr{Kind: YesNo, yes: func(env Env) (bool, bool) { return holds(env), true }}
}

func fixedText(s string) *Expr {
	return &Expr{Kind: Text, fixed: &s, text: func(Env) (string, bool) { return s, true }}
}

// name is a value, or a bare word that the other side of a comparison may know
// as a choice.
func (c *compiler) name(name string) *Expr {
	slot, ok := c.names.find(name)
	if ok {
		return c.slot(slot)
	}
	return &Expr{Kind: Unset, fixed: &name}
}

func (c *compiler) member(n *ast.MemberNode) *Expr {
	base, ok := n.Node.(*ast.IdentifierNode)
	property, isName := n.Property.(*ast.StringNode)
	if !ok || !isName {
		return c.fail(n, "this kind of expression is not known here", "only person.NAME has a dot")
	}
	name := base.Value + "." + property.Value
	slot, ok := c.names.find(name)
	if !ok {
		return c.unknown(n, name, "declare it in person.yaml")
	}
	return c.slot(slot)
}

func (c *compiler) slot(slot *Slot) *Expr {
	c.reads = append(c.reads, slot)
	return slotExpr(slot)
}

// unknown is a name that is not declared. Nothing is said of one whose declaration
// has a mistake.
func (c *compiler) unknown(node ast.Node, name, otherwise string) *Expr {
	if c.names.broken[name] {
		return c.fail(node, "", "")
	}
	return c.fail(node, fmt.Sprintf("%q is not declared", name), c.nearest(name, otherwise))
}

func (c *compiler) nearest(name, otherwise string) string {
	if near, ok := problem.Nearest(name, c.names.known); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
}

func slotExpr(slot *Slot) *Expr {
	e := &Expr{Kind: slot.Type.Kind, list: slot.Type.List}
	switch slot.Type.Kind {
	case Number, Time:
		e.number = func(env Env) (int64, bool) { v := env.Value(slot); return v.N, v.Kind == slot.Type.Kind }
	case YesNo:
		e.yes = func(env Env) (bool, bool) { v := env.Value(slot); return v.Yes(), v.Kind == YesNo }
	case Text:
		e.text = func(env Env) (string, bool) { v := env.Value(slot); return v.S, v.Kind == Text }
	case Choice:
		e.choice = func(env Env) (Hash, bool) { v := env.Value(slot); return Hash(v.N), v.Kind == Choice }
	case Choices, Schedule, Zone, Which:
		e.many = func(env Env) (Value, bool) { v := env.Value(slot); return v, v.Kind == slot.Type.Kind }
	case Unset:
	}
	return e
}

func (c *compiler) unary(n *ast.UnaryNode) *Expr {
	x := c.known(n.Node, c.node(n.Node))
	switch {
	case c.wrong != nil:
		return x
	case (n.Operator == "not" || n.Operator == "!") && x.Kind == YesNo:
		return certain(func(env Env) bool { return !x.Yes(env) })
	case n.Operator == "-" && x.Kind == Number:
		return &Expr{Kind: Number, number: func(env Env) (int64, bool) { v, ok := x.number(env); return -v, ok }}
	case n.Operator == "+" && x.Kind == Number:
		return x
	}
	return c.fail(n, fmt.Sprintf("%q does not go with %s", n.Operator, kindWord(x.Kind)), "")
}

// known refuses a bare word that is neither a value nor compared with a choice.
func (c *compiler) known(node ast.Node, e *Expr) *Expr {
	if c.wrong == nil && e.Kind == Unset && e.fixed != nil {
		return c.unknown(node, *e.fixed, "declare it under values:")
	}
	return e
}

func (c *compiler) call(node ast.Node, name string, args []ast.Node) *Expr {
	switch {
	case name == "answered" && len(args) == 1:
		return c.answered(args[0])
	case name == "hour" && len(args) == 0:
		return &Expr{Kind: Number, number: func(env Env) (int64, bool) { return int64(env.Now().Hour()) * 1000, true }}
	case name == "weekday" && len(args) == 0:
		return &Expr{Kind: Number, number: func(env Env) (int64, bool) { return isoWeekday(env.Now()) * 1000, true }}
	case name == "reminders" && len(args) == 0:
		return &Expr{Kind: Number, number: func(env Env) (int64, bool) { return int64(env.Reminders()) * 1000, true }}
	case name == "reminders_full" && len(args) == 0:
		return certain(func(env Env) bool { return env.Reminders() >= env.Library().reminderLimit() })
	case name == "paused" && len(args) == 1:
		return c.paused(args[0])
	case name == "coming" && len(args) == 1:
		return c.coming(args[0])
	case name == "in_quiet_hours" && len(args) == 1:
		return c.inQuietHours(args[0])
	}
	return c.fail(node, fmt.Sprintf("%q is no function of ours, or its brackets hold the wrong things", name), "known: answered(value), hour(), weekday(), reminders(), reminders_full(), paused(reminder), coming(reminder), in_quiet_hours(schedule)")
}

func isoWeekday(t time.Time) int64 { return int64((t.Weekday()+6)%7) + 1 }

func (c *compiler) answered(arg ast.Node) *Expr {
	name := ""
	switch n := arg.(type) {
	case *ast.IdentifierNode:
		name = n.Value
	case *ast.MemberNode:
		base, okBase := n.Node.(*ast.IdentifierNode)
		property, okName := n.Property.(*ast.StringNode)
		if okBase && okName {
			name = base.Value + "." + property.Value
		}
	}
	slot, ok := c.names.find(name)
	if c.names.broken[name] {
		return c.unknown(arg, name, "")
	}
	if !ok {
		return c.fail(arg, "answered( ) takes the name of a value", c.nearest(name, "write it like answered(mood)"))
	}
	c.reads = append(c.reads, slot)
	return certain(func(env Env) bool { return env.Value(slot).Kind != Unset })
}

func kindWord(k Kind) string {
	return [...]string{"an unknown word", "a number", "a choice", "several choices", "a text", "a yes or no", "a time", "a schedule", "a time zone", "a reminder"}[k]
}
