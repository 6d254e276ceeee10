--- The tree of a template that is no more than text and members of what the runtime gives, such as
--- "{{ config['token'] }}" or "{{ response.next }}": most are, and need no parser.
local simple_tree = { GIVEN = {} }

-- The names that the runtime gives, which no global has.
local GIVEN = simple_tree.GIVEN
for name in ([[config parameters record response next_page_token stream_interval stream_partition
  stream_slice]]):gmatch("%S+") do
  GIVEN[name] = true
end

local function node(kind, offset, fields)
  fields.kind, fields.offset = kind, offset
  return fields
end

-- The members that follow a value: the tree of the last, and where the text goes on.
local function members(text, at, value)
  while true do
    local inside, quote, key, after = text:match("^%[()(['\"])([%w_-]+)%2%]()", at)
    if quote then
      local constant = node("Const", inside, { value = key })
      value, at = node("Item", at, { value = value, key = constant }), after
    else
      local name, stop = text:match("^%.([%a_][%w_]*)()", at)
      if not name then
        return value, at
      end
      value, at = node("Attribute", at, { value = value, name = name }), stop
    end
  end
end

--- @param text string
--- @return table|nil body as the parser makes it, nil where the text needs the parser
--- @return table|nil names the set of the variables in it
function simple_tree.of(text)
  if text:find("[\r\n]") then
    return nil
  end
  local body, names, at = {}, {}, 1
  while at <= #text do
    local open = text:find("{", at, true)
    if open ~= at then
      body[#body + 1] = node("Data", at, { text = text:sub(at, (open or #text + 1) - 1) })
    end
    if not open then
      break
    end
    local start, name, after = text:match("^{{ *()([%a_][%w_]*)()", open)
    if not GIVEN[name] then
      return nil
    end
    local value, stop = members(text, after, node("Name", start, { name = name }))
    at = text:match("^ *}}()", stop)
    if not at then
      return nil
    end
    body[#body + 1], names[name] = node("Print", open, { value = value }), true
  end
  return body, names
end

return simple_tree
