local later = require("util.later")
local encoding = later("runtime.decoders.encoding")
local json = require("host.json")
local response = later("runtime.http.response")

local extractor = {}
extractor.__index = extractor

--- Cells that stand for nothing, unless preserve_na_values is set.
local MISSING = {}
local WORDS = "#N/A #NA -1.#IND -1.#QNAN -NaN -nan 1.#IND 1.#QNAN <NA> N/A NA NULL NaN None n/a "
  .. "nan null"
for word in WORDS:gmatch("%S+") do
  MISSING[word] = true
end
MISSING["#N/A N/A"] = true
MISSING[""] = true

local function plain_text(reply)
  local body = reply.body
  if body:sub(1, 2) == "\x1F\x8B" then
    body = require("host.archive").gunzip(body) or body
  end
  body = body:gsub("%z", "")
  local kind = response.header(reply, "content-type") or ""
  local charset = kind:match("[Cc]harset=['\"]?([%w_-]+)") or "utf-8"
  return encoding.decode(body, charset)
end

local function row_of(self, header, fields)
  local row = json.new_object()
  for index, name in ipairs(header) do
    local value = fields[index]
    local is_missing = value == nil or value == "" or (not self.keeps_na and MISSING[value])
    row[name] = is_missing and json.null or value
  end
  return row
end

--- A CSV file as records; every cell is a text.
function extractor:extract(reply)
  local records, header = {}, nil
  for fields in require("runtime.decoders.csv").lines(plain_text(reply), ",") do
    if header and #fields > 0 then
      records[#records + 1] = row_of(self, header, fields)
    elseif #fields > 0 then
      header = fields
    end
  end
  return records
end

return {
  type = "ResponseToFileExtractor",
  kind = "extractor",
  summary = "Takes the records from a large CSV file, compressed or not.",
  fields = {
    {
      name = "preserve_na_values",
      type = "boolean",
      default = false,
      doc = "Whether texts such as NA and null are kept; otherwise they become null.",
    },
  },
  build = function(node)
    return setmetatable({ keeps_na = node.preserve_na_values == true }, extractor)
  end,
}
