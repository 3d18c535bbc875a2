package app

import (
	"errors"

	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// beyondRepair tells that what is kept of somebody cannot be read: trying again cannot
// help before people have looked into it.
func beyondRepair(err error) bool {
	return errors.Is(err, conversation.ErrUnreadable) || errors.Is(err, store.ErrDamaged)
}
