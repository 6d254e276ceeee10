--- A newer template, or other answers, brought into a connector that a template made.
local annotate = require("scaffold.annotate")
local fs = require("host.fs")
local registered = require("scaffold.registered")

local update = {}

-- connector.yaml as the template would know it.
local function plain_connector(text, taken)
  local plain, message, code = annotate.strip(text)
  if not plain then
    return nil, message, code
  end
  return registered.without(plain, taken)
end

local function full_connector(plain, taken, recorded)
  local text, message, code = registered.with(plain, taken)
  if not text then
    return nil, message, code
  end
  return annotate.add(text, recorded)
end

-- One file: what is to become of it.
---@return string action none, write, remove, keep or conflict
---@return string|nil text
local function decide(file, sums, base_of, label)
  local ours, theirs, known = file.ours, file.theirs, sums[file.path]
  local ours_sum = ours and annotate.sum(ours)
  local theirs_sum = theirs and annotate.sum(theirs)
  if theirs == nil then
    return not ours and "none" or (ours_sum == known and "remove" or "keep")
  elseif ours == nil then
    return known and "keep" or "write", theirs
  elseif ours == theirs or theirs_sum == known then
    return "none"
  elseif ours_sum == known then
    return "write", theirs
  end
  local text, conflicts = require("scaffold.merge").texts(base_of(file.path), ours, theirs, label)
  return conflicts > 0 and "conflict" or (text == ours and "none" or "write"), text
end

local function collect(folder, rendered, sums)
  local list, seen = {}, {}
  local function add(path, theirs)
    if not path:find("^secrets/") and not seen[path] then
      seen[path] = true
      local kind = fs.kind(folder .. "/" .. path)
      list[#list + 1] = { path = path, theirs = theirs, kind = kind,
        ours = kind == "file" and fs.read(folder .. "/" .. path) or nil }
    end
  end
  for _, file in ipairs(rendered.files) do
    add(file.path, file.text)
  end
  for path in pairs(sums) do
    add(path, nil)
  end
  table.sort(list, function(a, b)
    return a.path < b.path
  end)
  return list
end

-- connector.yaml is merged without what revos itself wrote into it.
local function decide_connector(file, sums, base_of, label, recorded)
  local whole = file.ours
  local taken = registered.of(whole)
  local plain, problem, code = plain_connector(whole, taken)
  if not plain then
    return nil, problem, code
  end
  file.ours = plain
  local action, text = decide(file, sums, base_of, label)
  if action == "conflict" then
    return action, text
  end
  local full, message, kind = full_connector(action == "write" and text or plain, taken, recorded)
  if not full then
    return nil, message, kind
  end
  return full == whole and "none" or "write", full
end

local function one(file, context)
  if file.kind and file.kind ~= "file" then
    return nil, ("%s: is no file"):format(file.path), "exists"
  elseif file.path == "connector.yaml" and file.ours and file.theirs then
    return decide_connector(file, context.sums, context.base_of, context.label,
      context.rendered.recorded)
  end
  return decide(file, context.sums, context.base_of, context.label)
end

--- What an update would do to each file.
---@param folder string the connector's
---@param rendered table of scaffold.render: the template as it is now
---@param recorded table of annotate.read
---@param base_of function of scaffold.base
---@return table[]|nil changes { path, action, text }, string|nil message, string|nil code
function update.plan(folder, rendered, recorded, base_of)
  local context = {
    sums = recorded.sums, base_of = base_of, rendered = rendered,
    label = ("%s %s"):format(rendered.entry.name, rendered.entry.declared.version),
  }
  local changes = {}
  for _, file in ipairs(collect(folder, rendered, recorded.sums)) do
    local action, text, code = one(file, context)
    if not action then
      return nil, text, code
    elseif action ~= "none" then
      changes[#changes + 1] = { path = file.path, action = action, text = text,
        is_new = file.ours == nil }
    end
  end
  return changes
end

return update
