-- Shared by commit.lua and forget.lua; needs KEYS[2] mailbox and KEYS[3] ready, and
-- ARGV[3], ARGV[7] and ARGV[8] as commit.lua tells them. Comes after index.lua.

-- parse reads an actor's value (entry.go): version, last Seq, highest chunk, timers.
local function parse(value)
  if not value then return '0', 0, 0, '' end
  local version, last, top, size, at = string.match(value, '^(%d+) (%d+) (%d+) (%d+) ()')
  if not at then error('DAMAGED: an actor\'s value makes no sense') end
  return version, tonumber(last), tonumber(top), string.sub(value, at, at + size - 1)
end

-- find is where the timer of that name begins in a list, and where its due time does.
local function find(timers, name)
  local at = 1
  while at <= #timers do
    local size = string.byte(timers, at)
    if size == #name and string.sub(timers, at + 1, at + size) == name then return at, at + size + 1 end
    at = at + size + 7
  end
end

-- without is a list of timers without one of them.
local function without(timers, name)
  local at, due = find(timers, name)
  if not at then return timers end
  return string.sub(timers, 1, at - 1) .. string.sub(timers, due + 6)
end

-- earliest is the first due time of a list in milliseconds, or nil.
local function earliest(timers)
  local at, first = 1, nil
  while at <= #timers do
    local a, b, c, d, e, f = string.byte(timers, at + string.byte(timers, at) + 1, at + string.byte(timers, at) + 6)
    local due = ((((a * 256 + b) * 256 + c) * 256 + d) * 256 + e) * 256 + f - 140737488355328
    if not first or due < first then first = due end
    at = at + string.byte(timers, at) + 7
  end
  return first
end

-- refuse is what to answer to a turn that must not be applied, or nil. The fence comes
-- first.
local function refuse(value, stored, version, timers)
  if ARGV[7] ~= '' then
    local _, due = find(timers, ARGV[8])
    if not due or string.sub(timers, due, due + 5) ~= ARGV[7] then return -2 end
  end
  if stored ~= version then return -1 end
  if ARGV[3] ~= '' and string.sub(value or '', -#ARGV[3]) ~= ARGV[3] then return -1 end
end

-- stamp is the score of a head that may go at once: class, then now in microseconds
-- since 2020, which stays below 2^51 until 2091.
local function stamp(class)
  local now = redis.call('TIME')
  return class * 2251799813685248 + (now[1] - 1577836800) * 1000000 + now[2]
end

-- post appends count messages, ready made in ARGV from at on, numbered from first. It
-- returns first * 2, plus 1 when others wait ahead of them.
local function post(member, first, at, count)
  local ahead = redis.call('HGET', KEYS[2], 'h')
  local seq = number(first)
  if ahead then
    redis.call('HSET', KEYS[2], seq, ARGV[at])
  else
    redis.call('HSET', KEYS[2], 'h', 'r' .. seq, seq, ARGV[at])
    redis.call('ZADD', KEYS[3], stamp(string.sub(ARGV[at], 1, 1)), member)
  end
  for i = 1, count - 1 do
    redis.call('HSET', KEYS[2], number(first + i), ARGV[at + i])
  end
  return first * 2 + (ahead and 1 or 0)
end
