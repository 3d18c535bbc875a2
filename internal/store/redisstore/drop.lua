-- drop.lua: gives a lease up, when it is the holder's.
-- KEYS: 1 lease
-- ARGV: 1 holder
-- Returns 1, or 0 when it was not held by that holder.
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^%d+ (.*)$') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
