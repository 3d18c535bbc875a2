package discordtest

// recent is a map that forgets its oldest entries beyond a size.
type recent[V any] struct {
	size  int
	items map[string]V
	order []string // oldest first
}

func newRecent[V any](size int) *recent[V] {
	return &recent[V]{size: size, items: map[string]V{}}
}

func (r *recent[V]) get(key string) (V, bool) {
	v, ok := r.items[key]
	return v, ok
}

// put adds an entry; one that was there is replaced and keeps its age.
func (r *recent[V]) put(key string, v V) {
	if _, known := r.items[key]; !known {
		r.order = append(r.order, key)
	}
	r.items[key] = v
	if len(r.items) <= r.size {
		return
	}
	for _, old := range r.order[:len(r.order)-r.size] {
		delete(r.items, old)
	}
	r.order = r.order[len(r.order)-r.size:]
}
