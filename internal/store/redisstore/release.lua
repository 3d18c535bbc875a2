-- release.lua: lets a parked message go at once. One that is not parked stays as it is.
-- KEYS: 1 mailbox, 2 ready, 3 later, 4 parked
-- ARGV: 1 Seq, 2 the actor's name in the sets
-- Returns 1, or 0 when the message is not there.
local letter = redis.call('HGET', KEYS[1], ARGV[1])
if not letter then return 0 end
local class, state, attempts, _, data = parse(letter)
if state ~= 'p' then return 1 end
local seq, first = tonumber(ARGV[1]), head()
redis.call('HSET', KEYS[1], ARGV[1], class .. 'w' .. attempts .. '  0 ' .. string.sub(letter, data))
unpark(ARGV[2])
if not first or first > seq then place(ARGV[2], seq, class, '') end
return 1
