package engine

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Kinds is every kind of step there is, by the name of its Op type, for the tests
// that walk them.
func Kinds() map[string]string {
	kinds := map[string]string{}
	for name, op := range ops() {
		kinds[name] = kindOf(op).name
	}
	return kinds
}

func ops() map[string]script.Op {
	return map[string]script.Op{
		"Say": &script.Say{}, "Ask": &script.Ask{}, "If": &script.If{}, "Repeat": &script.Repeat{},
		"Call": &script.Call{}, "Offer": &script.Offer{}, "Breathe": &script.Breathe{}, "Pause": &script.Pause{},
		"Set": &script.Set{}, "Record": &script.Record{}, "Show": &script.Show{}, "Go": &script.Go{},
		"Finish": &script.Finish{}, "Quiet": &script.Quiet{}, "Later": &script.Later{}, "Remind": &script.Remind{},
		"HelpLines": &script.HelpLines{}, "Export": &script.Export{}, "Forget": &script.Forget{},
	}
}

func TestTheTableOfKindsHasEveryStepThereIs(t *testing.T) {
	declared := declaredOps(t)
	for _, name := range declared {
		op, listed := ops()[name]
		if !listed {
			t.Errorf("script.%s is a kind of step that the tests do not know: add it to ops and write testdata/steps for it", name)
			continue
		}
		k := kindOf(op)
		if k.name == "" || k.play == nil {
			t.Errorf("script.%s is missing in the table of kinds", name)
		}
		waits := k.text != nil && k.press != nil && k.due != nil && k.repeat != nil
		if waits != script.Waits(op) {
			t.Errorf("script.%s: waits is %v, its line in the table says %v", name, script.Waits(op), waits)
		}
	}
	if len(declared) != len(ops()) {
		t.Errorf("the tests know %d kinds, step.go has %d", len(ops()), len(declared))
	}
}

// declaredOps are the types with a method op() in step.go.
func declaredOps(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../script/step.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, decl := range file.Decls {
		f, is := decl.(*ast.FuncDecl)
		if !is || f.Name.Name != "op" || f.Recv == nil {
			continue
		}
		if star, is := f.Recv.List[0].Type.(*ast.StarExpr); is {
			if name, is := star.X.(*ast.Ident); is {
				names = append(names, name.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}
