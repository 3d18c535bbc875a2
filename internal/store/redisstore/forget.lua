-- forget.lua: removes all that is kept of an actor but the number of its last message,
-- and that too when there is no farewell. The notes stay until the farewell is sent.
-- KEYS: 1 actor, 2 mailbox, 3 ready, 4 page of the index of timers, 5 chunks, 6 directory,
--       7 later, 8 parked, 9 notes
-- ARGV: 1 version; 2 how many messages; 3 to 10 as for commit.lua; then the messages
-- Returns what commit.lua returns.
local value = redis.call('GET', KEYS[1])
local stored, last, _, timers = parse(value)
local refused = refuse(value, stored, ARGV[1], timers)
if refused then return refused end

redis.call('DEL', KEYS[2], KEYS[5])
redis.call('ZREM', KEYS[3], ARGV[4])
reindex(KEYS[4], KEYS[6], ARGV[9], ARGV[10], earliest(timers), nil)
redis.call('ZREM', KEYS[7], ARGV[4])
redis.call('ZREM', KEYS[8], ARGV[4])
local messages = tonumber(ARGV[2])
if messages == 0 then
  redis.call('DEL', KEYS[1], KEYS[9])
  return 0
end
redis.call('SET', KEYS[1], '0 ' .. number(last + messages) .. ' 0 0 ')
if ARGV[5] ~= '' then redis.call('PUBLISH', ARGV[5], ARGV[6]) end
return post(ARGV[4], last + 1, 11, messages)
