local failure = require("runtime.failure")
local later = require("util.later")
local http = later("host.http")
local policies = later("runtime.rates.policy")
local url = later("runtime.http.url")
local values = require("runtime.interpolation.values")

local matcher = {}
matcher.__index = matcher

local function has_all(found, wanted)
  for name, value in pairs(wanted) do
    if found[name] ~= value then
      return false
    end
  end
  return true
end

local function query_fits(query, wanted)
  for name, value in pairs(wanted) do
    if http.query_value(query, name) ~= value then
      return false
    end
  end
  return true
end

local function headers_of(request)
  local found = {}
  for _, header in ipairs(request.headers) do
    found[header[1]:lower()] = header[2]
  end
  return found
end

local function url_fits(self, request)
  local parts = url.split(request.url)
  if self.url_base and self.url_base ~= parts.scheme .. "://" .. parts.authority then
    return false
  elseif self.path and not self.path:search((parts.path:gsub("/+$", ""))) then
    return false
  end
  return not self.params or query_fits(parts.query, self.params)
end

--- @param request table method, url, headers (list of {name, value})
function matcher:matches(request)
  if self.method and self.method ~= request.method then
    return false
  elseif not url_fits(self, request) then
    return false
  end
  return not self.headers or has_all(headers_of(request), self.headers)
end

local function texts(object, fold)
  if not object then
    return nil
  end
  local result = {}
  for name, value in pairs(object) do
    result[fold and name:lower() or name] = values.str(value)
  end
  return next(result) and result or nil
end

local function pattern_of(text)
  if not text then
    return nil
  end
  local regex, message = require("host.regex").compile(text)
  if not regex then
    failure.value_error("url_path_pattern: " .. message)
  end
  return regex
end

local function weight_of(weight)
  if weight and weight < 1 then
    failure.value_error(("weight must be >= 1, got %d"):format(weight))
  end
  return weight
end

return {
  type = "HttpRequestRegexMatcher",
  untyped = true,
  kind = "request_matcher",
  summary = "Which requests a call rate policy is for; what is left out fits everything.",
  fields = {
    { name = "method", type = "string", doc = "The HTTP method.", example = "GET" },
    {
      name = "url_base",
      type = "string",
      doc = "Scheme and host.",
      example = "https://api.example.com",
    },
    {
      name = "url_path_pattern",
      type = "string",
      doc = "A regular expression that is looked for in the path.",
      example = "/v1/orders",
    },
    { name = "params", type = "object", doc = "Query parameters that must be there." },
    { name = "headers", type = "object", doc = "Headers that must be there." },
    {
      name = "weight",
      type = "integer | string",
      template = { "config" },
      doc = "How many calls such a request counts for.",
      example = 5,
    },
  },
  build = function(node, build)
    local method = policies.said(node, build, "method")
    local base = policies.said(node, build, "url_base")
    return setmetatable({
      method = method and method:upper(),
      url_base = base and base:gsub("/+$", ""),
      path = pattern_of(policies.said(node, build, "url_path_pattern")),
      params = texts(build:value(node, "params")),
      headers = texts(build:value(node, "headers"), true),
      weight = weight_of(policies.integer(node, build, "weight")),
    }, matcher)
  end,
}
