-- note.lua: keeps or removes a note, and removes those whose time is over. When all
-- that are left end at some time, the key ends with the last of them.
-- KEYS: 1 notes
-- ARGV: 1 name, 2 "1" to keep, "0" to remove, 3 until in ms, 0 for good, 4 data
-- Returns 1.
if ARGV[2] == '1' then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. ' ' .. ARGV[4])
else
  redis.call('HDEL', KEYS[1], ARGV[1])
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all, left, ends, forgood = redis.call('HGETALL', KEYS[1]), 0, 0, false
for i = 1, #all, 2 do
  local untl = tonumber(string.match(all[i + 1], '^(%-?%d+) '))
  if not untl then error('DAMAGED: a note makes no sense') end
  if untl ~= 0 and untl <= now then
    redis.call('HDEL', KEYS[1], all[i])
  else
    left = left + 1
    forgood = forgood or untl == 0
    ends = math.max(ends, untl)
  end
end
if left > 0 then
  if forgood then
    redis.call('PERSIST', KEYS[1])
  else
    redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', ends))
  end
end
return 1
