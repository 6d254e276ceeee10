local json = require("host.json")
local mappings = require("runtime.http.mappings")
local requests = require("runtime.http.requests")

local function object(text)
  return json.decode(text)
end

local function prepare(fields)
  return requests.prepare(fields.method or "GET", fields.url or "http://a.b/", fields)
end

local function header(request, name)
  for _, pair in ipairs(request.headers) do
    if pair[1] == name then
      return pair[2]
    end
  end
end

return {
  ["lists repeat their name, None is left out, values are Python's texts"] = function(t)
    local request = prepare({ params = object('{"a":[1,2],"b":null,"c":true,"d":"x y"}') })
    t.equal(request.url, "http://a.b/?a=1&a=2&c=True&d=x+y")
    request = prepare({ params = object('{"a b":"1&2","c":"ü/"}') })
    t.equal(request.url, "http://a.b/?a+b=1%262&c=%C3%BC%2F")
  end,
  ["a parameter that the URL holds with the same value is not repeated"] = function(t)
    local request = prepare({ url = "http://a.b/?a=1&b=2", params = object('{"a":"1","b":"3"}') })
    t.equal(request.url, "http://a.b/?a=1&b=2&b=3")
  end,
  ["a mapping as a parameter is an error"] = function(t)
    local err = t.raises(prepare, { params = object('{"a":{}}') })
    t.equal(err.class, "ValueError")
  end,
  ["JSON bodies are ASCII with Python's separators"] = function(t)
    local request = prepare({ method = "POST", body_json = object('{"a":["é",1]}') })
    t.equal(request.body, '{"a": ["\\u00e9", 1]}')
    t.equal(header(request, "Content-Type"), "application/json")
  end,
  ["a mapping is a form, a text is sent as it is"] = function(t)
    local form = prepare({ method = "POST", body_data = object('{"a":"x y","b":2}') })
    t.equal(form.body, "a=x+y&b=2")
    t.equal(header(form, "Content-Type"), "application/x-www-form-urlencoded")
    local text = prepare({ method = "POST", body_data = "raw" })
    t.equal(text.body, "raw")
    t.equal(header(text, "Content-Type"), nil)
  end,
  ["two bodies are an error"] = function(t)
    local both = { method = "POST", body_data = "x", body_json = object('{"a":1}') }
    t.equal(t.raises(prepare, both).class, "RequestBodyException")
  end,
  ["a name from two sources is an error"] = function(t)
    local list = { object('{"a":1}'), object('{"a":1}'), n = 2 }
    t.match(t.raises(mappings.combine, list).message, "key path: a%.")
  end,
  ["in JSON bodies objects merge and equal values are allowed"] = function(t)
    local list = { object('{"a":{"b":1},"c":2}'), object('{"a":{"d":3},"c":2}'), n = 2 }
    t.equal(json.encode(mappings.combine(list, true)), '{"a":{"b":1,"d":3},"c":2}')
    local err = t.raises(mappings.combine, { object('{"a":1}'), object('{"a":2}'), n = 2 }, true)
    t.match(err.message, "duplicate keys")
  end,
  ["headers of an authenticator are told apart"] = function(t)
    local request = prepare({ headers = object('{"a":"1"}') })
    requests.set_credentials(request, object('{"A":"2","Mine":"3"}'))
    requests.set_credentials(request, object('{"Mine":"4"}'))
    t.equal(header(request, "a"), "2")
    t.equal(header(request, "Mine"), "4")
    t.equal(table.concat(request.sensitive, " "), "A Mine")
  end,
}
