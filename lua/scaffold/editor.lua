--- What an editor needs to complete scripts: descriptions of host.* and revos.* below .revos/lua,
--- and a .luarc.json that names them (for the Lua language server).
local embedded = require("host.embedded")
local fs = require("host.fs")
local put = require("util.files").put

local editor = {}

local SETTINGS = [[
{
  "$schema": "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json",
  "runtime.version": "Lua 5.4",
  "workspace.library": [".revos/lua"]
}
]]

-- A module of members has no functions to show: its list is its description.
local function described(name, list)
  local lines = { "---@meta " .. name, ("---@class %s"):format(name) }
  for _, entry in ipairs(list) do
    lines[#lines + 1] = ("---@field %s any %s"):format(entry[1], entry[3])
  end
  lines[#lines + 1] = "local module = {}"
  lines[#lines + 1] = "return module"
  return table.concat(lines, "\n") .. "\n"
end

local function add_meta(files)
  for _, name in ipairs(embedded.list("lua/meta/")) do
    local module = name:match("^lua/meta/([%w_]+)%.lua$")
    local path = module and ("host/%s.lua"):format(module)
      or name:match("^lua/meta/(.+)$")
    files[#files + 1] = { path = path, text = embedded.read(name) }
  end
end

-- A module that is another one is described by that.
local source_of

function source_of(name)
  local text = embedded.read(("lua/%s.lua"):format(name:gsub("%.", "/")))
  local other = text:match('\nreturn require%("([%w_.]+)"%)\n$')
  return other and source_of(other) or text
end

local function add_modules(files)
  local members = require("revos.members")
  for _, entry in ipairs(require("revos").MODULES) do
    local name = entry[1]
    local list = members.list(require(name))
    local text = list and described(name, list) or source_of(name)
    files[#files + 1] = { path = name:gsub("%.", "/") .. ".lua", text = text }
  end
end

--- The descriptions: { path, text }.
---@return table[]
function editor.files()
  local files = {}
  add_meta(files)
  add_modules(files)
  return files
end

--- Write the descriptions of this version of revos, and .luarc.json where there is none.
---@param root string the project
---@return boolean|nil made whether .luarc.json was made, string|nil message, string|nil code
function editor.write(root)
  for _, file in ipairs(editor.files()) do
    local ok, message, code = put(("%s/.revos/lua/%s"):format(root, file.path), file.text)
    if not ok then
      return nil, message, code
    end
  end
  local settings = root .. "/.luarc.json"
  if fs.kind(settings) or fs.kind(root .. "/.luarc.jsonc") then
    return false
  end
  local ok, message, code = fs.write(settings, SETTINGS)
  if not ok then
    return nil, message, code
  end
  return true
end

return editor
