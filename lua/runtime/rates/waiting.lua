--- The clock of call budgets. Where sleeps are left out, time goes on as if they had been slept.
local clock = require("host.clock")
local scheduler = require("runtime.scheduler")

local waiting = {}

local skipped = 0

--- Microseconds since the epoch.
function waiting.now()
  return clock.now_us() + skipped
end

--- @param us integer microseconds; none when 0 or less
function waiting.sleep(us)
  if us <= 0 then
    return
  end
  scheduler.sleep(us / 1000000)
  if clock.fast() then
    skipped = skipped + us
  end
end

return waiting
