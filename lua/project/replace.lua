--- Files of a connector put in place, all or none. They are made below .revos/replace/ first.
--- A new folder then gets its name in one step. Files of an existing folder move one by one;
--- once the staging folder has its final name the work is decided, and whoever opens the
--- project next finishes it.
local files_of = require("util.files")
local fs = require("host.fs")
local json = require("host.json")

local replace = {}

local SECRET_MODE = tonumber("600", 8)

-- The end of a name whose folder may be thrown away at any time.
local UNDECIDED = ".new"

local function home(root)
  return root .. "/.revos/replace"
end

local function is_secret(path)
  return path:find("^secrets/") ~= nil
end

local function stage(files, folder)
  for _, file in ipairs(files) do
    local ok, message, code = files_of.put(folder .. "/" .. file.path, file.text,
      is_secret(file.path) and { mode = SECRET_MODE } or nil)
    if not ok then
      return nil, message, code
    end
  end
  return true
end

local function as_files(...)
  local files = {}
  for _, paths in ipairs({ ... }) do
    for _, path in ipairs(paths) do
      files[#files + 1] = { path = path }
    end
  end
  return files
end

-- Nothing is written through a link: it may lead anywhere.
local function link_on(root, relative, files)
  for _, file in ipairs(files) do
    local at = root
    for part in (relative .. "/" .. file.path):gmatch("[^/]+") do
      at = at .. "/" .. part
      if fs.kind(at) == "link" then
        return nil, at:sub(#root + 2) .. ": is a link; nothing is written through it", "denied"
      end
    end
  end
  return true
end

local function with_lock(root, wait, work)
  local ok, message, code = files_of.make_parents(home(root) .. "/")
  if not ok then
    return nil, message, code
  end
  local lock
  lock, message, code = fs.lock(root .. "/.revos/replace.lock", { wait = wait })
  if not lock then
    return nil, message, code
  end
  local done = table.pack(pcall(work))
  fs.remove(home(root)) -- fails while something is in it
  lock:close()
  if not done[1] then
    error(done[2], 0)
  end
  return table.unpack(done, 2, done.n)
end

--- Make `relative`, a folder that is not there, with `files`.
---@param root string the project
---@param relative string such as "connectors/my-source"
---@param files table[] { path, text }
---@return true|nil ok, string|nil message, string|nil code
function replace.make(root, relative, files)
  return with_lock(root, true, function()
    local staging = home(root) .. "/" .. relative:gsub("/", "+") .. UNDECIDED
    fs.remove_tree(staging)
    local ok, message, code = link_on(root, relative, { { path = "" } })
    if ok and fs.kind(root .. "/" .. relative) then
      ok, message, code = nil, relative .. " exists", "exists"
    end
    if ok then
      ok, message, code = stage(files, staging)
    end
    if ok then
      ok, message, code = files_of.make_parents(root .. "/" .. relative)
    end
    if ok then
      ok, message, code = fs.rename(staging, root .. "/" .. relative)
    end
    fs.remove_tree(staging)
    if not ok then
      return nil, message, code
    end
    return true
  end)
end

-- Done with a decided folder. It loses that name before its files: one that is half removed must
-- not be taken for work to finish.
local function clear(folder)
  local spent = folder .. UNDECIDED
  fs.remove_tree(spent)
  local ok, message, code = fs.rename(folder, spent)
  if not ok then
    return nil, message, code
  end
  return fs.remove_tree(spent)
end

local function carry_out(root, folder, order)
  local target = root .. "/" .. order.folder .. "/"
  for _, path in ipairs(order.files) do
    local from = folder .. "/files/" .. path
    local ok, message, code = true, nil, nil
    if fs.kind(from) == "file" then
      ok, message, code = files_of.make_parents(target .. path)
      if ok then
        ok, message, code = fs.rename(from, target .. path)
      end
    end
    if not ok then
      return nil, message, code
    end
  end
  for _, path in ipairs(order.removed) do
    fs.remove(target .. path)
  end
  return clear(folder)
end

local function are_paths(list)
  local problem = require("util.safe_path").problem
  for _, path in ipairs(json.is_array(list) and list or { false }) do
    if problem(path) then
      return false
    end
  end
  return true
end

-- What is to be done. A project that somebody else made may bring an order of its own: it reaches
-- no further than the folder of a connector or a template.
local function read_order(folder)
  local text, message, code = fs.read(folder .. "/order.json")
  if not text then
    return nil, message, code
  end
  local order = json.decode(text)
  local is_sound = json.is_object(order) and type(order.folder) == "string"
    and order.folder:find("^connectors/[%w_-]+$") and are_paths(order.files)
    and are_paths(order.removed)
  if not is_sound then
    return nil, folder .. "/order.json: is none of ours; remove the folder", "invalid"
  end
  return order
end

local function finish(root, folder)
  local order, message, code = read_order(folder)
  if not order then
    return nil, message, code
  end
  local ok
  ok, message, code = link_on(root, order.folder, as_files(order.files, order.removed))
  if not ok then
    return nil, message, code
  end
  return carry_out(root, folder, order)
end

local function write_order(folder, relative, files, removed)
  local names = json.new_array()
  for i, file in ipairs(files) do
    names[i] = file.path
  end
  local order = json.new_object({
    { "folder", relative }, { "files", names }, { "removed", json.new_array(removed) },
  })
  return fs.write(folder .. "/order.json", json.encode(order))
end

--- Replace and remove files of the folder `relative`.
---@param root string
---@param relative string
---@param files table[] { path, text }
---@param removed string[]|nil paths
---@return true|nil ok, string|nil message, string|nil code
function replace.files(root, relative, files, removed)
  removed = removed or {}
  return with_lock(root, true, function()
    local decided = home(root) .. "/" .. relative:gsub("/", "+")
    local staging = decided .. UNDECIDED
    fs.remove_tree(staging)
    local ok, message, code = link_on(root, relative, files)
    if ok then
      ok, message, code = stage(files, staging .. "/files")
    end
    if ok then
      ok, message, code = files_of.make_parents(staging .. "/order.json")
    end
    if ok then
      ok, message, code = write_order(staging, relative, files, removed)
    end
    if ok then
      ok, message, code = fs.rename(staging, decided)
    end
    if not ok then
      fs.remove_tree(staging)
      return nil, message, code
    end
    return finish(root, decided)
  end)
end

local function recover(root)
  for _, name in ipairs(fs.list(home(root)) or {}) do
    local folder = home(root) .. "/" .. name
    if name:sub(-#UNDECIDED) == UNDECIDED then
      fs.remove_tree(folder)
    else
      local ok, message, code = finish(root, folder)
      if not ok then
        return nil, message, code
      end
    end
  end
  return true
end

--- Finish what a killed process had decided, and clear what it had not. Costs one look when
--- there is nothing.
---@param root string
---@return true|nil ok, string|nil message, string|nil code
function replace.recover(root)
  if not fs.kind(home(root)) then
    return true
  end
  local ok, message, code = with_lock(root, false, function()
    return recover(root)
  end)
  if not ok and code ~= "busy" then
    return nil, message, code
  end
  return true
end

return replace
