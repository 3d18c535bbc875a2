package conversation

import (
	"errors"
	"fmt"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// book is the actor's records as this turn sees them: what is stored, and what the
// turn adds. Nothing is loaded before it is needed.
type book struct {
	loaded bool
	last   store.Chunk // opened
	fresh  []store.Chunk
}

// keep adds a record to the last chunk, or begins a new one when that is full.
func (b *book) keep(p *plan, rec record.Record) error {
	if err := b.load(p); err != nil {
		return err
	}
	if b.last.Seq == 0 || (record.Full(b.last.Data) && !record.Holds(b.last.Data, rec.Run, rec.Kind)) {
		b.last = store.Chunk{Seq: b.last.Seq + 1}
	}
	data, err := record.Append(b.last.Data, rec)
	if err != nil {
		return fmt.Errorf("keeping a record: %w", err)
	}
	b.write(data)
	return nil
}

// correct changes a field of the record that was kept last; one that is not there
// was kept in another life.
func (b *book) correct(p *plan, c engine.Correct) error {
	if err := b.load(p); err != nil {
		return err
	}
	records, err := appendRecords(nil, b.last.Data)
	if err != nil || len(records) == 0 {
		return err
	}
	for _, rec := range slices.Backward(records) {
		if rec.Run != c.Run || rec.Kind != c.Kind {
			continue
		}
		for i := range rec.Fields {
			if rec.Fields[i].Name == c.Field && rec.Fields[i].Type == record.Text {
				rec.Fields[i].Text = c.Text
			}
		}
		data, err := record.Append(b.last.Data, rec)
		if err != nil {
			return fmt.Errorf("correcting a record: %w", err)
		}
		b.write(data)
		return nil
	}
	return nil
}

// write makes data what the last chunk holds.
func (b *book) write(data []byte) {
	b.last.Data = data
	if n := len(b.fresh); n > 0 && b.fresh[n-1].Seq == b.last.Seq {
		b.fresh[n-1] = b.last
	} else {
		b.fresh = append(b.fresh, b.last)
	}
}

func (b *book) load(p *plan) error {
	if b.loaded {
		return nil
	}
	chunk, err := p.c.cfg.Store.LastChunk(p.ctx, p.in.Actor)
	if err != nil {
		return fmt.Errorf("loading the last records: %w", err)
	}
	if chunk.Seq > 0 {
		if chunk, err = p.c.openChunk(p.in.Actor, chunk); err != nil {
			return err
		}
	}
	b.last, b.loaded = chunk, true
	return nil
}

func (c *Conversation) openChunk(actor chat.Actor, chunk store.Chunk) (store.Chunk, error) {
	plain, err := c.cfg.Vault.Open(nil, chunk.Data, chunkContext(actor, chunk.Seq))
	if err != nil {
		return chunk, fmt.Errorf("opening records: %w", errors.Join(ErrUnreadable, err))
	}
	chunk.Data = plain
	return chunk, nil
}

// changed are the chunks that this turn writes, sealed.
func (b *book) changed(p *plan) []store.Chunk {
	sealed := make([]store.Chunk, len(b.fresh))
	for i, chunk := range b.fresh {
		sealed[i] = store.Chunk{Seq: chunk.Seq, Data: p.c.cfg.Vault.Seal(nil, chunk.Data, chunkContext(p.in.Actor, chunk.Seq))}
	}
	return sealed
}

// all are the records of the actor with those of this turn, oldest first.
func (b *book) all(p *plan) ([]record.Record, error) {
	chunks, err := p.c.cfg.Store.Records(p.ctx, p.in.Actor)
	if err != nil {
		return nil, fmt.Errorf("loading records: %w", err)
	}
	var all []record.Record
	for _, chunk := range chunks {
		if len(b.fresh) > 0 && chunk.Seq >= b.fresh[0].Seq {
			break
		}
		if chunk, err = p.c.openChunk(p.in.Actor, chunk); err != nil {
			return nil, err
		}
		if all, err = appendRecords(all, chunk.Data); err != nil {
			return nil, err
		}
	}
	for _, chunk := range b.fresh {
		if all, err = appendRecords(all, chunk.Data); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func appendRecords(all []record.Record, data []byte) ([]record.Record, error) {
	records, err := record.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("reading records: %w", errors.Join(ErrUnreadable, err))
	}
	return append(all, records...), nil
}
