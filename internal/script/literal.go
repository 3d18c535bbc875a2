package script

import "errors"

// Parse reads a value as authors write it, as in a fallback: 5, chest, yes. Times
// and several choices have no such form.
func (t *Type) Parse(text string) (Value, error) {
	v, wrong, _ := t.literal(text)
	if wrong != "" {
		return Value{}, errors.New(wrong)
	}
	return v, nil
}
