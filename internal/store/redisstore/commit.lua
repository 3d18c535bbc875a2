-- commit.lua: one turn, all of it or nothing.
-- KEYS: 1 actor, 2 mailbox, 3 ready, 4 page of the index of timers, 5 chunks, 6 directory
-- ARGV: 1 plan: version, next version, how many timers are removed and set, how many
--         chunks and messages, the highest chunk, all in digits, with spaces between
--       2 session
--       3 the end of the session that the turn was built on, empty when not known
--       4 the actor's name in the sets
--       5 the channel for news, empty when nobody needs any; 6 what is said there
--       7 when the fired timer is due, in six bytes, empty when none fired; 8 its name
--       9 the actor's packed name; 10 the page's name in the directory
--       then names to remove; name and due of each timer to set; Seq and data of each
--       chunk; the messages as letters
-- Returns the first message's Seq * 2, plus 1 when others wait before it; 0 without
-- messages; -1 when the version or the session is another one; -2 when the fired
-- timer is not set for that time.
local version, following, removes, sets, chunks, messages, highest =
  string.match(ARGV[1], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
local value = redis.call('GET', KEYS[1])
local stored, last, top, timers = parse(value)
local refused = refuse(value, stored, version, timers)
if refused then return refused end

local at, before = 11, timers
for _ = 1, tonumber(removes) do
  timers = without(timers, ARGV[at])
  at = at + 1
end
for _ = 1, tonumber(sets) do
  timers = without(timers, ARGV[at]) .. string.char(#ARGV[at]) .. ARGV[at] .. ARGV[at + 1]
  at = at + 2
end
if timers ~= before then
  reindex(KEYS[4], KEYS[6], ARGV[9], ARGV[10], earliest(before), earliest(timers))
end
for _ = 1, tonumber(chunks) do
  redis.call('HSET', KEYS[5], ARGV[at], ARGV[at + 1])
  at = at + 2
end
top = math.max(top, tonumber(highest))
messages = tonumber(messages)
redis.call('SET', KEYS[1], following .. ' ' .. number(last + messages) .. ' ' .. number(top) .. ' ' ..
  #timers .. ' ' .. timers .. ARGV[2])
if messages == 0 then return 0 end
if ARGV[5] ~= '' then redis.call('PUBLISH', ARGV[5], ARGV[6]) end
return post(ARGV[4], last + 1, at, messages)
