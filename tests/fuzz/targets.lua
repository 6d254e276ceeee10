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
  require("runtime.interpolation.check")(text)
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

--- The records of all pages of a reader, written one after the other.
local function written(reader)
  local texts = {}
  while true do
    local page, refused = reader:next()
    if not page then
      return table.concat(texts, "\n"), refused
    end
    for _, record in ipairs(assert(json.decode(page))) do
      texts[#texts + 1] = json.encode(record)
    end
  end
end

local function agree(found, list)
  for index, record in ipairs(list) do
    list[index] = json.encode(record)
  end
  local wanted = table.concat(list, "\n")
  if found ~= wanted then
    error(("found %q, wanted %q"):format(found, wanted))
  end
end

local csv_model

local function open_csv_model()
  if not csv_model then
    local source = assert(require("host.fs").read("tests/fuzz/csv_model.lua"))
    csv_model = require("host.script").load(source, "csv_model.lua")()
  end
  return csv_model
end

function targets.csv(text)
  local model = open_csv_model()
  local rows = require("host.rows")
  for _, delimiter in ipairs({ ",", ";", "\t", "]", "^", "%", '"' }) do
    local found, problem = written(rows.csv(text, { delimiter = delimiter, none = { "", "-" } }))
    if utf8.len(text) then
      agree(found, model.records(text, delimiter, { "", "-" }))
    elseif not problem then
      error("what is not UTF-8 is not told")
    end
  end
end

--- Each line is read by itself, and all of them as a page.
function targets.lines(text)
  local refused, values = 0, {}
  for line in text:gmatch("[^\n]+") do
    local value = json.decode(line, { max_depth = 127 })
    if value == nil then
      refused = refused + 1
    end
    values[#values + 1] = value
  end
  local page, told = require("host.rows").json_lines(text):next()
  if #(told or {}) ~= refused or (page == nil) ~= (#values + refused == 0) then
    error("not as many lines are told as are wrong")
  end
  agree(written(require("host.rows").json_lines(text)), values)
  local found = page and require("host.records").open(page, {}, { "id" })
  for index = 1, found and #found or 0 do
    found:decode(index)
  end
end

function targets.xml(text)
  local xml = require("host.xml")
  local value, document = xml.decode(text), xml.json(text)
  if (value == nil) ~= (document == nil) or (value and json.encode(value) ~= document:text()) then
    error("as JSON it is something else, or a name comes twice")
  end
end

return targets
