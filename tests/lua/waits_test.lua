local clock = require("host.clock")
local http = require("host.http")
local term = require("host.term")
local waits = require("runtime.waits")

--- What is done in the course of run(), in one text: the network has nothing but, at last,
--- `finished`.
local function doings(finished, run)
  local list = {}
  local function stand_in(name, answer)
    return function(seconds)
      list[#list + 1] = name .. (seconds and (" %.2f"):format(seconds) or "")
      return answer()
    end
  end
  local wait, flush, sleep = http.wait, term.flush, clock.sleep
  http.wait = stand_in("wait", function()
    return table.remove(finished, 1)
  end)
  local function done()
    return true
  end
  term.flush, clock.sleep = stand_in("flush", done), stand_in("sleep", done)
  local ok, result = pcall(run)
  http.wait, term.flush, clock.sleep = wait, flush, sleep
  if not ok then
    error(result, 0)
  end
  return table.concat(list, ", "), result
end

local function wait_for(seconds)
  return function()
    return waits.transfers(seconds)
  end
end

return {
  ["an answer that is there soon is waited for alone"] = function(t)
    local done, finished = doings({ { "a" } }, wait_for(60))
    t.equal(done, "wait 0.02")
    t.equal(finished, { "a" })
    t.equal(doings({ {} }, wait_for(0.01)), "wait 0.01")
  end,
  ["before a longer wait what was printed leaves"] = function(t)
    local done, finished = doings({ {}, { "a" } }, wait_for(60))
    t.equal(done, "wait 0.02, flush, wait 59.98")
    t.equal(finished, { "a" })
  end,
  ["a wait that a signal ends gives nothing"] = function(t)
    local _, finished = doings({}, wait_for(60))
    t.equal(finished, {})
  end,
  ["so it does before a longer sleep"] = function(t)
    local function sleep(seconds)
      return function()
        waits.sleep(seconds)
      end
    end
    t.equal(doings({}, sleep(1)), "flush, sleep 1.00")
    t.equal(doings({}, sleep(0.001)), "sleep 0.00")
  end,
}
