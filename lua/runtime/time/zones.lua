--- Time zones: the offset of a zone at an instant, from the system's zone files (RFC 8536).
local fs = require("host.fs")

local zones = {}

local FOLDER = "/usr/share/zoneinfo/"

-- The 64-bit block of a zone file: skips the 32-bit block before it.
local function block(data)
  local isut, isstd, leap, times, types, chars = (">I4I4I4I4I4I4"):unpack(data, 21)
  local size = times * 5 + types * 6 + chars + leap * 8 + isstd + isut
  return 45 + size
end

local function read_block(data)
  local at = block(data)
  local _, _, _, times, types = (">I4I4I4I4I4I4"):unpack(data, at + 20)
  at = at + 44
  local zone = { times = {}, kinds = {}, offsets = {} }
  for index = 1, times do
    zone.times[index] = (">i8"):unpack(data, at + (index - 1) * 8)
    zone.kinds[index] = data:byte(at + times * 8 + index - 1)
  end
  at = at + times * 9
  for index = 0, types - 1 do
    zone.offsets[index] = (">i4"):unpack(data, at + index * 6)
  end
  return zone
end

local function load(name)
  if name:find("%.%.") or not name:find("^[%w_+/-]+$") then
    return nil
  end
  local data = fs.read(FOLDER .. name)
  if not data or data:sub(1, 4) ~= "TZif" or data:byte(5) < 50 then
    return nil
  end
  local ok, zone = pcall(read_block, data)
  return ok and zone or nil
end

local loaded = {}

local function find(name)
  if loaded[name] == nil then
    loaded[name] = load(name) or false
  end
  return loaded[name] or nil
end

--- Whether the system has zone files.
function zones.available()
  return fs.kind(FOLDER) == "directory"
end

--- Seconds east of UTC in a zone at an instant; nil for an unknown zone.
--- @param name string such as "Europe/Paris"
--- @param seconds integer since 1970, UTC
function zones.offset(name, seconds)
  if name == "UTC" then
    return 0
  end
  local zone = find(name)
  if not zone then
    return nil
  end
  local kind = 0
  for index = #zone.times, 1, -1 do
    if zone.times[index] <= seconds then
      kind = zone.kinds[index]
      break
    end
  end
  return zone.offsets[kind]
end

return zones
