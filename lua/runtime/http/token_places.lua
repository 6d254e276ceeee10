--- Where the page token stands in requests that are alike in all else.
---
--- For each place a function that looks at one such request and gives the field of a request that
--- differs, and how it is made of another token: a text or an integer. nil where there is more to
--- it.
local header_value = require("runtime.http.header_value")
local json = require("host.json")
local http = require("host.http")
local requests = require("runtime.http.requests")
local url = require("runtime.http.url")
local values = require("runtime.interpolation.values")

local places = {}

local function quoted(token)
  return math.type(token) and token or url.quote_plus(token)
end

-- The token between two texts that do not change.
local function between(encode, before, after)
  return function(token)
    return before .. encode(token) .. after
  end
end

--- @param request table of requests.prepare
--- @param option table the RequestOption, whose name or path is the same each time
--- @return string|nil field, function? token -> value; which gives nil where it cannot be told
function places.params(request, option)
  local address, params = request.address, request.options.params
  local is_ready, has_query = http.is_ready(address)
  if not is_ready or has_query or not params or params[option.fixed] == nil then
    return nil
  end
  local before, after = requests.around(params, option.fixed, true)
  return "url", between(quoted, address .. "?" .. before, after)
end

-- How many of the parameters an address holds already.
local function count_known(address, texts)
  local query, count = url.query(address), 0
  for name, text in pairs(texts) do
    count = count + (http.query_value(query, name) == text and 1 or 0)
  end
  return count
end

-- Parameters as texts, and how many they are.
local function texts_of(params)
  local texts, count = {}, 0
  for name, value in pairs(params) do
    texts[name], count = values.str(value), count + 1
  end
  return texts, count
end

--- As above. @param address_of function path -> address
function places.path(request, _, address_of)
  local params = request.options.params or json.new_object()
  local query, texts, count = requests.query(params), texts_of(params)
  return "url", function(token)
    local address = type(token) == "string" and address_of(token) or ""
    local is_ready, has_query = http.is_ready(address)
    if not is_ready then
      return nil
    end
    local known = has_query and count_known(address, texts) or 0
    if query == "" or known == count then
      return address
    elseif known > 0 then
      return requests.url(address, params)
    end
    return address .. (has_query and "&" or "?") .. query
  end
end

-- The only header of that name, in any case.
local function index_of(headers, name)
  local found
  for index, header in ipairs(headers) do
    if header[1]:lower() == name:lower() then
      if found then
        return nil
      end
      found = index
    end
  end
  return found
end

function places.headers(request, option)
  local headers, name, given = request.headers, option.fixed, request.options.headers
  local index = given and index_of(headers, name)
  if not index or headers[index][2] ~= header_value.encode(tostring(given[name])) then
    return nil -- credentials took its place
  end
  return "headers", function(token)
    local list = table.move(headers, 1, #headers, 1, {})
    list[index] = { name, header_value.encode(tostring(token)) }
    return list
  end
end

function places.body_data(request, option)
  local data = request.options.body_data
  if request.body and json.is_object(data) and data[option.fixed] ~= nil then
    return "body", between(quoted, requests.around(data, option.fixed))
  end
end

-- A text that stands for the token while the body is written.
local MARK = "\1the page token\1"

function places.body_json(request, option)
  local bag = { body_json = request.body and json.copy(request.options.body_json) }
  if not json.is_object(bag.body_json) then
    return nil
  end
  option:inject(bag, MARK)
  local text, mark = requests.json(bag.body_json), requests.json(MARK)
  local first, last = text:find(mark, 1, true)
  if first and not text:find(mark, last + 1, true) then
    return "body", between(requests.json, text:sub(1, first - 1), text:sub(last + 1))
  end
end

return places
