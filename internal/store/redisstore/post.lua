-- Shared by commit.lua and forget.lua; needs KEYS[2] mailbox and KEYS[3] ready.

-- number writes a whole number in digits: Lua would write 1e+15.
local function number(n) return string.format('%.0f', n) end

-- parse reads an actor's value: version, last Seq, highest chunk, names, or an error.
local function parse(value)
  if not value then return '0', 0, 0, '' end
  local version, last, top, size, at = string.match(value, '^(%d+) (%d+) (%d+) (%d+) ()')
  if not at then error('DAMAGED: an actor\'s value makes no sense') end
  return version, tonumber(last), tonumber(top), string.sub(value, at, at + size - 1)
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
