--- The folder .revos of a project: small JSON documents that no one edits by hand.
local fs = require("host.fs")
local json = require("host.json")

local store = {}

--- A name as one safe part of a path.
---@param name string
---@return string
function store.part(name)
  return (name:gsub("[^%w_-]", function(c)
    return ("%%%02x"):format(c:byte())
  end))
end

--- The path of something under .revos.
---@param root string the project's folder
---@param ... string parts
---@return string
function store.path(root, ...)
  return table.concat({ root, ".revos", ... }, "/")
end

--- Makes a folder under .revos; git never sees what lies there.
---@param root string the project's folder
---@param ... string names of folders
---@return string|nil path
---@return string|nil message
---@return string|nil code
function store.folder(root, ...)
  local top, path = root .. "/.revos", store.path(root, ...)
  if not fs.exists(top .. "/.gitignore") then
    local ok, message, code = fs.mkdir(top, { parents = true })
    if not ok then
      return nil, message, code
    end
    ok, message, code = fs.write(top .. "/.gitignore", "*\n")
    if not ok then
      return nil, message, code
    end
  end
  if not fs.exists(path) then
    local ok, message, code = fs.mkdir(path, { parents = true })
    if not ok then
      return nil, message, code
    end
  end
  return path
end

--- The JSON document in a file; nil when there is none or it cannot be read.
---@param path string
---@return table|nil
function store.read(path)
  local text = fs.read(path)
  local value = text and json.decode(text)
  return json.is_object(value) and value or nil
end

--- Replaces a document at once: a reader sees the old or the new one.
---@param path string
---@param value table
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function store.write(path, value)
  return fs.write(path, json.encode(value, { indent = 2 }) .. "\n")
end

return store
