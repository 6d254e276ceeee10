--- Lists in pages: limit and offset in, `data`, `next` and `previous` out. `next` is the whole
--- address of the next page, an empty text when this was the last.
local answer = require("serve.answer")
local http = require("host.http")
local json = require("host.json")

local page = {}

page.MOST = 1000
local LARGEST_OFFSET = 10 ^ 9 // 1
local ENOUGH_BYTES = 8 * 1024 * 1024 -- a page of large items ends earlier
local CHUNK = 25

local function others(query)
  local names, parts = {}, {}
  for name in pairs(query) do
    if name ~= "limit" and name ~= "offset" then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  for i, name in ipairs(names) do
    parts[i] = http.quote(name) .. "=" .. http.quote(query[name]) .. "&"
  end
  return table.concat(parts)
end

local function address(ctx, limit, offset)
  return ("%s%s?%slimit=%d&offset=%d"):format(ctx.app:origin(ctx.call), ctx.call.path,
    others(ctx.call:query()), limit, offset)
end

-- Items as JSON texts until the page is full; `more` when something follows.
local function fill(limit, offset, fetch, text_of)
  local texts, bytes = {}, 0
  while true do
    local wanted = math.min(CHUNK, limit - #texts + 1)
    local rows = fetch(wanted, offset + #texts)
    for _, row in ipairs(rows) do
      if #texts == limit or bytes >= ENOUGH_BYTES then
        return texts, true
      end
      local text = text_of(row)
      texts[#texts + 1] = text
      bytes = bytes + #text
    end
    if #rows < wanted then
      return texts, false
    end
  end
end

--- A fetch() over a list that is whole already.
---@param list table[]
---@return fun(count:integer, offset:integer):table[]
function page.slices(list)
  return function(count, offset)
    return table.move(list, offset + 1, math.min(offset + count, #list), 1, {})
  end
end

--- Answers with one page.
---@param ctx table
---@param fetch fun(count:integer, offset:integer):table[] rows
---@param text_of fun(row:table):string the JSON text of an item
---@param usual integer|nil items when no limit is asked for
function page.answer(ctx, fetch, text_of, usual)
  local limit = ctx.call:number("limit", usual or page.MOST, 1, page.MOST)
  local offset = ctx.call:number("offset", 0, 0, LARGEST_OFFSET)
  local texts, more = fill(limit, offset, fetch, text_of)
  local following = more and address(ctx, limit, offset + #texts) or ""
  local previous = offset > 0 and address(ctx, limit, math.max(0, offset - limit)) or ""
  return answer.text(('{"data":[%s],"next":%s,"previous":%s}'):format(table.concat(texts, ","),
    json.encode(following), json.encode(previous)))
end

return page
