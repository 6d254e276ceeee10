--- The parts of the parser for statements.
local syntax = require("runtime.interpolation.syntax")

local statements = {}

local function node(kind, offset, fields)
  fields.kind, fields.offset = kind, offset
  return fields
end

-- Tag -> method that reads it.
local tags = {
  ["for"] = "parse_for", ["if"] = "parse_if", block = "parse_block", extends = "parse_extends",
  ["print"] = "parse_print", macro = "parse_macro", include = "parse_include", from = "parse_from",
  import = "parse_import", set = "parse_set", with = "parse_with",
  autoescape = "parse_autoescape", call = "parse_call_block", filter = "parse_filter_block",
}

function statements:is_any(names)
  local token = self:current()
  if token.type ~= "name" then
    return false
  end
  for _, name in ipairs(names) do
    if token.value == name then
      return true
    end
  end
  return false
end

function statements:parse_statement(ends)
  local token = self:current()
  if token.type ~= "name" then
    syntax.fail(token.offset, "tag name expected")
  elseif not tags[token.value] then
    local hint = ends and (" Jinja was looking for the following tags: '%s'.")
      :format(table.concat(ends, "' or '")) or ""
    syntax.fail(token.offset, "Encountered unknown tag '%s'.%s", token.value, hint)
  end
  return self[tags[token.value]](self)
end

--- The body of a statement whose tag has been read.
function statements:parse_statements(ends, drop)
  self:skip_if(":")
  self:expect("block_end")
  self.depth = self.depth + 1
  if self.depth > 100 then
    syntax.fail(self:current().offset, "statements are nested too deeply")
  end
  local body = self:parse_body(ends)
  self.depth = self.depth - 1
  if drop then
    self:next()
  end
  return body
end

local assignable = { Name = true, Tuple = true, NamespaceRef = true }

local function check_target(target)
  if not assignable[target.kind] then
    syntax.fail(target.offset, "can't assign to '%s'", target.kind:lower())
  end
  for _, item in ipairs(target.items or {}) do
    check_target(item)
  end
  return target
end

function statements:parse_target(rules)
  return check_target(self:parse_tuple({ simplified = true, namespaces = rules.namespaces,
    stop = rules.stop }))
end

function statements:parse_target_name()
  local token = self:expect("name")
  return node("Name", token.offset, { name = token.value })
end

function statements:parse_set()
  local offset = self:next().offset
  local target = self:parse_target({ namespaces = true })
  if self:skip_if("=") then
    return node("Set", offset, { target = target, value = self:parse_tuple({}) })
  end
  local filter = self:parse_filter(nil)
  local body = self:parse_statements({ "endset" }, true)
  return node("SetBlock", offset, { target = target, filter = filter, body = body })
end

function statements:parse_for()
  local offset = self:next().offset
  local target = self:parse_target({ stop = "in" })
  self:expect("name", "in")
  local items = self:parse_tuple({ without_condition = true, stop = "recursive" })
  local test = self:skip_if("name", "if") and self:expression() or nil
  local recursive = self:skip_if("name", "recursive")
  local body, otherwise = self:parse_statements({ "endfor", "else" }), {}
  if self:next().value == "else" then
    otherwise = self:parse_statements({ "endfor" }, true)
  end
  return node("For", offset, { target = target, items = items, test = test,
    recursive = recursive, body = body, otherwise = otherwise })
end

function statements:parse_if()
  local offset = self:next().offset
  local result = node("If", offset, { branches = {}, otherwise = {} })
  while true do
    local test = self:parse_tuple({ without_condition = true })
    local body = self:parse_statements({ "elif", "else", "endif" })
    result.branches[#result.branches + 1] = { test = test, body = body }
    local tag = self:next().value
    if tag == "else" then
      result.otherwise = self:parse_statements({ "endif" }, true)
    end
    if tag ~= "elif" then
      return result
    end
  end
end

function statements:parse_with()
  local offset, pairs = self:next().offset, {}
  while not self:is("block_end") do
    if #pairs > 0 then
      self:expect(",")
    end
    local target = self:parse_target({})
    self:expect("=")
    pairs[#pairs + 1] = { target = target, value = self:expression() }
  end
  return node("With", offset, { pairs = pairs, body = self:parse_statements({ "endwith" }, true) })
end

function statements:parse_autoescape()
  local offset = self:next().offset
  self:expression()
  return node("Scope", offset, { body = self:parse_statements({ "endautoescape" }, true) })
end

function statements:parse_block()
  local offset = self:next().offset
  local name = self:expect("name").value
  self:skip_if("name", "scoped")
  self:skip_if("name", "required")
  local body = self:parse_statements({ "endblock" }, true)
  self:skip_if("name", name)
  return node("Block", offset, { name = name, body = body })
end

function statements:parse_print()
  local offset, parts = self:next().offset, {}
  while not self:is("block_end") do
    if #parts > 0 then
      self:expect(",")
    end
    parts[#parts + 1] = self:expression()
  end
  return node("PrintList", offset, { parts = parts })
end

function statements:parse_signature()
  local parameters, optional = {}, false
  self:expect("(")
  while not self:is(")") do
    if #parameters > 0 then
      self:expect(",")
    end
    local token = self:expect("name")
    local parameter = { name = token.value }
    if self:skip_if("=") then
      parameter.default, optional = self:expression(), true
    elseif optional then
      syntax.fail(token.offset, "non-default argument follows default argument")
    end
    parameters[#parameters + 1] = parameter
  end
  self:expect(")")
  return parameters
end

function statements:parse_macro()
  local offset = self:next().offset
  local name = self:expect("name").value
  local parameters = self:parse_signature()
  return node("Macro", offset, { name = name, parameters = parameters,
    body = self:parse_statements({ "endmacro" }, true) })
end

function statements:parse_call_block()
  local token = self:next()
  local parameters = self:is("(") and self:parse_signature() or {}
  local call = self:expression()
  if call.kind ~= "Call" then
    syntax.fail(token.offset, "expected call")
  end
  return node("CallBlock", token.offset, { parameters = parameters, call = call,
    body = self:parse_statements({ "endcall" }, true) })
end

function statements:parse_filter_block()
  local offset = self:next().offset
  local filter = self:parse_filter(nil, true)
  return node("FilterBlock", offset, { filter = filter,
    body = self:parse_statements({ "endfilter" }, true) })
end

-- Other templates: there is no loader, so these fail when they are run.
function statements:skip_context()
  if self:is_any({ "with", "without" }) and self:look().value == "context" then
    self:next()
    self:next()
  end
end

function statements:parse_extends()
  local offset = self:next().offset
  return node("Load", offset, { template = self:expression(), stores = {} })
end

function statements:parse_include()
  local offset = self:next().offset
  local template = self:expression()
  if self:is("name", "ignore") and self:look().value == "missing" then
    self:next()
    self:next()
  end
  self:skip_context()
  return node("Load", offset, { template = template, stores = {} })
end

function statements:parse_import()
  local offset = self:next().offset
  local template = self:expression()
  self:expect("name", "as")
  local target = self:parse_target_name()
  self:skip_context()
  return node("Load", offset, { template = template, stores = { target.name } })
end

function statements:parse_from()
  local offset = self:next().offset
  local template, stores = self:expression(), {}
  self:expect("name", "import")
  repeat
    local name = self:parse_target_name().name
    if self:skip_if("name", "as") then
      name = self:parse_target_name().name
    end
    stores[#stores + 1] = name
    self:skip_context()
  until not self:skip_if(",")
  return node("Load", offset, { template = template, stores = stores })
end

return statements
