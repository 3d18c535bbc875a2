-- letter.lua: an actor's head. Changes nothing.
-- KEYS: 1 mailbox
-- ARGV: none
-- Returns its Seq and the letter, or nothing at all.
local h = redis.call('HGET', KEYS[1], 'h')
if not h then return {} end
local seq = string.sub(h, 2)
local letter = redis.call('HGET', KEYS[1], seq)
if not letter then error('DAMAGED: a message that waits is not there') end
return {seq, letter}
