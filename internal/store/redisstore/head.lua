-- Shared by the scripts that change a mailbox; needs KEYS[1] mailbox, KEYS[2] ready,
-- KEYS[3] later, KEYS[4] parked. Who is an actor's head is said in letter.go.

local function number(n) return string.format('%.0f', n) end

-- parse reads a letter; data begins at the last value.
local function parse(letter)
  local class, state, attempts, earliest, size, at = string.match(letter, '^(%d)(%a)(%d+) (%-?%d*) (%d+) ()')
  if not at then error('DAMAGED: a message makes no sense') end
  return class, state, attempts, earliest, at + size, at
end

-- head is the Seq of the head and where it stands, or nil.
local function head()
  local h = redis.call('HGET', KEYS[1], 'h')
  if not h then return nil end
  return tonumber(string.sub(h, 2)), string.sub(h, 1, 1)
end

-- place makes the letter seq the head. One that stays the head and ready keeps its
-- turn; any other goes behind all that are ready (the score is told in post.lua).
local function place(member, seq, class, earliest)
  local old, where = head()
  if earliest == '' then
    if old == seq and where == 'r' then return end
    if where == 'l' then redis.call('ZREM', KEYS[3], member) end
    local now = redis.call('TIME')
    redis.call('ZADD', KEYS[2], class * 2251799813685248 + (now[1] - 1577836800) * 1000000 + now[2], member)
    redis.call('HSET', KEYS[1], 'h', 'r' .. number(seq))
    return
  end
  if where == 'r' then redis.call('ZREM', KEYS[2], member) end
  -- 2^50 keeps times before 1970 in their class
  redis.call('ZADD', KEYS[3], class * 2251799813685248 + 1125899906842624 + earliest, member)
  redis.call('HSET', KEYS[1], 'h', 'l' .. number(seq))
end

-- advance makes the first letter after seq that is not parked the head, if any is.
local function advance(member, seq, last)
  for candidate = seq + 1, last do
    local letter = redis.call('HGET', KEYS[1], number(candidate))
    if letter then
      local class, state, _, earliest = parse(letter)
      if state ~= 'p' then return place(member, candidate, class, earliest) end
    end
  end
  local _, where = head()
  if where then
    redis.call('ZREM', where == 'r' and KEYS[2] or KEYS[3], member)
    redis.call('HDEL', KEYS[1], 'h')
  end
end

local function park(member)
  if redis.call('HINCRBY', KEYS[1], 'k', 1) == 1 then redis.call('ZADD', KEYS[4], 0, member) end
end

local function unpark(member)
  if redis.call('HINCRBY', KEYS[1], 'k', -1) < 1 then
    redis.call('HDEL', KEYS[1], 'k')
    redis.call('ZREM', KEYS[4], member)
  end
end
