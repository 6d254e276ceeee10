--- The clock of call budgets. Where sleeps are left out, time goes on as if they had been slept.
local clock = require("host.clock")
local scheduler = require("runtime.scheduler")

local waiting = {}

-- The clock of the day may stand still; the other one never does.
local opened = clock.now_us() - math.floor(clock.monotonic() * 1e6)

--- Microseconds since the epoch.
function waiting.now()
  return opened + math.floor(clock.monotonic() * 1e6)
end

--- @param us integer microseconds; none when 0 or less
function waiting.sleep(us)
  if us > 0 then
    scheduler.sleep(us / 1000000)
  end
end

return waiting
