-- begin.lua: marks a message as being sent and counts the attempt.
-- KEYS: 1 mailbox
-- ARGV: 1 Seq
-- Returns 1, or 0 when the message is not there or is parked.
local letter = redis.call('HGET', KEYS[1], ARGV[1])
if not letter then return 0 end
local class, state, attempts, at = string.match(letter, '^(%d)(%a)(%d+)()')
if not at then error('DAMAGED: a message makes no sense') end
if state == 'p' then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], class .. 's' .. (attempts + 1) .. string.sub(letter, at))
return 1
