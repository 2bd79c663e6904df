package rules

// resolve marks pronouns and descriptions that stand for a company or a person
// named before.
func (t *text) resolve() {}
