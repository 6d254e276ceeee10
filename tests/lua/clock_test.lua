--- host.clock and host.process.
local clock = require("host.clock")
local process = require("host.process")

return {
  ["the clock goes forward"] = function(t)
    local before = clock.monotonic()
    t.equal(clock.sleep(0.001), true)
    t.truthy(clock.monotonic() >= before + 0.001)
    t.equal(math.type(clock.now_us()), "integer")
    t.truthy(math.abs(clock.now() - clock.now_us() / 1e6) < 5)
  end,
  ["sleeping for nothing is done at once"] = function(t)
    t.equal(clock.sleep(-1), true)
    t.equal(clock.sleep(0), true)
  end,
  ["the environment can be asked"] = function(t)
    t.truthy(process.getenv("PATH"))
    t.equal(process.getenv("REVOS_THERE_IS_NO_SUCH_VARIABLE"), nil)
    t.truthy(process.pid() > 1)
    t.equal(process.interrupted(), nil)
  end,
}
