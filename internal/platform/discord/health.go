package discord

// Health is how the platform does.
type Health struct {
	Ready   bool   // every shard of this process is connected
	Shards  int    // how many this process holds
	Open    int    // how many of them are connected
	Undone  int    // events that were received and are not done yet, 0 to 2,000
	Invalid int    // refused requests of the last ten minutes
	Alarm   string // not empty when an operator should look now
}

// Health tells how the platform does. It is cheap and may be called any time.
func (d *Discord) Health() Health {
	h := Health{Undone: d.window.size(), Invalid: d.rest.invalid.sum(d.cfg.Now())}
	for _, s := range d.shards() {
		h.Shards++
		if s.isReady.Load() {
			h.Open++
		}
	}
	h.Ready = h.Shards > 0 && h.Open == h.Shards
	if h.Invalid >= tooManyInvalid {
		h.Alarm = "Discord refused too many requests in the last ten minutes: sending pauses before it bans this address; check the token and the bot's permissions"
	}
	return h
}
