package app

import "github.com/stillpoint-bot/stillpoint/internal/store/redisstore"

// gauges adds the figures that are read whenever somebody looks.
func (v *service) gauges() {
	m := v.metrics
	for i, class := range []string{"reply", "reminder", "post"} {
		m.Gauge("stillpoint_waiting_"+class, "Messages of this class in hand.", func() float64 { return float64(v.house.mail.Stats().Waiting[i]) })
	}
	m.Gauge("stillpoint_chats_waiting", "Chats with messages in hand.", func() float64 { return float64(v.house.mail.Stats().Chats) })
	m.Gauge("stillpoint_in_office", "1 when this process receives and sends; 0 when it stands by.", func() float64 { return one(v.office.surely()) })
	m.Gauge("stillpoint_wakes", "1 when this process fires the timers.", func() float64 { return one(v.waking.surely()) })
	m.Gauge("stillpoint_clock_skew_seconds", "How far the store's clock was ahead of this machine's when they were last compared; over 2 either way nothing fires.", func() float64 {
		skew, _ := v.house.wake.Skew()
		return skew.Seconds()
	})
	if kept, ok := v.kept.store.(interface{ PassedOver() int64 }); ok {
		m.Counter("stillpoint_store_passed_over_total", "Times that a timer could not be read and was passed over, one for each look.", func() float64 { return float64(kept.PassedOver()) })
	}
	if kept, ok := v.kept.store.(*redisstore.Store); ok {
		m.Counter("stillpoint_store_round_trips_total", "Round trips to Redis.", func() float64 { return float64(kept.Stats().RoundTrips) })
		m.Counter("stillpoint_store_commands_total", "Commands to Redis; many share a round trip.", func() float64 { return float64(kept.Stats().Commands) })
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
