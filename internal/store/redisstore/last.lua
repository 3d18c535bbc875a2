-- last.lua: the chunk with the highest Seq. Changes nothing.
-- KEYS: 1 actor, 2 chunks
-- ARGV: none
-- Returns its Seq and its data, or nothing at all.
local seq = string.match(redis.call('GETRANGE', KEYS[1], 0, 63), '^%d+ %d+ (%d+) ')
if not seq or seq == '0' then return {} end
local data = redis.call('HGET', KEYS[2], seq)
if not data then error('DAMAGED: the last records are not there') end
return {seq, data}
