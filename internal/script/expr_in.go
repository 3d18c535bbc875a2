package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// in reads "mood in 4..6", "area in [chest, belly]" and `"chest" in parts`.
func (c *compiler) in(n *ast.BinaryNode) *Expr {
	switch right := n.Right.(type) {
	case *ast.BinaryNode:
		if right.Operator == ".." {
			return c.inRange(n, right)
		}
	case *ast.ArrayNode:
		return c.inArray(n, right)
	}
	left, right := c.both(n)
	switch {
	case c.wrong != nil:
		return left
	case left.Kind == Choice && right.Kind == Choices:
		return certain(func(env Env) bool {
			h, okH := left.choice(env)
			v, okV := right.many(env)
			return okH && okV && v.Has(h)
		})
	}
	return c.fail(n, `"in" looks into a range or a list`, `write it like: mood in 4..6, or area in ["chest", "belly"]`)
}

func (c *compiler) inRange(n, r *ast.BinaryNode) *Expr {
	x, low, high := c.known(n.Left, c.node(n.Left)), c.known(r.Left, c.node(r.Left)), c.known(r.Right, c.node(r.Right))
	if c.wrong != nil {
		return x
	}
	if x.Kind != Number || low.Kind != Number || high.Kind != Number {
		return c.fail(n, "a range is about numbers", "write it like: mood in 4..6")
	}
	return certain(func(env Env) bool {
		v, okV := x.number(env)
		a, okA := low.number(env)
		b, okB := high.number(env)
		return okV && okA && okB && a <= v && v <= b
	})
}

func (c *compiler) inArray(n *ast.BinaryNode, array *ast.ArrayNode) *Expr {
	x := c.known(n.Left, c.node(n.Left))
	tests := make([]func(Env) (bool, bool), 0, len(array.Nodes))
	for _, element := range array.Nodes {
		e := c.known(element, c.adapt(element, c.node(element), x))
		if c.wrong != nil {
			return e
		}
		same := sameTest(x, e)
		if same == nil {
			return c.fail(element, fmt.Sprintf("%s cannot be compared with %s", kindWord(x.Kind), kindWord(e.Kind)), "")
		}
		tests = append(tests, same)
	}
	if c.wrong != nil {
		return x
	}
	return certain(func(env Env) bool {
		return slices.ContainsFunc(tests, func(same func(Env) (bool, bool)) bool {
			equal, ok := same(env)
			return equal && ok
		})
	})
}

func nearestOf(word string, candidates []string) string {
	if near, ok := problem.Nearest(word, candidates); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(candidates) > 12 {
		candidates = candidates[:12]
	}
	return "known: " + strings.Join(candidates, ", ")
}
