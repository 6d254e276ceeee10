return {
  { name = "a condition that is never true", manifest = "s: { type: CursorPagination, "
    .. "cursor_value: \"{{ response.next }}\", stop_condition: false }\n",
    expect = { { path = "s.stop_condition" } } },
  { name = "a constant with a condition", manifest = "s: { type: CursorPagination, "
    .. "cursor_value: next, stop_condition: \"{{ not response }}\" }\n" },
}
