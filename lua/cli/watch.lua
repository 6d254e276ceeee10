--- Ends somebody's endless loop when a signal comes. What revos itself runs looks for signals
--- where it waits and ends in order; a script that only computes never waits.
local watch = {}

local STEP = 100000 -- instructions, about a millisecond
local GRACE = 200 -- steps that the code gets to end by itself

--- From here on a signal ends what runs, after a while. Twice is fine.
function watch.start()
  local process = require("host.process")
  local steps = 0
  debug.sethook(function()
    if process.interrupted() then
      steps = steps + 1
      if steps > GRACE then
        error("interrupted", 2)
      end
    end
  end, "", STEP)
end

return watch
