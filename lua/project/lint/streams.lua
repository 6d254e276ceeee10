--- Streams that are named twice, and checks of streams that are not there.
local json = require("host.json")

local streams = {}

local function is_static(name)
  return type(name) == "string" and not name:find("{{", 1, true)
end

local function names_of(manifest, findings)
  local names, seen, complete = {}, {}, manifest.root.dynamic_streams == nil
  local list = json.is_array(manifest.root.streams) and manifest.root.streams or {}
  for index, stream in ipairs(list) do
    local name = json.is_object(stream) and stream.name
    if not is_static(name) then
      complete = false
    elseif seen[name] then
      findings[#findings + 1] = require("project.lint.manifest").at(manifest, stream, "name", {
        rule = "stream-twice", severity = "warning", path = ("streams[%d].name"):format(index - 1),
        message = ("there are two streams '%s'"):format(name),
      })
    else
      seen[name] = true
      names[#names + 1] = name
    end
  end
  return names, seen, complete
end

--- Add findings about names of streams.
function streams.check(manifest, _, findings)
  local names, seen, complete = names_of(manifest, findings)
  local check = manifest.root.check
  local wanted = json.is_object(check) and check.type == "CheckStream" and check.stream_names
  if not complete or not json.is_array(wanted) then
    return
  end
  for index, name in ipairs(wanted) do
    if type(name) == "string" and not seen[name] then
      findings[#findings + 1] = require("project.lint.manifest").at(manifest, wanted, index, {
        rule = "check-stream", path = ("check.stream_names[%d]"):format(index - 1),
        message = ("check names the stream '%s', which is not there"):format(name),
        suggestion = require("util.suggest").nearest(name, names) or names[1],
      })
    end
  end
end

return streams
