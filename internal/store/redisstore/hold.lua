-- hold.lua: takes or renews a lease.
-- KEYS: 1 lease, 2 the partition's last fence
-- ARGV: 1 holder, 2 how long in ms
-- Returns the fence, or 0 when somebody else has the lease.
local held = redis.call('GET', KEYS[1])
if held then
  local fence, holder = string.match(held, '^(%d+) (.*)$')
  if holder ~= ARGV[1] then return 0 end
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return tonumber(fence)
end
local fence = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], string.format('%.0f', fence) .. ' ' .. ARGV[1], 'PX', ARGV[2])
return fence
