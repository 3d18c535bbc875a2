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
	now := d.cfg.Now()
	h := Health{Undone: d.window.size(), Invalid: d.rest.invalid.sum(now)}
	away := d.outage.lasts(now)
	for _, s := range d.shards() {
		h.Shards++
		if s.isReady.Load() {
			h.Open++
		}
		away = max(away, s.outage.lasts(now))
	}
	h.Ready = h.Shards > 0 && h.Open == h.Shards
	switch {
	case h.Invalid >= tooManyInvalid:
		h.Alarm = "Discord refused too many requests in the last ten minutes: sending pauses before it bans this address; check the token and the bot's permissions"
	case away >= d.cfg.Timing.Ready:
		h.Alarm = "Discord cannot be reached: check this machine's network and https://discordstatus.com; connecting is tried again all the time, and goes on by itself"
	}
	return h
}
