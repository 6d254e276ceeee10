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

local PAGE = { place = "params", fixed = "page" }

local function series_of(fields, run)
  local requester, slice = requester_of(fields, run), slice_of("x")
  return requester:series(prepared(requester, slice, 1), PAGE, slice), requester, slice
end

local function assert_alike(t, short, long)
  t.equal(short.url, long.url)
  t.equal(short.method, long.method)
  t.equal(short.headers, long.headers)
  t.equal(short.sensitive, long.sensitive)
  t.equal(short.body, long.body)
  t.equal(short.is_json, long.is_json)
end

-- A paginator's options with a token of its own: body, header, path.
local function option_of(text)
  local run = new_run()
  return build.new({ config = json.new_object(), run = run }):component(json.decode(text))
end

local function context_of(option, slice, token)
  local bag, path = { params = json.new_object({ { "size", 2 } }) }, nil
  if option.is_path then
    path = token
  else
    option:inject(bag, token)
  end
  return { slice = slice, next_page_token = token, options = bag, path = path }
end

local function assert_places(t, option, fields, tokens)
  local requester, slice = requester_of(fields), slice_of("x")
  local long = requester:prepare(context_of(option, slice, tokens[1]))
  local series = requester:series(long, option, slice)
  t.truthy(series, fields)
  for _, token in ipairs(tokens) do
    local wanted = requester:prepare(context_of(option, slice, token))
    assert_alike(t, series:request(token), wanted)
  end
  return series
end

local function declined(option, fields, change)
  local requester, slice = requester_of(fields), slice_of("x")
  local context = context_of(option, slice, "t")
  if change then
    change(context.options)
  end
  return requester:series(requester:prepare(context), option, slice)
end

local POST = '{"http_method":"POST","request_body_json":{"a":[{"b":"{{ config.key }}"}],"c":"d"},'
  .. '"authenticator":{"type":"BearerAuthenticator","api_token":"{{ config.key }}"}}'

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
    local second = requester:series(prepared(requester, other, 1), PAGE, other)
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
    local series = requester:series(prepared(requester, slice, 1), PAGE, slice)
    assert_alike(t, series:request(2), prepared(requester, slice, 2))
    token = "two"
    t.equal(series:request(3), nil)
    requester.authenticator.sign = function()
      return {}
    end
    requester.is_steady = nil
    t.equal(requester:series(prepared(requester, slice, 1), PAGE, slice), nil)
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
  ["a token in a JSON body is put at its place"] = function(t)
    local tokens = { "one", "two \u{e9}\"\\ \u{1F600}", 3, "\1the page token\1", "%1" }
    for _, where in ipairs({ '"field_name":"cursor"', '"field_path":["a b","cursor"]' }) do
      local option = option_of('{"type":"RequestOption","inject_into":"body_json",' .. where .. "}")
      assert_places(t, option, POST, tokens)
      assert_places(t, option, '{"http_method":"POST"}', tokens)
    end
  end,
  ["a JSON body that holds what stands for the token is written each time"] = function(t)
    local option = option_of('{"type":"RequestOption","inject_into":"body_json","field_name":"c"}')
    local body = { body_json = json.new_object({ { "x", "\1the page token\1" } }) }
    t.equal(declined(option, '{"http_method":"POST"}', function(bag)
      bag.body_json.x = body.body_json.x
    end), nil)
  end,
  ["a token in a form is put at its place"] = function(t)
    local option = option_of('{"type":"RequestOption","inject_into":"body_data","field_name":"c"}')
    local fields = '{"http_method":"POST","request_body_data":{"a":"b c","d":"{{ [1, 2] }}"}}'
    assert_places(t, option, fields, { "one", 'a b&c="\u{fc}', 3 })
    t.equal(declined(option, '{"http_method":"DELETE"}'), nil)
  end,
  ["a token in a header is put at its place"] = function(t)
    local option = option_of('{"type":"RequestOption","inject_into":"header","field_name":"X-C"}')
    local series = assert_places(t, option, STEADY[5], { "one", "caf\u{e9}", 3 })
    t.raises(series.request, series, "a\nb")
    t.equal(declined(option, '{"request_headers":{"x-c":"other"}}'), nil)
  end,
  ["a header that credentials have taken goes the long way"] = function(t)
    local name = '"field_name":"authorization"}'
    local option = option_of('{"type":"RequestOption","inject_into":"header",' .. name)
    local fields = '{"authenticator":{"type":"BearerAuthenticator","api_token":"k"}}'
    t.equal(declined(option, fields), nil)
    t.truthy(declined(option, "{}"))
  end,
  ["an address is given the parameters that it does not hold"] = function(t)
    local option = option_of('{"type":"RequestPath"}')
    local tokens = {
      "http://a.b/x", "http://a.b/x?a=1", "http://a.b/x?a=2&size=2", "http://a.b/x?size=2",
      "http://a.b/x?c=d",
    }
    for _, params in ipairs({ '{"a":"1"}', '{"a":"1","b":"{{ [1, 2] }}"}', '{"a":null}', "{}" }) do
      assert_places(t, option, '{"request_parameters":' .. params .. "}", tokens)
    end
  end,
  ["a token that is the address is joined to the base"] = function(t)
    local option = option_of('{"type":"RequestPath"}')
    local series = assert_places(t, option, STEADY[5], {
      "http://a.b/v1/items?page=2&size=2", "https://other.host:8080/x?cursor=a%3D", "items/3",
      "items?page=2", "http://a.b/x?size=3", "http://a.b/x?size=&a", "/v2/items?a=b",
    })
    local others = { 0, 7, "http://a.b/x y", "ftp://a.b/", "http://a.b", "http://a.b/%41" }
    for _, token in ipairs(others) do
      t.equal(series:request(token), nil, token)
    end
  end,
}
