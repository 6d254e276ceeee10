--- Whether smaller pages on demand can make a `stop_condition` end the pages too early (§12.1).
---
--- A condition that bounds the size of a page from above by anything but the size asked for takes a
--- full smaller page for the last one. The template's tree is looked at, not its text.
local failure = require("runtime.failure")

local stop_condition = {}

local SIZE, REQUESTED = "last_page_size", "page_size"

local TRUNCATES = "`page_size_reduction` on stream %s cannot be used with the `stop_condition` "
  .. "'%s': it stops as soon as a page is smaller than %s, which does not follow the "
  .. "reduction, so a full page at a reduced size reads as a short page. The pagination would then "
  .. "end early, silently dropping the rest of the partition. Compare against the `page_size` "
  .. "interpolation variable instead, which holds the page size that was actually requested (for "
  .. "example `{{ last_page_size < page_size }}`), or test the page for emptiness with "
  .. "`{{ last_page_size == 0 }}`."
local UNKNOWN = "Stream %s uses `page_size_reduction` with the `stop_condition` '%s', which could "
  .. "not be checked against the reduction. Make sure a page that is full at a reduced page size "
  .. "does not satisfy it, otherwise the pagination ends early and the rest of the partition is "
  .. "silently dropped. Comparing against the `page_size` interpolation variable, which holds the "
  .. "page size that was actually requested, is always safe."

local MIRRORED = { lt = "gt", lteq = "gteq", gt = "lt", gteq = "lteq" }
local UPPER = { lt = true, lteq = true }
local LOWER = { gt = true, gteq = true }
local ARITHMETIC = {
  add = true,
  sub = true,
  mul = true,
  div = true,
  floordiv = true,
  mod = true,
  pow = true,
  And = true,
  Or = true,
}
local READ_AS_FALSE = {
  [""] = true,
  ["False"] = true,
  ["false"] = true,
  ["{}"] = true,
  ["[]"] = true,
  ["()"] = true,
  ["0"] = true,
  ["0.0"] = true,
}

local function mentions(tree, name)
  return require("runtime.interpolation.mentions")(tree, name)
end

local function parse(text)
  local tokens = require("runtime.interpolation.lexer")(text)
  return require("runtime.interpolation.parser").new(tokens):parse_body()
end

-- Text that is shown when the test of an `if` holds: only then does the test decide the condition.
local function shown_text(body)
  local parts = {}
  for index, node in ipairs(body) do
    if node.kind == "Data" then
      parts[index] = node.text
    elseif node.kind == "Print" and node.value.kind == "Const" then
      parts[index] = require("runtime.interpolation.values").str(node.value.value)
    else
      return nil
    end
  end
  return table.concat(parts)
end

local visit

local function visit_children(tree, found)
  for _, child in pairs(tree) do
    if type(child) == "table" and getmetatable(child) == nil then
      visit(child, false, found)
    end
  end
end

