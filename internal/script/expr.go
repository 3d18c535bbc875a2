package script

// Expr is an expression, type-checked and compiled. It cannot fail while it is
// played: what was not answered, and a division by zero, are "not answered", and
// a comparison with that is not true. Only a yes or no that is copied or compared
// itself stays "not answered".
type Expr struct {
	Source string
	Kind   Kind
	Reads  []*Slot // the values it looks at

	number func(Env) (int64, bool)  // Number in thousandths, Time in minutes
	yes    func(Env) (bool, bool)   // YesNo
	text   func(Env) (string, bool) // Text
	choice func(Env) (Hash, bool)   // Choice
	list   *List                    // Choice and Choices: which list
	many   func(Env) (Value, bool)  // Choices, Schedule, Zone, Which
	fixed  *string                  // a bare word or a quoted text: may turn out to be a choice
}

// Yes tells whether a yes-no expression holds.
func (e *Expr) Yes(env Env) bool {
	yes, ok := e.yes(env)
	return yes && ok
}

// Value is what the expression yields; the zero Value when something in it was
// not answered.
func (e *Expr) Value(env Env) Value {
	switch e.Kind {
	case Number, Time:
		if n, ok := e.number(env); ok {
			return Value{Kind: e.Kind, N: n}
		}
	case YesNo:
		if yes, ok := e.yes(env); ok {
			return YesNoValue(yes)
		}
	case Text:
		if s, ok := e.text(env); ok {
			return TextValue(s)
		}
	case Choice:
		if h, ok := e.choice(env); ok {
			return ChoiceValue(h)
		}
	case Choices, Schedule, Zone, Which:
		if v, ok := e.many(env); ok {
			return v
		}
	case Unset:
	}
	return Value{}
}

// names is what an expression may name.
type names struct {
	find  func(name string) (*Slot, bool)
	known []string
	// broken are names whose declaration has a mistake: that was said there, and is
	// not said again where they are used.
	broken map[string]bool
}

// mistake is what is wrong in an expression, for its author.
type mistake struct{ what, hint string }
