local later = require("util.later")
local encoding = later("runtime.decoders.encoding")
local parsers = later("runtime.decoders.parsers")
local records = later("host.records")
local response = later("runtime.http.response")

local extractor = {}
extractor.__index = extractor

--- Cells that stand for nothing, unless preserve_na_values is set.
local MISSING = { "", "#N/A N/A" }
local WORDS = "#N/A #NA -1.#IND -1.#QNAN -NaN -nan 1.#IND 1.#QNAN <NA> N/A NA NULL NaN None n/a "
  .. "nan null"
for word in WORDS:gmatch("%S+") do
  MISSING[#MISSING + 1] = word
end

local function plain_text(reply)
  local body = reply.body
  if body:sub(1, 2) == "\x1F\x8B" then
    body = require("host.archive").gunzip(body) or body
  end
  if body:find("\0", 1, true) then
    body = body:gsub("%z", "")
  end
  local kind = response.header(reply, "content-type") or ""
  local charset = kind:match("[Cc]harset=['\"]?([%w_-]+)") or "utf-8"
  return encoding.decode(body, charset)
end

--- A CSV file page by page (runtime.decoders.parsers); every cell is a text.
function extractor:pages(reply)
  local text = plain_text(reply)
  if text:find("^[\r\n]") then
    text = text:gsub("^[\r\n]+", "")
  end
  return parsers.rows(text, { none = self.missing, surplus = false })
end

--- The records of a page as places in it, as DpathExtractor gives them.
function extractor.places(_, page, members)
  return records.open(page, {}, members.names, members.changes) or nil
end

function extractor:extract(reply, decoder)
  if reply.is_page then
    return decoder:decode(reply)
  end
  return parsers.bodies(self:pages(reply))
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
    local keeps_na = node.preserve_na_values == true
    return setmetatable({ missing = keeps_na and { "" } or MISSING }, extractor)
  end,
}
