---@meta host.clock
--- Time. REVOS_TEST_NOW makes the clock stand, REVOS_TEST_CLOCK=fast leaves
--- out sleeps and REVOS_TEST_SLEEPS is the file that notes them.
---
--- ```lua
--- local clock = require("host.clock")
--- local started = clock.monotonic()
--- clock.sleep(0.01)
--- assert(clock.monotonic() >= started and clock.now() > 1700000000)
--- ```
local clock = {}

---@return number seconds since 1970
function clock.now() end

---@return integer microseconds since 1970
function clock.now_us() end

---@return number seconds of a clock that only goes forward
function clock.monotonic() end

---@return number seconds of that clock, without the sleeps that a fast clock left out
function clock.spent() end

---@return boolean fast sleeps are left out
function clock.fast() end

---@param seconds number
---@return true? ok, string? message, string? code "cancelled": a signal came
function clock.sleep(seconds) end

--- Lets a fast clock move on by a wait that is not to be noted.
---@param seconds number
function clock.skip(seconds) end

--- Only note a sleep: for those who wait in another way when the clock is fast.
---@param seconds number
---@return true? ok, string? message, string? code
function clock.record_sleep(seconds) end

return clock
