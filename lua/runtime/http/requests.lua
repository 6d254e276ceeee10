--- From merged options to a request that can be sent: query, headers, body (§9).
local failure = require("runtime.failure")
local header_value = require("runtime.http.header_value")
local http = require("host.http")
local json = require("host.json")
local parameters = require("runtime.manifest.parameters")
local plain = require("runtime.values.plain")
local url = require("runtime.http.url")
local values = require("runtime.interpolation.values")

local requests = {}

local quote = url.quote_plus

local BODY_METHODS = { GET = true, POST = true, PUT = true, PATCH = true }

local function is_none(value)
  return value == nil or value == json.null
end

local function is_list(value)
  return json.is_array(value) or values.kind(value) == "tuple"
end

-- "name=" of names, which are those of manifests mostly: few.
local starts, started = {}, 0

local function start_of(name)
  if started > 1000 then
    starts, started = {}, 0
  end
  starts[name], started = quote(tostring(name)) .. "=", started + 1
  return starts[name]
end

local function add_field(list, name, value)
  if math.type(value) == "integer" then
    list[#list + 1] = (starts[name] or start_of(name)) .. value
  elseif not is_none(value) then
    list[#list + 1] = (starts[name] or start_of(name)) .. quote(values.str(value))
  end
end

-- Of a list or an object within a list each member, or key, is sent.
local function add_element(list, name, element)
  local is_object = json.is_object(element)
  if not is_object and not is_list(element) then
    return add_field(list, name, element)
  end
  for key, member in pairs(element) do
    add_field(list, name, values.str(is_object and key or member))
  end
end

local function refuse_object(name)
  failure.value_error(
    ("Invalid value for `%s` parameter. The values of request params cannot be an object."):format(
      name
    )
  )
end

--- A mapping as name=value&…; a list value repeats its name, None is left out.
--- @param refuses_objects boolean|nil as values
local function encode_fields(mapping, refuses_objects)
  local list = {}
  for name, value in pairs(mapping) do
    if type(value) ~= "table" then
      add_field(list, name, value)
    elseif is_list(value) then
      for _, element in ipairs(value) do
        add_element(list, name, element)
      end
    elseif refuses_objects and json.is_object(value) then
      refuse_object(name)
    elseif json.is_object(value) then -- Python walks through its keys
      for _, key in ipairs(json.keys(value)) do
        add_element(list, name, key)
      end
    else
      add_field(list, name, value)
    end
  end
  return table.concat(list, "&")
end

--- What stands before and after the value of a field, where a mapping is sent as name=value&….
--- @param mapping table the fields, a JSON object
--- @param name string of a field with a simple value
--- @return string before, string after
function requests.around(mapping, name, refuses_objects)
  local parts, part = { json.new_object(), json.new_object() }, 1
  for key, value in pairs(mapping) do
    if key == name then
      part = 2
    else
      parts[part][key] = value
    end
  end
  local before = encode_fields(parts[1], refuses_objects)
  local after = encode_fields(parts[2], refuses_objects)
  before = before == "" and before or before .. "&"
  return before .. start_of(name), after == "" and after or "&" .. after
end

-- What the address holds already is not repeated.
local function without_known(text, params)
  local query = url.query(text)
  if query == "" then
    return params
  end
  local kept = json.new_object()
  for name, value in pairs(params) do
    local known = http.query_value(query, name)
    if known == nil or known ~= values.str(value) then
      kept[name] = value
    end
  end
  return kept
end

local DEFAULTS = {
  { "User-Agent", "python-requests/2.32.5 (revos)", key = "user-agent" },
  { "Accept-Encoding", "gzip, deflate", key = "accept-encoding" },
  { "Accept", "*/*", key = "accept" },
}

local function header_list(headers)
  local list, present = {}, {}
  for name, value in pairs(headers) do
    name = tostring(name)
    header_value.check_name(name)
    if name:lower() ~= "content-length" then -- the body's own length counts
      list[#list + 1] = { name, header_value.encode(values.str(value)) }
      present[name:lower()] = true
    end
  end
  return list, present
end

-- All headers of a request: those of most are the library's own and nothing else. A list of headers
-- is not changed, another one takes its place: requests share them.
local function headers_of(headers, content_type)
  if headers == nil and content_type == nil then
    return DEFAULTS
  end
  local list, present = header_list(headers or json.new_object())
  if content_type and not present["content-type"] then
    list[#list + 1] = { "Content-Type", content_type }
  end
  for _, header in ipairs(DEFAULTS) do
    if not present[header.key] then
      list[#list + 1] = header
    end
  end
  return list
end

--- A value as a body in JSON, which has no NaN and no Infinity: they raise InvalidJSONError.
function requests.json(value)
  local text = json.encode(plain(value), { ascii = true, separators = "python" })
  if (text:find("NaN", 1, true) or text:find("Infinity", 1, true)) and not json.decode(text) then
    local reason = "Out of range float values are not JSON compliant"
    failure.raise({
      class = "InvalidJSONError",
      message = reason,
      arguments = ("ValueError('%s')"):format(reason),
    })
  end
  return text
end

--- @return string|nil body, string|nil content_type, boolean is_json
local function encode_body(data, body_json)
  if data == nil and body_json == nil then
    return nil, nil, false
  elseif not parameters.is_falsy(data) and not parameters.is_falsy(body_json) then
    failure.raise({
      class = "RequestBodyException",
      message = "At the same time only one of the 'request_body_data' and 'request_body_json' "
        .. "functions can return data",
    })
  elseif not parameters.is_falsy(body_json) then
    return requests.json(body_json), "application/json", true
  elseif type(data) == "string" and data ~= "" then
    return data, nil, false
  elseif not parameters.is_falsy(data) then
    return encode_fields(data), "application/x-www-form-urlencoded", false
  end
  return nil, nil, false
end

-- Python's requests checks an address when it prepares a request; other schemes it leaves alone.
local function prepared_url(text, query)
  local is_ready, has_query = http.is_ready(text)
  if is_ready then
    return query == "" and text or text .. (has_query and "&" or "?") .. query
  end
  text = text:gsub("^%s+", "")
  if text:find(":", 1, true) and not text:lower():find("^http") then
    return text
  end
  if url.split(text).scheme == "" then
    failure.raise({
      class = "MissingSchema",
      message = ("Invalid URL %s: No scheme supplied. Perhaps you meant https://%s?"):format(
        values.repr(text),
        text
      ),
    })
  end
  local fault = url.fault(text)
  if fault then
    failure.raise({ class = "InvalidURL", message = fault })
  end
  return url.with_query(text, query)
end

--- Parameters, a JSON object, as the query of a URL.
function requests.query(params)
  return encode_fields(params, true)
end

local function query_of(address, params)
  return params and requests.query(without_known(address, params)) or ""
end

--- The URL of an address with parameters.
--- @param params table|nil a JSON object
function requests.url(address, params)
  return prepared_url(address, query_of(address, params))
end

--- @param method string
--- @param address string the URL
--- @param options table params, headers (JSON objects), body_data, body_json: each optional
--- @return table request for http_client.send, without `authenticate`; address and options are what
---   it was made of
function requests.prepare(method, address, options)
  local query = query_of(address, options.params)
  local body, content_type, is_json
  if BODY_METHODS[method] then
    body, content_type, is_json = encode_body(options.body_data, options.body_json)
  end
  return {
    method = method,
    url = prepared_url(address, query),
    address = address,
    options = options,
    headers = headers_of(options.headers, content_type),
    body = body,
    is_json = is_json,
  }
end

local function copy(list)
  return table.move(list, 1, #list, 1, {})
end

--- Adds a header to a request.
function requests.add_header(request, name, text)
  local list = copy(request.headers)
  list[#list + 1] = { name, text }
  request.headers = list
end

--- Replaces or adds headers, names in any case.
function requests.set_headers(request, headers)
  local list = copy(request.headers)
  for name, value in pairs(headers) do
    local text, found = header_value.encode(values.str(value)), nil
    for index, header in ipairs(list) do
      if header[1]:lower() == name:lower() then
        list[index], found = { header[1], text }, true
      end
    end
    if not found then
      header_value.check_name(name)
      list[#list + 1] = { name, text }
    end
  end
  request.headers = list
end

--- The same for headers of an authenticator: they never follow a redirect to another origin.
function requests.set_credentials(request, headers)
  requests.set_headers(request, headers)
  local names, known = copy(request.sensitive or {}), {}
  for _, name in ipairs(names) do
    known[name] = true
  end
  for name in pairs(headers) do
    if not known[name] then
      names[#names + 1], known[name] = name, true
    end
  end
  request.sensitive = names
end

return requests
