-- put.lua: sets a message aside until a time, or for an operator to look at.
-- KEYS: 1 mailbox, 2 ready, 3 later, 4 parked, 5 actor
-- ARGV: 1 Seq, 2 the actor's name in the sets, 3 earliest in ms, empty parks, 4 reason
-- Returns 1, or 0 when the message is not there.
local letter = redis.call('HGET', KEYS[1], ARGV[1])
if not letter then return 0 end
local class, state, attempts, _, data = parse(letter)
local parks, seq, first = ARGV[3] == '', tonumber(ARGV[1]), head()
redis.call('HSET', KEYS[1], ARGV[1], class .. (parks and 'p' or 'w') .. attempts .. ' ' .. ARGV[3] .. ' ' ..
  #ARGV[4] .. ' ' .. ARGV[4] .. string.sub(letter, data))
if parks then
  if state == 'p' then return 1 end
  park(ARGV[2])
  if first == seq then
    local last = string.match(redis.call('GETRANGE', KEYS[5], 0, 41), '^%d+ (%d+) ')
    if not last then error('DAMAGED: an actor\'s value makes no sense') end
    advance(ARGV[2], seq, tonumber(last))
  end
  return 1
end
if state == 'p' then unpark(ARGV[2]) end
if not first or first >= seq then place(ARGV[2], seq, class, ARGV[3]) end
return 1
