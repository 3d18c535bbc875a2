-- commit.lua: one turn, all of it or nothing.
-- KEYS: 1 actor, 2 mailbox, 3 ready, 4 timers, 5 chunks
-- ARGV: 1 plan: version, next version, how many timers are removed and set, how many
--         chunks and messages, the highest chunk, all in digits, with spaces between
--       2 session
--       3 the end of the session that the turn was built on, empty when not known
--       4 the actor's name in ready
--       5 what the names of its timers begin with
--       6 the channel for news, empty when nobody needs any; 7 what is said there
--       8 when the fired timer is due in ms, empty when none fired; 9 its name
--       then names to remove; name and due of each timer to set; Seq and data of each
--       chunk; the messages as letters
-- Returns the first message's Seq * 2, plus 1 when others wait before it; 0 without
-- messages; -1 when the version or the session is another one; -2 when the fired
-- timer is not set for that time.
local version, following, removes, sets, chunks, messages, highest =
  string.match(ARGV[1], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
if ARGV[8] ~= '' then
  local due = redis.call('ZSCORE', KEYS[4], ARGV[5] .. ARGV[9])
  if not due or tonumber(due) ~= tonumber(ARGV[8]) then return -2 end
end
local value = redis.call('GET', KEYS[1])
local stored, last, top, names = parse(value)
if stored ~= version then return -1 end
if ARGV[3] ~= '' and string.sub(value or '', -#ARGV[3]) ~= ARGV[3] then return -1 end

-- without is the list of names without one of them.
local function without(list, name)
  local at = 1
  while at <= #list do
    local after = at + 1 + string.byte(list, at)
    if string.sub(list, at + 1, after - 1) == name then
      return string.sub(list, 1, at - 1) .. string.sub(list, after)
    end
    at = after
  end
  return list
end

local at = 10
for _ = 1, tonumber(removes) do
  if redis.call('ZREM', KEYS[4], ARGV[5] .. ARGV[at]) == 1 then names = without(names, ARGV[at]) end
  at = at + 1
end
for _ = 1, tonumber(sets) do
  if redis.call('ZADD', KEYS[4], ARGV[at + 1], ARGV[5] .. ARGV[at]) == 1 then
    names = names .. string.char(#ARGV[at]) .. ARGV[at]
  end
  at = at + 2
end
for _ = 1, tonumber(chunks) do
  redis.call('HSET', KEYS[5], ARGV[at], ARGV[at + 1])
  at = at + 2
end
top = math.max(top, tonumber(highest))
messages = tonumber(messages)
redis.call('SET', KEYS[1], following .. ' ' .. number(last + messages) .. ' ' .. number(top) .. ' ' ..
  #names .. ' ' .. names .. ARGV[2])
if messages == 0 then return 0 end
if ARGV[6] ~= '' then redis.call('PUBLISH', ARGV[6], ARGV[7]) end
return post(ARGV[4], last + 1, at, messages)
