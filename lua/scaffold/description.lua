--- Descriptions of revos.* for editors, told by the sources: each public function has a comment
--- with its arguments and results, and here it becomes a declaration without a body.
local embedded = require("host.embedded")

local description = {}

-- A module that is another one is described by that.
local function source_of(module)
  local path = "lua/" .. module:gsub("%.", "/")
  local text = embedded.read(path .. ".lua") or embedded.read(path .. "/init.lua")
  local other = text:match('\nreturn require%("([%w_.]+)"%)\n$')
  if other then
    return source_of(other)
  end
  return text
end

-- What a line declares of the table `own`: its sign and name, and the arguments of a function.
local function declared(line, own)
  local sign, name, arguments = line:match("^function " .. own .. "([.:])([%w_]+)(%b())")
  if not name then
    name, arguments = line:match("^" .. own .. "%.([%w_]+) = function(%b())")
    name = name or line:match("^" .. own .. "%.([%w_]+) = ")
  end
  return sign or ".", name, arguments
end

local function own_name(text)
  return text:match("\nreturn ([%a_][%w_]*)\n$") or text:match("\nreturn setmetatable%(([%w_]+)")
end

--- The members of a module in the order of its source.
---@param module string such as "project.slug"
---@return table[] members { sign ("." or ":"), name, arguments ("(a, b)", nil for a value),
---  comment (its lines) }; a module that is a function has one without a name
---@return string[] about the comment at the top of the source
function description.members(module)
  local text = source_of(module)
  local own, list, comment, about = own_name(text), {}, {}, nil
  for line in text:gmatch("([^\n]*)\n") do
    if line:find("^%-%-%-") then
      comment[#comment + 1] = line
    else
      about = about or comment
      local sign, name, arguments = declared(line, own or "%f[%z]")
      arguments = arguments or line:match("^return function(%b())")
      if name or arguments and not own then
        list[#list + 1] = { sign = sign, name = name, arguments = arguments, comment = comment }
      end
      comment = {}
    end
  end
  return list, about or {}
end

--- What can be called or used at a path: values without a comment are not for others.
---@param module string such as "project.slug"
---@param path string how it is written, such as "project.slug"
---@return table[] list { signature, comment (its lines), is_value }
---@return string[] about the comment at the top of the source
function description.functions(module, path)
  local members, about = description.members(module)
  local list = {}
  for _, member in ipairs(members) do
    local at = member.name and path .. member.sign .. member.name or path
    if member.arguments or #member.comment > 0 then
      list[#list + 1] = { signature = at .. (member.arguments or ""), comment = member.comment,
        is_value = not member.arguments }
    end
  end
  return list, about
end

--- The module behind the name of a member: "project.slug" behind revos.project.slug.
---@param name string such as "revos.project.slug"
---@return string|nil module
function description.module_of(name)
  for _, entry in ipairs(require("revos").MODULES) do
    for _, member in ipairs(require("revos.members").list(require(entry[1])) or {}) do
      if name == ("%s.%s"):format(entry[1], member[1]) then
        return member[2]
      end
    end
  end
  return nil
end

local function add(lines, list)
  table.move(list, 1, #list, #lines + 1, lines)
end

local function add_functions(lines, path, module)
  local list, about = description.functions(module, path)
  for _, one in ipairs(list) do
    lines[#lines + 1] = ""
    add(lines, one.comment)
    lines[#lines + 1] = one.is_value and one.signature .. " = nil"
      or ("function %s end"):format(one.signature)
  end
  return about
end

--- The description of a module of revos.*, as the text of a file.
---@param name string such as "revos.project"
---@return string
function description.text(name)
  local short, body = name:match("([%w_]+)$"), {}
  local list = require("revos.members").list(require(name))
  local about = list and select(2, description.members(name))
  for _, entry in ipairs(list or {}) do
    add(body, { "", "--- " .. entry[3] })
    body[#body + 1] = type(require(entry[2])) == "table" and ("%s.%s = {}"):format(short, entry[1])
      or nil
    add_functions(body, short .. "." .. entry[1], entry[2])
  end
  about = about or add_functions(body, short, name)
  local lines = { "---@meta " .. name }
  add(lines, about)
  add(lines, { "---@class " .. name, ("local %s = {}"):format(short) })
  add(lines, body)
  add(lines, { "", "return " .. short, "" })
  return table.concat(lines, "\n")
end

return description
