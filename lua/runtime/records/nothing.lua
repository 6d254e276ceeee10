--- Why an answer gave no records, where it does not say so itself: it is no JSON, or has nothing
--- at the path of the records. A run goes on after both, as the reference does, and a login page
--- looks like an empty stream. Told once for each stream, as a warning.
local json = require("host.json")
local response = require("runtime.http.response")

local nothing = {}

local function members_of(value)
  if not json.is_object(value) then
    return json.is_array(value) and "it is a list" or "it is no object"
  end
  local names = json.keys(value)
  local shown = table.concat(names, ", ", 1, math.min(#names, 8))
  return #names == 0 and "it is empty" or "it has " .. shown .. (#names > 8 and ", …" or "")
end

--- What is wrong with the answer itself; nil when it is sound, or its status told enough.
---@param reply table
---@param path string[]|nil where the extractor looks, nil when it looks elsewhere
---@return string|nil
function nothing.reason(reply, path)
  if not response.is_ok(reply) then
    return nil
  elseif not (reply.body or ""):find("%S") then
    local coding = response.header(reply, "content-encoding")
    return coding and ("is empty, or is not in %s as it says"):format(coding) or nil
  end
  local value, reason = response.json(reply)
  if value == nil then
    return ("is no JSON (%s)"):format(reason)
  elseif not path or #path == 0 then
    return nil
  end
  local ok, found = pcall(require("runtime.values.dpath").values, value, path)
  if not ok or #found > 0 then
    return nil
  end
  return ("has nothing at '%s', where the records should be: %s"):format(table.concat(path, "."),
    members_of(value))
end

--- Tell it.
---@param messages table of the run
---@param reply table
---@param extractor table
function nothing.tell(messages, reply, extractor)
  local reason = nothing.reason(reply, extractor.where and extractor:where())
  local request = reply.request
  if reason and request then
    messages:log("WARN", ("%s %s: the answer %s"):format(request.method,
      request.url:gsub("[?#].*$", ""), reason))
  end
end

return nothing
