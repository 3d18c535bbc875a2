package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notOurs are variables that the code reads and nobody sets for Stillpoint: the
// terminal and the language of the person who sits there.
var notOurs = []string{"TERM", "LANG", "LC_ALL", "LC_MESSAGES"}

var (
	settingName = regexp.MustCompile(`^(STILLPOINT|TELEGRAM|DISCORD|REDIS)_[A-Z][A-Z_]*$`)
	exampleLine = regexp.MustCompile(`(?m)^#?([A-Z][A-Z0-9_]*)=`)
)

func TestTheExampleNamesEveryVariableThatTheCodeReads(t *testing.T) {
	example := explained(t, "../../deploy/example.env")
	read := variablesRead(t, ".", "../../internal")
	for _, name := range slices.Sorted(maps.Keys(read)) {
		if !slices.Contains(example, name) {
			t.Errorf("%s reads %s, and deploy/example.env does not explain it", read[name], name)
		}
	}
}

func TestTheExampleNamesNothingThatNobodyReads(t *testing.T) {
	read := variablesRead(t, ".", "../../internal")
	for _, name := range explained(t, "../../deploy/example.env") {
		if read[name] == "" {
			t.Errorf("deploy/example.env explains %s, and nothing reads it", name)
		}
	}
}

func TestTheExampleExplainsEveryVariableOnceAndWithItsDefault(t *testing.T) {
	example := explained(t, "../../deploy/example.env")
	for i, name := range example {
		if slices.Contains(example[:i], name) {
			t.Errorf("deploy/example.env explains %s twice", name)
		}
	}
	text, err := os.ReadFile("../../deploy/example.env")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(string(text), "\n\n") {
		if name := exampleLine.FindStringSubmatch(block); name != nil && !strings.Contains(block, "Default:") {
			t.Errorf("deploy/example.env does not say what holds when %s is not set", name[1])
		}
	}
}

// explained lists the variables of an environment file, set or commented out.
func explained(t *testing.T, path string) (names []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range exampleLine.FindAllStringSubmatch(string(text), -1) {
		names = append(names, match[1])
	}
	if len(names) == 0 {
		t.Fatalf("no variable was found in %s", path)
	}
	return names
}

// variablesRead finds the variables that the program reads, each with a file that
// does: every text that is named like a setting, and every argument of os.Getenv.
func variablesRead(t *testing.T, roots ...string) map[string]string {
	t.Helper()
	read := map[string]string{}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || d.Name() == "load" || strings.HasSuffix(d.Name(), "test")):
				return fs.SkipDir // not in the bot: test packages such as storetest, and the load command
			case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for _, name := range variablesIn(file) {
				read[name] = path
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return read
}

func variablesIn(file *ast.File) (names []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if name := unquoted(n); settingName.MatchString(name) {
				names = append(names, name)
			}
		case *ast.CallExpr:
			if name := environmentOf(n); name != "" && !slices.Contains(notOurs, name) {
				names = append(names, name)
			}
		}
		return true
	})
	return names
}

// environmentOf is the variable that a call of os.Getenv or os.LookupEnv names.
func environmentOf(call *ast.CallExpr) string {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 || f.Sel.Name != "Getenv" && f.Sel.Name != "LookupEnv" {
		return ""
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return ""
	}
	return unquoted(literal)
}

func unquoted(literal *ast.BasicLit) string {
	if literal.Kind != token.STRING {
		return ""
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return text
}
