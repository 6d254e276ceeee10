--- A template: text that is parsed and compiled once, and rendered many times.
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")
local simple_tree = require("runtime.interpolation.simple_tree")

local template = {}
template.__index = template

-- Compiled templates by text. The texts are those of manifests: few, and alive for a whole run.
local cache, cached = {}, 0
local MAX_CACHED = 5000

local function static_text(text)
  if not text:find("{[{%%#]") then
    return (text:gsub("\r\n?", "\n"):gsub("\n$", ""))
  end
end

--- Whether a text holds no tag: it renders as itself.
function template.is_plain(text)
  return static_text(text) ~= nil
end

local function constant(text)
  return function()
    return text
  end
end

local function is_pieces(body)
  for _, node in ipairs(body) do
    if node.kind ~= "Print" and node.kind ~= "Data" then
      return false
    end
  end
  return true
end

local function compile_body(body)
  if #body == 1 and body[1].kind == "Print" then
    return { run = require("runtime.interpolation.compile").expression(body[1].value) }
  end
  local statements = require("runtime.interpolation.compile_statements")
  if is_pieces(body) then
    return { run = statements.pieces(body) }
  end
  local write = statements.body(body)
  return {
    run = function(context)
      return statements.capture(write, statements.inner(context))
    end,
  }
end

local function parse(text)
  local tokens = require("runtime.interpolation.lexer")(text)
  return require("runtime.interpolation.parser").new(tokens):parse_body()
end

-- What the runtime gives is none: to look would be to read every macro.
local function is_global(name)
  return not simple_tree.GIVEN[name]
    and require("runtime.interpolation.globals").values[name] ~= nil
end

local function names_of(set)
  local list = {}
  for name in pairs(set) do
    list[#list + 1] = name
  end
  return list
end

-- What gives another value each time, or changes what the next evaluation finds.
local UNSTEADY = {}
for name in ("random attr append extend insert pop remove reverse sort clear setdefault popitem "
  .. "update add discard"):gmatch("%a+") do
  UNSTEADY[name] = true
end

-- Fills in what the template reads, and whether the same variables give the same text each time:
-- what globals give may follow the clock.
local function note_names(compiled, body)
  local is_steady = true
  compiled.names = require("runtime.interpolation.symbols").undeclared(body, function(name)
    local found = is_global(name)
    is_steady = is_steady and not found
    return found
  end)
  compiled.uses = require("runtime.interpolation.uses")(body)
  for _, used in ipairs(compiled.uses) do
    is_steady = is_steady and not UNSTEADY[used.name]
  end
  compiled.is_steady = is_steady
end

local function compile_text(text)
  local static = static_text(text)
  if static then
    return {
      text = text,
      is_static = true,
      is_steady = true,
      names = {},
      name_list = {},
      run = constant(static),
    }
  end
  local body, names = simple_tree.of(text)
  body = body or parse(text)
  local compiled = compile_body(body)
  compiled.text, compiled.is_static = text, false
  if names then
    compiled.names, compiled.uses, compiled.is_steady = names, {}, true
  else
    note_names(compiled, body)
  end
  compiled.name_list = names_of(compiled.names)
  compiled.only_name = #compiled.name_list == 1 and compiled.name_list[1] or nil
  return compiled
end

local function remember(text, entry)
  if cached >= MAX_CACHED then
    cache, cached = {}, 0
  end
  cache[text], cached = entry, cached + 1
end

--- The template of a text; raises TemplateSyntaxError (with `offset`) and kin.
function template.of(text)
  local found = cache[text]
  if not found then
    local ok, compiled = pcall(limits.run, compile_text, text)
    if not ok then
      error(compiled, 0)
    end
    found = setmetatable(compiled, template)
    remember(text, found)
  end
  return found
end

--- The names that must come from the context: name -> true.
function template:variables()
  local set = {}
  for name in pairs(self.names) do
    set[name] = true
  end
  return set
end

local aliases = { stream_interval = "stream_slice", stream_partition = "stream_slice" }

-- Which variables there are; the reference shows their values, secrets among them.
-- (The quotes matter where a trace quotes this text: a config has double ones, no config has none.)
local function shown_names(context)
  local names = {}
  local quote = context.config == json.null and "'" or '"'
  for name in pairs(context) do
    names[#names + 1] = quote .. name .. quote
  end
  table.sort(names)
  return "{" .. table.concat(names, ", ") .. "}"
end

local function fail_undeclared(missing, context)
  table.sort(missing)
  local err = errors.new("ValueError",
    ("Jinja macro has undeclared variables: {%s}. Context: %s"):format(
      table.concat(missing, ", "), shown_names(context)))
  err.undeclared = true
  error(err, 0)
end

local function fail_names(self, context)
  local missing = {}
  for _, name in ipairs(self.name_list) do
    if context[name] == nil and context[aliases[name] or name] == nil then
      missing[#missing + 1] = "'" .. name .. "'"
    end
  end
  if #missing > 0 then
    fail_undeclared(missing, context)
  end
end

--- Raises when a variable of the template is missing.
--- @param context table name -> value
function template:check(context)
  local names = self.name_list
  for index = 1, #names do
    if context[names[index]] == nil then
      return fail_names(self, context)
    end
  end
end

return template
