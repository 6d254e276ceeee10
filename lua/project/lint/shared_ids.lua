--- Ids that more than one connector of a project records: nobody can guess whose one is.
local fs = require("host.fs")
local identity = require("project.identity")

local function read(item)
  local text = fs.read(item.folder .. "/connector.yaml")
  return text and require("host.yaml").decode(text, "connector.yaml") or nil
end

-- The paths of all connectors by what they record, in order.
local function owners_of(root, by_path)
  local owners = {}
  for _, item in ipairs(require("project.project").at(root):connectors()) do
    local known = by_path[item.path]
    local envelope = known and known.envelope
    if not known then
      envelope = read(item)
    end
    for _, record in ipairs(identity.records(envelope)) do
      local place = record.workspace .. "\0" .. record.id
      owners[place] = owners[place] or {}
      table.insert(owners[place], item.path)
    end
  end
  return owners
end

-- The other connector to name: the first one, and a later one only where that is not looked at.
local function other_of(paths, own, by_path)
  for _, path in ipairs(paths) do
    if path ~= own and (path < own or not by_path[path]) then
      return path
    end
  end
  return nil
end

--- Add the findings about the connectors that were read; those of the project that were not count
--- as well.
---@param root string the project's folder
---@param loaded table[] { path, envelope, envelope_doc } of project.lint.connector
---@param findings table[]
return function(root, loaded, findings)
  local by_path = {}
  for _, one in ipairs(loaded) do
    by_path[one.path] = one
  end
  local owners = owners_of(root, by_path)
  for _, one in ipairs(loaded) do
    for _, record in ipairs(identity.records(one.envelope)) do
      local paths = owners[record.workspace .. "\0" .. record.id] or {}
      local other = other_of(paths, one.path, by_path)
      if other then
        local line, column = one.envelope_doc:locate(record.mapping, record.key)
        findings[#findings + 1] = { rule = "shared-id", severity = "error",
          file = one.path .. "/connector.yaml", line = line, column = column,
          path = "connector.metadata." .. (record.mapping == one.envelope.metadata and "id"
            or "ids." .. record.key),
          message = ("the id %s is that of %s too"):format(record.id, other) }
      end
    end
  end
end
