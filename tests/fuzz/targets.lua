--- What the fuzzer calls: a function of an input for each reader of foreign text. Each reader may
--- refuse a text in its own way; anything else that is raised, and any difference, is a finding.
local json = require("host.json")

local targets = {}

--- A refusal is a table (a failure, an error of an expression); a text is a bug.
local function attempt(fn, ...)
  local ok, first, second = pcall(fn, ...)
  if ok then
    return first, second
  elseif type(first) ~= "table" then
    error(first, 0)
  end
  return nil
end

--- What was written is written alike after it was read again. (The value itself may differ: an
--- infinity is written as null.)
local function returns(value, encode, decode)
  local text = encode(value)
  local again, problem = decode(text)
  if again == nil or encode(again) ~= text then
    error(("written as %q, read as %s"):format(text, problem or encode(again)))
  end
end

function targets.json(text)
  local value = json.decode(text)
  if value ~= nil then
    returns(value, json.encode, json.decode)
  end
  local records = require("host.records")
  for _, path in ipairs({ {}, { "a" }, { "a", "b" } }) do
    local page = records.open(text, path, { "id", "a" })
    for index = 1, page and #page or 0 do
      page:decode(index)
    end
  end
end

function targets.yaml(text)
  local yaml = require("host.yaml")
  local value, doc = yaml.decode(text, "fuzz")
  if value ~= nil and json.is_object(value) then
    doc:duplicates()
    for key, member in pairs(value) do
      doc:locate_key(value, key)
      if type(member) == "table" then
        doc:locate(member)
      end
    end
    json.decode(json.encode(value))
    yaml.decode(yaml.encode(value), "again")
  end
end

local CONTEXT = json.decode('{"config":{"a":"x","n":3,"l":[1,2,"z"],"d":"2024-01-31"},"record":'
  .. '{"id":1,"o":{"p":null}},"stream_slice":{"start":"2024-01-01"},"response":{"next":"t"}}')

--- Texts of documents are UTF-8: their readers see to it.
function targets.template(text)
  local interpolation = require("runtime.interpolation")
  if not utf8.len(text) then
    return
  end
  interpolation.check(text)
  for _, form in ipairs({ "string", "boolean" }) do
    local expression = attempt(interpolation[form], text)
    if expression then
      local context = { parameters = json.new_object() }
      for name, value in pairs(CONTEXT) do
        context[name] = value
      end
      attempt(expression.eval, expression, context)
    end
  end
end

--- The first line is a format, the rest a time.
function targets.date(text)
  local datetime = require("runtime.time.datetime")
  local format, value = text:match("^([^\n]*)\n?(.*)$")
  local us, offset = attempt(datetime.parse, value, format)
  if us then
    attempt(datetime.format, us, format, offset)
    attempt(datetime.format, us, "%Y-%m-%dT%H:%M:%S.%f%z")
  end
  attempt(datetime.iso_parse, value)
  local duration = attempt(datetime.duration, value)
  if duration then
    attempt(datetime.add, 0, duration)
    attempt(datetime.subtract, us or 0, duration)
  end
end

local function count(iterator)
  local total = 0
  for fields in iterator do
    total = total + #fields
  end
  return total
end

function targets.csv(text)
  local csv = require("runtime.decoders.csv")
  for _, delimiter in ipairs({ ",", ";", "\t", "]", "^", "%" }) do
    if count(csv.lines(text, delimiter)) > 2 * #text + 1 then
      error("more fields than bytes")
    end
  end
  local parse = require("runtime.decoders.parsers").csv({ delimiter = ",", encoding = "utf-8" })
  for _, record in ipairs(attempt(parse, text) or {}) do
    json.encode(record)
  end
end

function targets.xml(text)
  local value = require("host.xml").decode(text)
  if value ~= nil then
    json.encode(value)
  end
end

return targets
