local build = require("runtime.manifest.build")
local clock = require("host.clock")
local error_text = require("runtime.http.error_text")
local json = require("host.json")
local retries = require("runtime.http.retries")

local function context()
  return build.new({ config = json.new_object({ { "n", 2 } }), run = { messages = {} } })
end

local function handler(text)
  return context():component(json.decode(text))
end

local function reply(status, body, headers)
  return { status = status, headers = headers or {}, body = body or "{}", url = "http://a.b/c?k=1" }
end

local function action(made, status, body)
  return made:interpret(reply(status, body)).action
end

return {
  ["giving up is told in the words of the reference"] = function(t)
    local told = {}
    local messages = {
      log = function(_, level, text)
        told[#told + 1] = level .. " " .. text
      end,
    }
    local client = { run = { messages = messages }, error_handler = { max_retries = 0 } }
    for _, kind in ipairs({ "default", "rate", "named" }) do
      local outcome = { retry = kind, text = "it broke", seconds = 3, resolution = {} }
      outcome.reply = kind ~= "default" and { status = 429 } or nil
      local request = { method = "GET", began = clock.spent() }
      local failed = t.raises(retries.run, client, request, outcome)
      t.equal(failed.type, kind == "default" and "system_error" or "transient_error")
    end
    local giving_up = "ERROR Giving up _send(...) after 1 tries "
      .. "(airbyte_cdk.sources.streams.http.exceptions.%s: it broke)"
    t.equal(told[1], giving_up:format("DefaultBackoffException"))
    t.equal(told[3], giving_up:format("RateLimitBackoffException"))
    t.match(told[5], "^ERROR Max retry limit reached after %d%.%ds%. "
      .. "Request: <PreparedRequest %[GET%]>, Response: <Response %[429%]>$")
    t.equal(told[6], "ERROR Retries exhausted with backoff exception.")
  end,
  ["without filters the status decides"] = function(t)
    local made = handler('{"type":"DefaultErrorHandler"}')
    local wanted = {
      [200] = "SUCCESS", [302] = "SUCCESS", [401] = "FAIL", [404] = "FAIL", [408] = "RETRY",
      [418] = "RETRY", [429] = "RATE_LIMITED", [500] = "RETRY",
    }
    for status, name in pairs(wanted) do
      t.equal(action(made, status), name, tostring(status))
    end
    t.equal(made.max_retries, 5)
    t.equal(handler('{"type":"DefaultErrorHandler","max_retries":"{{ config.n }}"}').max_retries, 2)
  end,
  ["a predicate looks at the members it names, of any body"] = function(t)
    local function holds(predicate, body)
      local made = handler(json.encode({
        type = "DefaultErrorHandler",
        response_filters = {
          {
            type = "HttpResponseFilter",
            action = "IGNORE",
            predicate = "{{ " .. predicate .. " }}",
          },
        },
      }))
      return action(made, 200, body) == "IGNORE"
    end
    t.equal(holds("response.status == 429", '{"data":[{"status":1}],"status":429}'), true)
    t.equal(holds("response.status == 429", '{"data":[{"status":429}]}'), false)
    t.equal(holds("response.status == 429", '[{"status":429}]'), false)
    t.equal(holds("response.get('e', {}).get('c') == 5", '{"e":{"c":5},"d":[1]}'), true)
    t.equal(holds("'e' in response and 'x' not in response", '{"a":1,"e":null}'), true)
    t.equal(holds("'e' in response", '["a",{"b":1},"e"]'), true)
    t.equal(holds("'e' in response", '["a",["e"]]'), false)
    t.equal(holds("'e' in response", '"the end"'), true)
    t.equal(holds("'e' in response", '{"e":1'), false)
    t.equal(holds("response | length == 2", '{"a":1,"e":2}'), true)
    t.equal(holds("response[0].a == 1", '[{"a":1}]'), true)
  end,
  ["a text is found in the error text, however it is written"] = function(t)
    local function holds(text, body)
      local made = handler(json.encode({
        type = "DefaultErrorHandler",
        response_filters = {
          { type = "HttpResponseFilter", action = "IGNORE", error_message_contains = text },
        },
      }))
      return action(made, 200, body) == "IGNORE"
    end
    t.equal(holds("rate limit", '{"error":"a rate limit"}'), true)
    t.equal(holds("rate limit", '{"error":"a rat\\u0065 limit"}'), true)
    t.equal(holds("rate limit", '{"data":"a rate limit"}'), false)
    t.equal(holds("rate limit", "a rate limit"), true)
    t.equal(holds("a, b", '[{"message":"a"},{"message":"b"}]'), true)
    t.equal(holds(" b", '[{"message":"a"},{"message":"b"}]'), true)
    t.equal(holds("a/b", '{"message":"a\\/b"}'), true)
    t.equal(holds('"a"', '{"message":"\\"a\\""}'), true)
    t.equal(holds("a\nb", '{"message":"a\\nb"}'), true)
    t.equal(holds("", '{"message":"a"}'), false)
  end,
  ["the first filter that matches wins, also on 200"] = function(t)
    local made = handler([[{"type":"DefaultErrorHandler","response_filters":[
      {"type":"HttpResponseFilter","action":"IGNORE","http_codes":[404]},
      {"type":"HttpResponseFilter","action":"FAIL","predicate":"{{ 'bad' in response }}",
       "error_message":"{{ response.bad }} at {{ request_url }}","failure_type":"config_error"},
      {"type":"HttpResponseFilter","action":"RETRY","error_message_contains":"later"}]}]])
    t.equal(action(made, 404), "IGNORE")
    t.equal(action(made, 200, '{"error":"try later"}'), "RETRY")
    t.equal(action(made, 200, '{"ok":1}'), "SUCCESS")
    local found = made:interpret(reply(200, '{"bad":"oh"}'))
    t.equal(found.message, "oh at http://a.b/c")
    t.equal(found.type, "config_error")
  end,
  ["a composite asks the next handler after FAIL and RATE_LIMITED"] = function(t)
    local made = handler([[{"type":"CompositeErrorHandler","error_handlers":[
      {"type":"DefaultErrorHandler","max_retries":1},
      {"type":"DefaultErrorHandler","response_filters":[
        {"type":"HttpResponseFilter","action":"IGNORE","http_codes":[403,429,500]}]}]}]])
    t.equal(action(made, 403), "IGNORE")
    t.equal(action(made, 429), "IGNORE")
    t.equal(action(made, 500), "RETRY")
    t.equal(made.max_retries, 1)
  end,
  ["error texts are dug out of bodies"] = function(t)
    local cases = {
      ['{"message":"a"}'] = "a",
      ['{"errors":[{"detail":"a"},{"detail":"b"}]}'] = "a, b",
      ['{"error":{"message":"","reason":"r"}}'] = "r",
      ['["a","b"]'] = "a, b",
      ["plain"] = "plain",
    }
    for body, wanted in pairs(cases) do
      t.equal(error_text.of(reply(400, body)), wanted, body)
    end
    t.equal(error_text.of(reply(400, "{}")), nil)
  end,
  ["waits of the strategies"] = function(t)
    local headers = { { "Retry-After", "12 s" }, { "X-Reset", "1" } }
    local answer = reply(429, '{"w":"7"}', headers)
    local function wait(text, attempt)
      return handler(text):wait(answer, attempt or 1)
    end
    t.equal(wait('{"type":"ConstantBackoffStrategy","backoff_time_in_seconds":3}'), 3.0)
    t.equal(wait('{"type":"ExponentialBackoffStrategy","factor":2}', 3), 16.0)
    t.equal(wait('{"type":"WaitTimeFromHeader","header":"retry-after","regex":"[0-9]+"}'), 12.0)
    t.equal(wait('{"type":"WaitTimeFromHeader","header":"None"}'), nil)
    t.equal(wait('{"type":"WaitUntilTimeFromHeader","header":"X-Reset","min_wait":9}'), 9.0)
    t.equal(
      wait('{"type":"WaitTimeFromResponse","wait_time_in_seconds":"{{ response.w }}"}'), 7.0)
    local capped = '{"type":"WaitTimeFromHeader","header":"X-Reset",'
      .. '"max_waiting_time_in_seconds":1}'
    t.equal(t.raises(wait, capped).type, "transient_error")
  end,
}
