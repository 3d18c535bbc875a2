-- Shared by the scripts that change the index of timers, which is told in keys.go.

-- number writes a whole number in digits: Lua would write 1e+15.
local function number(n) return string.format('%.0f', n) end

-- settle makes the directory say when the first of a page is due, after the first due time
-- of somebody there was old and is something else now; nil stands for none at all.
local function settle(page, directory, name, old, new)
  if not old then
    redis.call('ZADD', directory, 'LT', number(new), name)
    return
  end
  local first = redis.call('ZRANGE', page, 0, 0, 'WITHSCORES')
  if not first[1] then
    redis.call('ZREM', directory, name)
  elseif tonumber(first[2]) ~= old then
    redis.call('ZADD', directory, first[2], name)
  end
end

-- reindex puts an actor, by its packed name, where its first due time belongs.
local function reindex(page, directory, actor, name, old, new)
  if old == new then return end
  if new then
    redis.call('ZADD', page, number(new), actor)
  else
    redis.call('ZREM', page, actor)
  end
  settle(page, directory, name, old, new)
end

