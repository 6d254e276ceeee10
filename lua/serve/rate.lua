--- How often one address may try: so many at once, then one every few seconds.
local clock = require("host.clock")

local rate = {}
rate.__index = rate

local MOST_ADDRESSES = 10000

---@param burst integer
---@param seconds number until one more is allowed
function rate.new(burst, seconds)
  return setmetatable({ burst = burst, seconds = seconds, seen = {}, count = 0 }, rate)
end

-- Those that have their whole burst again need not be remembered.
local function forget(self, now)
  for address, entry in pairs(self.seen) do
    if entry.full_at <= now then
      self.seen[address] = nil
      self.count = self.count - 1
    end
  end
  if self.count >= MOST_ADDRESSES then
    self.seen, self.count = {}, 0
  end
end

--- May this address try now?
---@param address string
---@return boolean
---@return integer|nil seconds to wait
function rate:allow(address)
  local now = clock.monotonic()
  local entry = self.seen[address]
  if not entry then
    if self.count >= MOST_ADDRESSES then
      forget(self, now)
    end
    entry = { full_at = now }
    self.seen[address] = entry
    self.count = self.count + 1
  end
  local full_at = math.max(entry.full_at, now) + self.seconds
  local over = full_at - now - self.burst * self.seconds
  if over > 0 then
    return false, math.max(1, math.ceil(over))
  end
  entry.full_at = full_at
  return true
end

return rate
