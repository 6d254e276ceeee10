--- Requests that are made in the short way, and those that must not be.
local build = require("runtime.manifest.build")
local json = require("host.json")
local slices = require("runtime.streams.slice")

local function new_run()
  return { messages = { debug = false } }
end

local function requester_of(fields, run)
  local node = json.decode('{"type":"HttpRequester","url_base":"{{ config.base }}","path":"a"}')
  for name, value in pairs(json.decode(fields)) do
    node[name] = value
  end
  local config = json.decode('{"base":"http://a.b/v1","key":"k"}')
  return build.new({ config = config, run = run or new_run() }):component(node)
end

local function slice_of(name)
  return slices.new({ partition = json.new_object({ { "name", name } }) })
end

local function options(token)
  return { params = json.new_object({ { "page", token }, { "size", 2 } }) }
end

local function prepared(requester, slice, token)
  return requester:prepare({ slice = slice, next_page_token = token, options = options(token) })
end

local function series_of(fields, run)
  local requester, slice = requester_of(fields, run), slice_of("x")
  return requester:series(prepared(requester, slice, 1), "page", slice), requester, slice
end

local function assert_alike(t, short, long)
  t.equal(short.url, long.url)
  t.equal(short.method, long.method)
  t.equal(short.headers, long.headers)
  t.equal(short.sensitive, long.sensitive)
  t.equal(short.body, long.body)
  t.equal(short.is_json, long.is_json)
end

local STEADY = {
  "{}",
  '{"path":"{{ stream_slice.name }}/items","request_parameters":{"b":"{{ config.key }}"}}',
  '{"request_headers":{"X-Part":"{{ stream_partition.name }}"}}',
  '{"http_method":"POST","request_body_json":{"of":"{{ stream_slice.name }}"}}',
  '{"authenticator":{"type":"BearerAuthenticator","api_token":"{{ config.key }}"}}',
  '{"authenticator":{"type":"ApiKeyAuthenticator","api_token":"k","inject_into":'
    .. '{"type":"RequestOption","inject_into":"request_parameter","field_name":"key"}}}',
}

local UNSTEADY = {
  '{"path":"{{ next_page_token.next_page_token }}"}',
  '{"request_parameters":{"t":"{{ next_page_token[\'next_page_token\'] }}"}}',
  '{"request_parameters":{"{{ now_utc() }}":"a"}}',
  '{"request_headers":{"X-Time":"{{ now_utc().isoformat() }}"}}',
  '{"request_headers":{"X-Day":"{{ today_utc() }}"}}',
  '{"request_headers":{"X-Any":"{{ [1, 2, 3] | random }}"}}',
  '{"request_headers":{"X-Id":"{{ generate_uuid() }}"}}',
  '{"http_method":"POST","request_body_data":"at={{ now_utc() }}"}',
  '{"http_method":"POST","request_body_json":{"deep":[{"at":"{{ now_utc() }}"}]}}',
  '{"url_base":"http://a.b/{{ next_page_token }}/"}',
}

return {
  ["those of the short way are those of the long way"] = function(t)
    for _, fields in ipairs(STEADY) do
      local series, requester, slice = series_of(fields)
      t.truthy(series, fields)
      for _, token in ipairs({ 2, 300, "a b&c=ü/", "" }) do
        assert_alike(t, series:request(token), prepared(requester, slice, token))
      end
    end
  end,
  ["what follows the page, the clock or chance goes the long way"] = function(t)
    for _, fields in ipairs(UNSTEADY) do
      t.equal(series_of(fields), nil, fields)
    end
  end,
  ["a series is that of its slice"] = function(t)
    local series, requester, slice = series_of(STEADY[2])
    t.equal(series.slice, slice)
    local other = slice_of("y")
    local second = requester:series(prepared(requester, other, 1), "page", other)
    t.equal(second:request(2).url, "http://a.b/v1/y/items?b=k&page=2&size=2")
    t.equal(series:request(2).url, "http://a.b/v1/x/items?b=k&page=2&size=2")
  end,
  ["other tokens, addresses with a query and runs that may change go the long way"] = function(t)
    local series = series_of("{}")
    for _, token in ipairs({ 1.5, true, json.decode("[1]"), json.null }) do
      t.equal(series:request(token), nil)
    end
    t.equal(series_of('{"path":"a?b=1"}'), nil)
    local run = new_run()
    run.unsteady = true
    t.equal(series_of("{}", run), nil)
    run = new_run()
    run.budget = {}
    t.equal(series_of("{}", run), nil)
  end,
  ["credentials are asked for each time, where they may change"] = function(t)
    local requester, slice, token = requester_of("{}"), slice_of("x"), "one"
    requester.authenticator = {
      request_options = function()
        return { headers = json.new_object({ { "Authorization", token } }) }
      end,
    }
    local series = requester:series(prepared(requester, slice, 1), "page", slice)
    assert_alike(t, series:request(2), prepared(requester, slice, 2))
    token = "two"
    t.equal(series:request(3), nil)
    requester.authenticator.sign = function()
      return {}
    end
    requester.is_steady = nil
    t.equal(requester:series(prepared(requester, slice, 1), "page", slice), nil)
  end,
  ["what one request gets for itself the others do not have"] = function(t)
    local requests = require("runtime.http.requests")
    local series = series_of(STEADY[5])
    local one, other = series:request(2), series:request(3)
    requests.add_header(one, "Cookie", "a=b")
    requests.set_credentials(one, { Authorization = "new", Other = "c" })
    t.equal(#other.headers, #one.headers - 2)
    t.equal(other.sensitive, { "Authorization" })
    one.transfer, one.has_cookies = {}, true
    t.equal(series:request(4).transfer, nil)
    t.equal(series:request(4).has_cookies, nil)
  end,
}
