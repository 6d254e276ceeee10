--- `script new`: a command of the project with its test, and what an editor needs.
local fs = require("host.fs")
local put = require("util.files").put

local script = {}

local COMMAND = [[
---@type revos.Command
return {
  summary = "Greet somebody",
  arguments = {
    { name = "who", optional = true, default = "world", doc = "whom to greet" },
  },
  options = {
    { name = "loud", type = "boolean", doc = "in capital letters" },
  },
  examples = { "revos NAME", "revos NAME Ann --loud" },
  run = function(ctx)
    local text = ("hello %s"):format(ctx.args.who)
    if ctx.args.loud then
      text = text:upper()
    end
    if ctx.args.json then
      ctx.out:json({ text = text })
    else
      ctx.out:line("%s", text)
    end
    return true
  end,
}
]]

local COMMAND_TEST = [[
return {
  ["greets the world"] = function(t)
    local result = t.run("NAME")
    t.equal(result.stdout, "hello world\n")
    t.equal(result.status, 0)
  end,
  ["greets the one it is told, loudly"] = function(t)
    t.equal(t.run("NAME", "Ann Lee", "--loud").stdout, "HELLO ANN LEE\n")
  end,
  ["speaks JSON"] = function(t)
    t.equal(t.run("NAME --json").json.text, "hello world")
  end,
}
]]

local REPLACEMENT = [[
---@type revos.Command
return {
  -- Its texts, arguments and options are those of the command that it replaces.
  inherits = true,
  run = function(ctx)
    ctx:note("before %s", "NAME")
    local ok, message, code, details = ctx:previous()
    if not ok then
      return ok, message, code, details
    end
    ctx:note("after %s", "NAME")
    return true
  end,
}
]]

local REPLACEMENT_TEST = [[
return {
  ["has the help of the command that it replaces"] = function(t)
    local result = t.run("NAME --help")
    t.equal(result.status, 0)
    t.contains(result.stdout, "revos NAME")
  end,
}
]]

-- Whoever replaced these could hide what answers.
local fixed = { help = true, version = true, which = true, trust = true }

--- The files of a new command.
---@param slash string its words with slashes
---@param is_command function of a list of words: whether the new one replaces another
---@return table[]|nil files { path, text }, string|nil message, string|nil code
function script.files(slash, is_command)
  local words = {}
  for word in slash:gmatch("[^/]+") do
    if not word:find("^%a[%w-]*$") or #words == 2 then
      return nil, ("'%s' is no name for a command: letters, digits and dashes, at most two words")
        :format(slash), "usage"
    end
    words[#words + 1] = word
  end
  local name = table.concat(words, " ")
  if fixed[name] or #words == 0 then
    return nil, ("'%s' cannot be replaced"):format(name), "usage"
  end
  local is_replacement = is_command(words)
  local function fill(text)
    return (text:gsub("NAME", name))
  end
  local path = table.concat(words, "/")
  return {
    { path = path .. ".lua", text = fill(is_replacement and REPLACEMENT or COMMAND) },
    { path = path .. "_test.lua",
      text = fill(is_replacement and REPLACEMENT_TEST or COMMAND_TEST) },
  }
end

local function write_files(root, files)
  for _, file in ipairs(files) do
    local path = root .. "/scripts/" .. file.path
    if fs.kind(path) then
      return nil, ("scripts/%s exists"):format(file.path), "exists"
    end
  end
  for _, file in ipairs(files) do
    local ok, message, code = put(root .. "/scripts/" .. file.path, file.text,
      { exclusive = true })
    if not ok then
      return nil, message, code
    end
  end
  return true
end

--- Write them. Consent to the folder goes on where the user had given it: what was added is ours.
---@param root string the project
---@param files table[]
---@return table|nil done { trusted, editor: whether .luarc.json was made }
---@return string|nil message, string|nil code
function script.write(root, files)
  local trust = require("project.trust")
  local folder = fs.realpath(root .. "/scripts") or root .. "/scripts"
  local trusted = trust.is_trusted(folder)
  local ok, message, code = write_files(root, files)
  if ok and trusted then
    ok, message, code = trust.grant(folder)
  end
  local made
  if ok then
    made, message, code = require("scaffold.editor").write(root)
  end
  if made == nil then
    return nil, message, code
  end
  return { trusted = trusted, editor = made }
end

return script
