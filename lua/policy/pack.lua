--- Packs: folders of policies made elsewhere, vendored in policies/packs/NAME and pinned in
--- revos.yaml by the hash of their content.
local fs = require("host.fs")
local hashes = require("host.hash")

local pack = {}

local MAX_FILES = 500

local function add_files(folder, prefix, list)
  local names, message, code = fs.list(folder)
  if not names then
    return nil, message, code
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local path = folder .. "/" .. name
    local kind = fs.kind(path)
    if kind == "directory" then
      local ok, problem, problem_code = add_files(path, prefix .. name .. "/", list)
      if not ok then
        return nil, problem, problem_code
      end
    elseif kind ~= "file" or #list >= MAX_FILES then
      return nil, path .. ": a pack is of files, at most " .. MAX_FILES .. "; no links", "invalid"
    else
      list[#list + 1] = prefix .. name
    end
  end
  return list
end

--- Names of the files below the folder of a pack, in order.
---@param folder string
---@return string[]|nil names, string|nil message, string|nil code
function pack.files(folder)
  local list, message, code = add_files(folder, "", {})
  if list then
    table.sort(list)
  end
  return list, message, code
end

--- The hash of a pack's content: of its files' names and hashes, sorted by name.
---@param folder string
---@return string|nil hash "sha256:...", string|nil message, string|nil code
function pack.hash(folder)
  local names, message, code = pack.files(folder)
  if not names then
    return nil, message, code
  end
  if #names == 0 then
    return nil, folder .. ": has no files", "not_found"
  end
  local lines = {}
  for i, name in ipairs(names) do
    local text, problem, kind = fs.read(folder .. "/" .. name)
    if not text then
      return nil, problem, kind
    end
    lines[i] = ("%s  %s\n"):format(hashes.sha256(text), name)
  end
  return "sha256:" .. hashes.sha256(table.concat(lines))
end

local function texts_of(folder)
  local names, message, code = pack.files(folder)
  if not names then
    return nil, message, code
  end
  local files = {}
  for i, name in ipairs(names) do
    local text, problem, kind = fs.read(folder .. "/" .. name)
    if not text then
      return nil, problem, kind
    end
    files[i] = { path = name, text = text }
  end
  return files
end

-- The files of `from` in the place of those of the pack.
local function copy(root, name, from)
  local relative = "policies/packs/" .. name
  local folder = root .. "/" .. relative
  local files, message, code = texts_of(from)
  if not files then
    return nil, message, code
  end
  -- Killed in between, the pack is missing: its pin says so, and nothing runs in its place.
  local ok, problem, kind = true, nil, nil
  if fs.kind(folder) then
    ok, problem, kind = fs.remove_tree(folder)
  end
  if not ok then
    return nil, problem, kind
  end
  return require("project.replace").make(root, relative, files)
end

--- Write the hash of a pack into revos.yaml.
---@param root string
---@param name string
---@param hash string of pack.hash
---@param from string|nil a folder whose files become the pack first
---@return true|nil ok, string|nil message, string|nil code
function pack.pin(root, name, hash, from)
  local edit = require("util.yaml.edit")
  local text, message, code = fs.read(root .. "/revos.yaml")
  if text then
    text, message, code = edit.set(text, { "spec", "policies", "packs", name }, hash)
  end
  if not text then
    return nil, message, code
  end
  local ok, problem, kind = true, nil, nil
  if from then
    ok, problem, kind = copy(root, name, from)
  end
  if ok then
    ok, problem, kind = fs.write(root .. "/revos.yaml", text)
  end
  return ok, problem, kind
end

local function check(root, name, pinned)
  local shown = "policies/packs/" .. name
  local folder = root .. "/" .. shown
  if fs.kind(folder) ~= "directory" then
    return nil, shown .. ": revos.yaml pins this pack of policies, but it is not there",
      "not_found"
  elseif not pinned then
    return nil, shown .. ": revos.yaml does not pin this pack of policies", "invalid"
  end
  local found, message, code = pack.hash(folder)
  if found and found ~= pinned then
    return nil, ("%s: its content is %s, revos.yaml pins %s"):format(shown, found, pinned),
      "invalid"
  end
  return found and { name = name, folder = folder, shown = shown }, message, code
end

--- The packs of a project, each as it is pinned; an error when one is not.
---@param root string|nil nil: no project, no packs
---@param pins table name -> hash
---@return table[]|nil packs { name, folder, shown }
---@return string|nil message, string|nil code, table|nil details
function pack.all(root, pins)
  local names, list = {}, {}
  for name in pairs(pins) do
    names[#names + 1] = name
  end
  for _, name in ipairs(root and fs.list(root .. "/policies/packs") or {}) do
    if pins[name] == nil and not name:find("^%.") then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  for i, name in ipairs(names) do
    local one, message, code = check(root, name, pins[name])
    if not one then
      return nil, message, code, { hint = ("revos policy pin %s"):format(name) }
    end
    list[i] = one
  end
  return list
end

return pack
