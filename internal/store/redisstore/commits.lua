-- commits.lua: many turns, each all of it or nothing. What they come to was worked out
-- before: here it is only compared and written.
-- KEYS: for each section 1 ready, 2 directory; then for each of its turns
--       1 actor, 2 mailbox, 3 page of the index of timers
-- ARGV: 1 the channel for news
--       for each section 1 how many turns; 2 what is said in news, empty when nothing; then
--       for each of its turns
--       1 how the stored value begins, 2 how it ends, 3 what takes its place
--       4 the actor's name in the sets; 5 its packed name, 6 the page's name in the directory
--       7 its first due time before and 8 after, in ms, empty when there is none
--       9 the first message's Seq, 10 how many there are, then the messages as letters
-- Returns for each turn 1, or 3 when others wait before its messages; 0 when something
-- else is stored, or something does not make sense: then nothing was changed.
local actors, turns, done = {}, {}, {}
local key, at = 1, 2
while key < #KEYS do
  local ready, directory, count, news = KEYS[key], KEYS[key + 1], tonumber(ARGV[at]), ARGV[at + 1]
  key, at = key + 2, at + 2
  for _ = 1, count do
    actors[#actors + 1] = KEYS[key]
    turns[#turns + 1] = {KEYS[key], KEYS[key + 1], KEYS[key + 2], ready, directory, news, at}
    key, at = key + 3, at + 10 + tonumber(ARGV[at + 9])
  end
end

-- What is applied is told by what is stored, and by whose turn came before in this run.
local values, met = redis.call('MGET', unpack(actors)), {}
local sets, heads, pages, order = {}, {}, {}, {}
for i, turn in ipairs(turns) do
  local value, first = values[i], turn[7]
  local front, tail = ARGV[first], ARGV[first + 1]
  local fits = value and not met[turn[1]] and
    string.sub(value, 1, #front) == front and string.sub(value, -#tail) == tail
  local ahead = false
  if fits and ARGV[first + 9] ~= '0' then
    ahead = redis.pcall('HGET', turn[2], 'h')
    if type(ahead) == 'table' then fits = false end
  end
  done[i] = 0
  if fits then
    met[turn[1]] = true
    sets[#sets + 1], sets[#sets + 2] = turn[1], ARGV[first + 2]
    done[i], heads[i] = ahead and 3 or 1, not ahead
    local old, new = ARGV[first + 6], ARGV[first + 7]
    if old ~= new then
      local page = pages[turn[3]]
      if not page then
        page = {adds = {}, goes = {}, directory = turn[5], name = ARGV[first + 5]}
        pages[turn[3]], order[#order + 1] = page, turn[3]
      end
      if new == '' then
        page.goes[#page.goes + 1] = ARGV[first + 4]
      else
        page.adds[#page.adds + 1], page.adds[#page.adds + 2] = new, ARGV[first + 4]
        new = tonumber(new)
        if not page.new or new < page.new then page.new = new end
      end
      if old ~= '' then page.old = true end
    end
  end
end
if #sets == 0 then return done end

-- The index first, as in commit.lua; then the sessions; then what they say.
for _, name in ipairs(order) do
  local page = pages[name]
  if #page.adds > 0 then redis.call('ZADD', name, unpack(page.adds)) end
  if #page.goes > 0 then redis.call('ZREM', name, unpack(page.goes)) end
  if page.old then
    local first = redis.call('ZRANGE', name, 0, 0, 'WITHSCORES')
    if first[1] then
      redis.call('ZADD', page.directory, first[2], page.name)
    else
      redis.call('ZREM', page.directory, page.name)
    end
  else
    redis.call('ZADD', page.directory, 'LT', page.new, page.name)
  end
end
redis.call('MSET', unpack(sets))
local now = redis.call('TIME')
local stamp = (now[1] - 1577836800) * 1000000 + now[2]
local crowds, lines, told = {}, {}, {}
for i, turn in ipairs(turns) do
  local first = turn[7]
  local count = tonumber(ARGV[first + 9])
  if done[i] > 0 and count > 0 then
    local fields, seq = {}, tonumber(ARGV[first + 8])
    if heads[i] then
      fields[1], fields[2] = 'h', 'r' .. ARGV[first + 8]
      local crowd = crowds[turn[4]]
      if not crowd then
        crowd = {}
        crowds[turn[4]], lines[#lines + 1] = crowd, turn[4]
      end
      -- in the order of the turns; the score is told in post.lua
      crowd[#crowd + 1] = number(string.sub(ARGV[first + 10], 1, 1) * 2251799813685248 + stamp + i)
      crowd[#crowd + 1] = ARGV[first + 3]
    end
    for n = 1, count do
      fields[#fields + 1], fields[#fields + 2] = number(seq + n - 1), ARGV[first + 9 + n]
    end
    redis.call('HSET', turn[2], unpack(fields))
    if turn[6] ~= '' then told[turn[6]] = true end
  end
end
for _, name in ipairs(lines) do redis.call('ZADD', name, unpack(crowds[name])) end
for news in pairs(told) do redis.call('PUBLISH', ARGV[1], news) end
return done
