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

local function add_meta(files)
  for _, name in ipairs(embedded.list("lua/meta/")) do
    local module = name:match("^lua/meta/([%w_]+)%.lua$")
    local path = module and ("host/%s.lua"):format(module)
      or name:match("^lua/meta/(.+)$")
    files[#files + 1] = { path = path, text = embedded.read(name) }
  end
end

local function add_modules(files)
  for _, entry in ipairs(require("revos").MODULES) do
    files[#files + 1] = { path = entry[1]:gsub("%.", "/") .. ".lua",
      text = require("scaffold.description").text(entry[1]) }
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
