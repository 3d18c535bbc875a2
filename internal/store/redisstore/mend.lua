-- mend.lua: puts an actor where its first due time belongs in the index of timers, and
-- takes it out of that of the first format.
-- KEYS: 1 actor, 2 page of the index of timers, 3 directory, 4 the index of the first format
-- ARGV: 1 the actor's packed name, 2 the page's name in the directory, 3 the actor's name
-- Returns 1.
redis.call('ZREM', KEYS[4], ARGV[3])
local _, _, _, timers = parse(redis.call('GET', KEYS[1]))
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
reindex(KEYS[2], KEYS[3], ARGV[1], ARGV[2], score and tonumber(score) or nil, earliest(timers))
return 1
