package gold

// ownership is a parent and its child.
type ownership struct{ parent, child referent }

func (o ownership) String() string { return string(o.parent) + " > " + string(o.child) }

func (c *comparison) subsidiaries() {
	gold, accepted, used := map[ownership]bool{}, map[ownership]bool{}, map[ownership]bool{}
	for _, s := range c.gold.Subsidiaries {
		gold[ownership{referent(s.Parent), referent(s.Child)}] = true
	}
	for _, s := range c.gold.Optional.Subsidiaries {
		parent, child, _ := cutSubsidiary(s)
		accepted[ownership{referent(parent), referent(child)}] = true
	}
	for _, s := range c.pred.Subsidiaries {
		o := ownership{c.names.resolve(s.Parent), c.names.resolve(s.Child)}
		switch {
		case gold[o] && !used[o]:
			used[o] = true
			c.right(Subsidiaries)
		case gold[o], accepted[o], o.parent == optional, o.child == optional:
		default:
			c.wrong(Subsidiaries, s.Parent+" > "+s.Child)
		}
	}
	for _, s := range c.gold.Subsidiaries {
		o := ownership{referent(s.Parent), referent(s.Child)}
		if !used[o] {
			used[o] = true // listed twice, missed once
			c.missing(Subsidiaries, o.String())
		}
	}
}
