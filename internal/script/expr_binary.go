package script

import (
	"fmt"
	"math"

	"github.com/expr-lang/expr/ast"
)

func (c *compiler) binary(n *ast.BinaryNode) *Expr {
	switch n.Operator {
	case "and", "&&", "or", "||":
		return c.logic(n)
	case "in":
		return c.in(n)
	case "not in":
		return c.not(c.in(n))
	case "==", "!=":
		return c.equal(n)
	case "<", "<=", ">", ">=":
		return c.order(n)
	case "+", "-", "*", "/":
		return c.arithmetic(n)
	}
	return c.fail(n, fmt.Sprintf("%q is not known in expressions", n.Operator), "use == != < <= > >= in + - * / and or not")
}

func (c *compiler) not(e *Expr) *Expr {
	if c.wrong != nil {
		return e
	}
	return certain(func(env Env) bool { return !e.Yes(env) })
}

// both compiles the two sides; a bare word or a quoted text becomes a choice when
// the other side is one, a time or a yes or no likewise.
func (c *compiler) both(n *ast.BinaryNode) (left, right *Expr) {
	left, right = c.node(n.Left), c.node(n.Right)
	left = c.adapt(n.Left, left, right)
	right = c.adapt(n.Right, right, left)
	return c.known(n.Left, left), c.known(n.Right, right)
}

func (c *compiler) adapt(node ast.Node, e, other *Expr) *Expr {
	if e.fixed == nil || c.wrong != nil {
		return e
	}
	switch other.Kind {
	case YesNo:
		if word := *e.fixed; word == "yes" || word == "no" {
			return fixedYes(word == "yes")
		}
	case Choice, Choices:
		return c.item(node, *e.fixed, other.list)
	case Time:
		if w, err := ParseWhen(*e.fixed); err == nil && w.AtClock && w.Days == 0 {
			minutes := int64(w.Minutes)
			return &Expr{Kind: Time, number: func(Env) (int64, bool) { return minutes, true }}
		}
		return c.fail(node, fmt.Sprintf("%q is no time of day", clip(*e.fixed)), `write it like "21:30", with the quotes`)
	}
	return e
}

func (c *compiler) item(node ast.Node, id string, list *List) *Expr {
	h := HashOf(id)
	if _, ok := list.Find(h); !ok {
		ids := make([]string, len(list.Items))
		for i := range list.Items {
			ids[i] = list.Items[i].ID
		}
		return c.fail(node, fmt.Sprintf("%q is not in the list %s", clip(id), list.ID), nearestOf(id, ids))
	}
	return &Expr{Kind: Choice, list: list, choice: func(Env) (Hash, bool) { return h, true }}
}

func (c *compiler) logic(n *ast.BinaryNode) *Expr {
	left, right := c.known(n.Left, c.node(n.Left)), c.known(n.Right, c.node(n.Right))
	if c.wrong != nil {
		return left
	}
	if left.Kind != YesNo || right.Kind != YesNo {
		return c.fail(n, fmt.Sprintf("%q joins two conditions, not %s and %s", n.Operator, kindWord(left.Kind), kindWord(right.Kind)), "write out both sides: mood <= 3 or mood >= 8")
	}
	if n.Operator == "and" || n.Operator == "&&" {
		return certain(func(env Env) bool { return left.Yes(env) && right.Yes(env) })
	}
	return certain(func(env Env) bool { return left.Yes(env) || right.Yes(env) })
}

func (c *compiler) order(n *ast.BinaryNode) *Expr {
	left, right := c.both(n)
	if c.wrong != nil {
		return left
	}
	if left.Kind != right.Kind || left.number == nil {
		return c.fail(n, fmt.Sprintf("%s cannot be compared with %s by %s", kindWord(left.Kind), kindWord(right.Kind), n.Operator), "")
	}
	compare := map[string]func(a, b int64) bool{
		"<":  func(a, b int64) bool { return a < b },
		"<=": func(a, b int64) bool { return a <= b },
		">":  func(a, b int64) bool { return a > b },
		">=": func(a, b int64) bool { return a >= b },
	}[n.Operator]
	return certain(func(env Env) bool {
		a, okA := left.number(env)
		b, okB := right.number(env)
		return okA && okB && compare(a, b)
	})
}

func (c *compiler) equal(n *ast.BinaryNode) *Expr {
	left, right := c.both(n)
	if c.wrong != nil {
		return left
	}
	same := sameTest(left, right)
	if same == nil {
		return c.fail(n, fmt.Sprintf("%s cannot be compared with %s", kindWord(left.Kind), kindWord(right.Kind)), "")
	}
	want := n.Operator == "=="
	return certain(func(env Env) bool {
		equal, ok := same(env)
		return ok && equal == want
	})
}

// sameTest tells whether two sides are equal, and whether both were answered. It
// is nil when they are of different kinds.
func sameTest(left, right *Expr) func(Env) (equal, ok bool) {
	switch {
	case left.Kind != right.Kind:
		return nil
	case left.number != nil:
		return func(env Env) (bool, bool) {
			a, okA := left.number(env)
			b, okB := right.number(env)
			return a == b, okA && okB
		}
	case left.yes != nil:
		return func(env Env) (bool, bool) {
			a, okA := left.yes(env)
			b, okB := right.yes(env)
			return a == b, okA && okB
		}
	case left.text != nil:
		return func(env Env) (bool, bool) {
			a, okA := left.text(env)
			b, okB := right.text(env)
			return a == b, okA && okB
		}
	case left.choice != nil:
		return func(env Env) (bool, bool) {
			a, okA := left.choice(env)
			b, okB := right.choice(env)
			return a == b, okA && okB
		}
	case left.many != nil && left.Kind != Choices:
		return func(env Env) (bool, bool) {
			a, okA := left.many(env)
			b, okB := right.many(env)
			return a == b, okA && okB
		}
	}
	return nil
}

func (c *compiler) arithmetic(n *ast.BinaryNode) *Expr {
	left, right := c.known(n.Left, c.node(n.Left)), c.known(n.Right, c.node(n.Right))
	if c.wrong != nil {
		return left
	}
	if left.Kind != Number || right.Kind != Number {
		return c.fail(n, fmt.Sprintf("%q works on numbers, not on %s and %s", n.Operator, kindWord(left.Kind), kindWord(right.Kind)), "")
	}
	operator := n.Operator
	return &Expr{Kind: Number, number: func(env Env) (int64, bool) {
		a, okA := left.number(env)
		b, okB := right.number(env)
		if !okA || !okB {
			return 0, false
		}
		return calculate(operator, a, b)
	}}
}

// calculate works in thousandths through floats and gives up where the result has
// no use: beyond what a value may hold, or by zero.
func calculate(operator string, a, b int64) (int64, bool) {
	x, y := float64(a)/1000, float64(b)/1000
	switch operator {
	case "+":
		x += y
	case "-":
		x -= y
	case "*":
		x *= y
	default:
		if y == 0 {
			return 0, false
		}
		x /= y
	}
	if math.Abs(x) > maxNumber {
		return 0, false
	}
	return int64(math.Round(x * 1000)), true
}
