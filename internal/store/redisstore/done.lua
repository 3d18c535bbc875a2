-- done.lua: removes a message that was sent. With the last one of an actor that was
-- forgotten, nothing of that actor is left.
-- KEYS: 1 mailbox, 2 ready, 3 later, 4 parked, 5 actor, 6 notes
-- ARGV: 1 Seq, 2 the actor's name in the sets
-- Returns 1, or 0 when the message is not there.
local letter = redis.call('HGET', KEYS[1], ARGV[1])
if not letter then return 0 end
local _, state = parse(letter)
local version, last = string.match(redis.call('GETRANGE', KEYS[5], 0, 41), '^(%d+) (%d+) ')
if not last then error('DAMAGED: an actor\'s value makes no sense') end
local seq = tonumber(ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
if state == 'p' then
  unpark(ARGV[2])
elseif head() == seq then
  advance(ARGV[2], seq, tonumber(last))
end
if version == '0' and redis.call('EXISTS', KEYS[1]) == 0 then redis.call('DEL', KEYS[5], KEYS[6]) end
return 1
