package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/stillpoint-bot/stillpoint/internal/delivery"
)

// Outbox is what an operator does with messages that could not be delivered and were
// set aside. It names nobody.
type Outbox struct {
	Storage Storage
	Out     io.Writer
}

// List prints what was set aside; as JSON, one object a line, when asked.
func (o Outbox) List(ctx context.Context, asJSON bool) error {
	return o.with(ctx, func(box delivery.Outbox) error {
		all, err := box.List(ctx)
		if err != nil {
			return err
		}
		if asJSON {
			return printJSON(o.Out, all)
		}
		return printTable(o.Out, all)
	})
}

func printJSON(out io.Writer, all []delivery.Parked) error {
	to := json.NewEncoder(out)
	for _, p := range all {
		line := map[string]any{"id": p.ID, "platform": p.Platform, "class": className(p.Class), "reason": p.Reason, "attempts": p.Attempts}
		if err := to.Encode(line); err != nil {
			return fmt.Errorf("printing what was set aside: %w", err)
		}
	}
	return nil
}

func printTable(out io.Writer, all []delivery.Parked) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "Nothing was set aside.")
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tPLATFORM\tCLASS\tREASON\tATTEMPTS\tMEANS")
	for _, p := range all {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%s\n", p.ID, p.Platform, className(p.Class), p.Reason, p.Attempts, meaning(p.Reason))
	}
	return table.Flush()
}

// meaning is a reason in plain words.
func meaning(reason string) string {
	switch reason {
	case "unreachable":
		return "the chat is blocked, closed or gone"
	case "refused":
		return "the platform never takes this message"
	case "unreadable":
		return "the key does not open it, or another version wrote it"
	case "failed":
		return "every attempt of a whole day failed"
	case "unknown-outcome":
		return "the bot ended while it was sent; it may have arrived"
	}
	return ""
}

// Release lets messages go again: the one with that id, or all of a reason.
func (o Outbox) Release(ctx context.Context, id, reason string) error {
	return o.with(ctx, func(box delivery.Outbox) error {
		n, _, err := box.Release(ctx, matching(id, reason))
		if err != nil {
			return err
		}
		return o.tell(n, "%d released; a running bot sends it within seconds.\n")
	})
}

// Drop removes messages for good: the one with that id, or all of a reason.
func (o Outbox) Drop(ctx context.Context, id, reason string) error {
	return o.with(ctx, func(box delivery.Outbox) error {
		n, err := box.Drop(ctx, matching(id, reason))
		if err != nil {
			return err
		}
		return o.tell(n, "%d dropped.\n")
	})
}

func (o Outbox) tell(n int, format string) error {
	if n == 0 {
		_, _ = fmt.Fprintln(o.Out, "Nothing that was set aside matches.")
		return ErrFound
	}
	_, err := fmt.Fprintf(o.Out, format, n)
	return err
}

func matching(id, reason string) func(delivery.Parked) bool {
	if id != "" {
		return delivery.ByID(id)
	}
	return delivery.ByReason(reason)
}

func (o Outbox) with(ctx context.Context, do func(delivery.Outbox) error) error {
	kept, err := o.Storage.openOld(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = kept.store.Close() }()
	return do(delivery.Outbox{Mail: kept.store})
}
