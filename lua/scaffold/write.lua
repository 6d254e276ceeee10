--- Puts files in place, all or none: they are made in a folder beside, which then
--- gets its name in one step.
local fs = require("host.fs")

local write = {}

local function is_secret(path)
  return path:find("^secrets/") ~= nil
end

local function write_all(files, folder)
  for _, file in ipairs(files) do
    local path = folder .. "/" .. file.path
    local ok, message, code = fs.mkdir(path:match("^(.*)/"), { parents = true })
    if ok or code == "exists" then
      ok, message,
        code = fs.write(path, file.text, is_secret(file.path) and { mode = tonumber("600", 8) }
          or nil)
    end
    if not ok then
      return nil, message, code
    end
  end
  return true
end

local function move_each(files, from, to)
  for _, file in ipairs(files) do
    local target = to .. "/" .. file.path
    local ok, message, code = fs.mkdir(target:match("^(.*)/"), { parents = true })
    if ok or code == "exists" then
      ok, message, code = fs.rename(from .. "/" .. file.path, target)
    end
    if not ok then
      return nil, message, code
    end
  end
  return true
end

--- Files that a forced run replaces: not those in an existing secrets/.
---@return table[]
function write.without_secrets(files, folder)
  if not fs.kind(folder .. "/secrets") then
    return files
  end
  local kept = {}
  for _, file in ipairs(files) do
    if not is_secret(file.path) then
      kept[#kept + 1] = file
    end
  end
  return kept
end

--- Make `folder` with `files`; into an existing folder each file is replaced.
---@param files table[] { path, text }
---@param folder string absolute
---@return true|nil ok, string|nil message, string|nil code
function write.folder(files, folder)
  local parent, name = folder:match("^(.*)/([^/]+)$")
  local staging = ("%s/.%s.%d.new"):format(parent, name, require("host.process").pid())
  local ok, message, code = fs.mkdir(parent, { parents = true })
  if not ok and code ~= "exists" then
    return nil, message, code
  end
  ok, message, code = write_all(files, staging)
  if ok and fs.kind(folder) then
    ok, message, code = move_each(files, staging, folder)
  elseif ok then
    ok, message, code = fs.rename(staging, folder)
  end
  if fs.kind(staging) then
    fs.remove_tree(staging)
  end
  if not ok then
    return nil, message, code
  end
  return true
end

return write
