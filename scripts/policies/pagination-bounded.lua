local function is_constant(value)
  return value ~= nil and not (type(value) == "string" and value:find("{[{%%]"))
end

return {
  id = "pagination-bounded",
  summary = "Pagination comes to an end",
  severity = "warn",
  docs = [[
CursorPagination goes on while `cursor_value` gives something. A value that does not look at the
answer gives the same for ever: it needs a `stop_condition`. Pages counted by number or offset
without a `page_size` end only with an empty page, which not every API gives.]],
  examples = {
    bad = {
      manifest = [[
definitions:
  strategy: { type: CursorPagination, cursor_value: next }
]],
      expect = { { path = "definitions.strategy.cursor_value" } },
    },
    good = {
      manifest = [[
definitions:
  strategy: { type: CursorPagination, cursor_value: "{{ response['next'] }}" }
]],
    },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      if node.type == "CursorPagination" and node.stop_condition == nil
        and is_constant(node.cursor_value) then
        report(path .. ".cursor_value", "the cursor is always the same: there is no last page")
      elseif node.type == "CursorPagination" and is_constant(node.stop_condition)
        and tostring(node.stop_condition):lower():find("^false$") then
        report(path .. ".stop_condition", "the condition is never true: there is no last page")
      end
    end)
  end,
}
