--- Waiting: for the network, or for a time. What was printed does not wait with us.
local clock = require("host.clock")
local later = require("util.later")
local http = later("host.http")
local term = later("host.term")

local waits = {}

-- Seconds. Most waits are shorter: then what is printed leaves in large pieces, as it comes.
local SHORT = 0.02

--- Waits until a transfer is finished. @param seconds number at most
--- @return table list of the transfers that are
function waits.transfers(seconds)
  local finished = http.wait(math.min(seconds, SHORT)) or {}
  if finished[1] or seconds <= SHORT then
    return finished
  end
  term.flush()
  return http.wait(seconds - SHORT) or {}
end

--- @return boolean as clock.sleep: whether it was not cut short
function waits.sleep(seconds)
  if seconds > SHORT then
    term.flush()
  end
  return clock.sleep(seconds)
end

return waits