local function visit_comparison(node, decides, found)
  local left = node.first
  for _, step in ipairs(node.steps) do
    found[#found + 1] = { left, step.operator, step.value, decides }
    left = step.value
  end
  visit_children(node, found)
end

local function visit_if(node, decides, found)
  local branch = node.branches[1]
  local text = #node.branches == 1 and #node.otherwise == 0 and shown_text(branch.body)
  visit(branch.test, decides and text and not READ_AS_FALSE[text] or false, found)
  for index, other in ipairs(node.branches) do
    visit_children(index == 1 and other.body or other, found)
  end
  visit_children(node.otherwise, found)
end

-- Collects comparisons as { left, operator, right, decides }: `decides` when the truth of the whole
-- condition follows that of the comparison.
function visit(node, decides, found)
  if node.kind == "Compare" then
    visit_comparison(node, decides, found)
  elseif node.kind == "If" then
    visit_if(node, decides, found)
  elseif node.kind == "And" or node.kind == "Or" then
    visit(node.left, decides, found)
    visit(node.right, decides, found)
  elseif node.kind == "Print" then
    visit(node.value, decides, found)
  else
    visit_children(node, found)
  end
end

local function comparisons(body)
  local found = {}
  for _, node in ipairs(body) do
    visit(node, #body == 1, found)
  end
  return found
end

-- The words for what a page's size is compared with.
local function describe(node)
  if node.kind == "Const" then
    return require("runtime.interpolation.values").repr(node.value)
  elseif node.kind == "Name" then
    return ("`%s`"):format(node.name)
  elseif node.kind == "Attribute" then
    return ("`%s.%s`"):format((describe(node.value):gsub("`", "")), node.name)
  elseif node.kind == "Item" and node.key.kind == "Const" then
    return ("`%s[%s]`"):format((describe(node.value):gsub("`", "")), describe(node.key))
  end
  return "a value the connector computes itself"
end

local function is_requested(node)
  while node.kind == "Filter" and node.value do
    node = node.value
  end
  return node.kind == "Name" and node.name == REQUESTED
end

-- An upper bound of a page's size. @return "safe", "truncates" or "unknown"
local function judge_upper(left, operator, right, minimum)
  if ARITHMETIC[left.kind] then
    return "unknown"
  elseif mentions(right, REQUESTED) then
    return is_requested(right) and "safe" or "unknown"
  end
  local bound = right.kind == "Const" and math.type(right.value) == "integer" and right.value
  if bound and (operator == "lt" and bound or bound + 1) <= minimum then
    return "safe"
  end
  return "truncates", describe(right)
end

local function judge_size(left, operator, right, minimum)
  if not mentions(left, SIZE) then
    left, right, operator = right, left, MIRRORED[operator] or operator
  elseif mentions(right, SIZE) then
    return "unknown"
  end
  local is_bare = left.kind == "Name"
  if UPPER[operator] then
    return judge_upper(left, operator, right, minimum)
  elseif LOWER[operator] then
    return is_bare and "safe" or "unknown"
  end
  local tests_empty = right.kind == "Const" and right.value == 0
  local is_equality = operator == "eq" or operator == "ne"
  return is_bare and is_equality and tests_empty and "safe" or "unknown"
end

-- Without the variable: a count may come from the reply, which an upper bound would show.
local function judge_other(found)
  for _, item in ipairs(found) do
    local left, operator, right, decides = table.unpack(item, 1, 4)
    local bounded
    if UPPER[operator] or (LOWER[operator] and not decides) then
      bounded = not decides and left.kind == "Const" and right or left
    elseif LOWER[operator] then
      bounded = right
    end
    if bounded and bounded.kind ~= "Const" then
      return "unknown"
    end
  end
  return "safe"
end

local function judge_all(found, minimum)
  local verdict
  for _, item in ipairs(found) do
    local left, operator, right, decides = table.unpack(item, 1, 4)
    if mentions(left, SIZE) or mentions(right, SIZE) then
      local own, threshold = "unknown", nil
      if decides then
        own, threshold = judge_size(left, operator, right, minimum)
      end
      if own == "truncates" then
        return own, threshold
      end
      verdict = (verdict == "unknown" or own == "unknown") and "unknown" or "safe"
    end
  end
  return verdict or "unknown"
end

--- @param text string the template
--- @param minimum integer the smallest page size that may be asked for
--- @return string "safe", "truncates" or "unknown"; string|nil words for what truncates
function stop_condition.judge(text, minimum)
  local ok, body = pcall(parse, text)
  if not ok then
    return "unknown"
  end
  local found = comparisons(body)
  if not mentions(body, SIZE) then
    return judge_other(found)
  end
  return judge_all(found, minimum)
end

--- Raises for a condition that smaller pages would make true too early; warns of one that cannot be
--- judged.
function stop_condition.check(retriever, text, minimum)
  if type(text) ~= "string" or text == "" then
    return
  end
  local verdict, threshold = stop_condition.judge(text, minimum)
  if verdict == "truncates" then
    failure.value_error(TRUNCATES:format(retriever.name, text, threshold))
  elseif verdict == "unknown" then
    retriever.run.messages:log("WARN", UNKNOWN:format(retriever.name, text))
  end
end

return stop_condition
