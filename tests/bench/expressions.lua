--- What each filter and macro costs, and the forms that filters of records are mostly made of:
---
---     run_lua tests/bench/expressions.lua [WORD]      those with the word in their template
---
--- A row: nanoseconds of one evaluation (the best of several rounds), bytes of garbage that it
--- leaves, the template. The evaluation is whole: variables are checked, the result is read as a
--- literal.
local arguments = ...
local clock = require("host.clock")
local filters = require("runtime.interpolation.filters")
local globals = require("runtime.interpolation.globals")
local interpolation = require("runtime.interpolation")
local json = require("host.json")
local term = require("host.term")

local ROUNDS, TIMES = 15, 200

local record = json.decode([[{"id": 7, "text": "Crash in reader", "state": "open", "score": 1.5,
  "at": "2024-03-15T12:34:56Z", "owner": {"login": "octo"}, "list": [3, 1, 2], "html": "<b>x</b>",
  "rows": [{"id": 2, "kind": "a"}, {"id": 1, "kind": "b"}]}]])

local forms = {
  "record.state == 'open'",
  "record['state'] == 'open' and record['id'] >= 3",
  "record['owner']['login']",
  "record.get('id', 0) > 5",
  "record.missing is none",
  "record['at'] >= stream_slice['start']",
  "record['id'] | string",
  "record['state'] if record['id'] else 'none'",
}

--- What filters are applied to, where it is not a text, and their arguments.
local inputs = {
  abs = "record['id']",
  attr = "record | attr('x')",
  batch = "record['list'] | batch(2) | list",
  center = "record['text'] | center(20)",
  default = "record['missing'] | default('x')",
  dictsort = "record['owner'] | dictsort",
  filesizeformat = "record['id'] | filesizeformat",
  first = "record['list'] | first",
  format = "'%s' | format(record['id'])",
  groupby = "record['rows'] | groupby('kind')",
  hmac = "record['text'] | hmac('key')",
  base64decode = "'Q3Jhc2g=' | base64decode",
  indent = "record['text'] | indent(2)",
  items = "record['owner'] | items | list",
  join = "record['list'] | join('-')",
  last = "record['list'] | last",
  length = "record['list'] | length",
  list = "record['list'] | list",
  map = "record['rows'] | map(attribute='id') | list",
  max = "record['list'] | max",
  min = "record['list'] | min",
  random = "record['list'] | random",
  regex_replace = "record['text'] | regex_replace('r', 'x')",
  regex_search = "record['text'] | regex_search('C(.)')",
  reject = "record['list'] | reject('odd') | list",
  rejectattr = "record['rows'] | rejectattr('id', 'odd') | list",
  replace = "record['text'] | replace('r', 'x')",
  round = "record['score'] | round",
  select = "record['list'] | select('odd') | list",
  selectattr = "record['rows'] | selectattr('id', 'odd') | list",
  slice = "record['list'] | slice(2) | list",
  sort = "record['list'] | sort",
  striptags = "record['html'] | striptags",
  sum = "record['list'] | sum",
  tojson = "record['owner'] | tojson",
  truncate = "record['text'] | truncate(5)",
  unique = "record['list'] | unique | list",
  wordwrap = "record['text'] | wordwrap(5)",
  xmlattr = "record['owner'] | xmlattr",
}

local calls = {
  camel_case_to_snake_case = "camel_case_to_snake_case(record['text'])",
  day_delta = "day_delta(1)",
  dict = "dict(a=1)",
  duration = "duration('P1D')",
  format_datetime = "format_datetime(record['at'], '%Y-%m-%d')",
  generate_uuid = "generate_uuid()",
  max = "max(record['id'], 3)",
  min = "min(record['id'], 3)",
  namespace = "namespace(a=1)",
  now_utc = "now_utc()",
  range = "range(3) | list",
  sanitize_url = "sanitize_url(record['text'])",
  str_to_datetime = "str_to_datetime(record['at'])",
  timestamp = "timestamp(record['at'])",
  today_utc = "today_utc()",
  today_with_timezone = "today_with_timezone('UTC')",
}

local function templates()
  local list = table.move(forms, 1, #forms, 1, {})
  for _, filter in ipairs(filters.all()) do
    list[#list + 1] = inputs[filter.name] or ("record['text'] | %s"):format(filter.name)
  end
  for _, declared in ipairs(globals.list) do
    list[#list + 1] = calls[declared.name]
  end
  return list
end

local function round(expression, context)
  local before = clock.monotonic()
  for _ = 1, TIMES do
    expression:eval(context)
  end
  return clock.monotonic() - before
end

--- Nanoseconds and bytes of one evaluation.
local function cost(expression, context)
  expression:eval(context)
  collectgarbage()
  collectgarbage("stop")
  local bytes, seconds = collectgarbage("count"), math.huge
  for _ = 1, ROUNDS do
    seconds = math.min(seconds, round(expression, context))
  end
  bytes = collectgarbage("count") - bytes
  collectgarbage("restart")
  return seconds / TIMES * 1e9, bytes / TIMES / ROUNDS * 1024
end

local context = {
  record = record,
  config = json.new_object(),
  parameters = json.new_object(),
  stream_slice = json.new_object({ { "start", "2024-01-01T00:00:00Z" } }),
}
local word = arguments[1]
term.write("      ns  bytes  template\n")
for _, template in ipairs(templates()) do
  if not word or template:find(word, 1, true) then
    local ok, ns, bytes = pcall(cost, interpolation.string("{{ " .. template .. " }}"), context)
    if not ok then
      collectgarbage("restart")
      term.write(("%15s  %s: %s\n"):format("", template, type(ns) == "table" and ns.message or ns))
    else
      term.write(("%8.0f %6.0f  %s\n"):format(ns, bytes, template))
    end
  end
end
return 0
