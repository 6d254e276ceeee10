--- Call rate policies and the tokens that take turns.
local build_context = require("runtime.manifest.build")
local clock = require("host.clock")
local json = require("host.json")
local pools = require("runtime.auth.token_pool")

local function component(text)
  local context = build_context.new({ config = json.new_object(), run = { tokens = {} } })
  return context:component(assert(json.decode(text)))
end

local REQUEST = { method = "GET", url = "http://api/v1/a?x=1", headers = { { "X-Kind", "q" } } }

local function fits(matcher)
  local text = '{"type":"UnlimitedCallRatePolicy","matchers":[' .. matcher .. "]}"
  return component(text):matches(REQUEST)
end

local messages = { log = function() end }

local function pool_of(states, fields)
  local quota = { name = "core" }
  local pool = pools.new({
    tokens = { "a", "b" },
    quotas = { quota },
    messages = messages,
    max_wait = 10,
    reserve_fraction = 0,
    min_reserve = 0,
    fetch = function(token)
      local state = { tracked = true, limit = 100, reset = clock.now_us() + 3600 * 1000000 }
      state.remaining = states[token]
      for key, value in pairs(fields or {}) do
        state[key] = value
      end
      return { core = state }
    end,
  })
  return pool, quota
end

return {
  ["matchers look at method, address, path, parameters and headers"] = function(t)
    t.truthy(fits('{"method":"get"}'))
    t.truthy(fits('{"url_base":"http://api/"}'))
    t.truthy(fits('{"url_path_pattern":"^/v\\\\d+/a$"}'))
    t.truthy(fits('{"params":{"x":1}}'))
    t.truthy(fits('{"headers":{"x-kind":"q"}}'))
    t.truthy(fits('{"method":"","url_base":"","url_path_pattern":""}'))
    t.equal(fits('{"method":"POST"}'), false)
    t.equal(fits('{"params":{"x":2}}'), false)
  end,
  ["a moving window lets so many calls through and names the wait"] = function(t)
    local policy = component([[{"type":"MovingWindowCallRatePolicy","matchers":[],
      "rates":[{"type":"Rate","limit":2,"interval":"PT1M"}]}]])
    t.equal(policy:acquire(REQUEST), nil)
    t.equal(policy:acquire(REQUEST), nil)
    local wait = policy:acquire(REQUEST)
    t.truthy(wait > 55000000 and wait <= 60000000)
  end,
  ["the shortest interval counts first"] = function(t)
    local policy = component([[{"type":"MovingWindowCallRatePolicy","matchers":[],"rates":[
      {"limit":1,"interval":"PT1M"},{"limit":1,"interval":"PT1S"}]}]])
    policy:acquire(REQUEST)
    t.truthy(policy:acquire(REQUEST) <= 1000000)
  end,
  ["a rate is more than nothing"] = function(t)
    for _, rate in ipairs({ '"limit":0,"interval":"PT1M"', '"limit":1,"interval":"P1M"' }) do
      local text = '{"type":"MovingWindowCallRatePolicy","matchers":[],"rates":[{%s}]}'
      t.equal(t.raises(component, text:format(rate)).class, "AssertionError")
    end
  end,
  ["what a reply tells must be integers, and a time that there is"] = function(t)
    local budget = component('{"type":"HTTPAPIBudget","ratelimit_reset_header":"","policies":['
      .. '{"type":"MovingWindowCallRatePolicy","matchers":[],"rates":['
      .. '{"limit":2,"interval":"PT1M"}]}]}')
    local function told(name, value)
      return budget:update(REQUEST, { status = 200, headers = { { name, value } } })
    end
    t.equal(t.raises(told, "RateLimit-Remaining", "1.5").class, "ValueError")
    t.equal(t.raises(told, "ratelimit-reset", "99999999999999").message,
      "year 3170843 is out of range")
    t.equal(told("ratelimit-remaining", ""), nil)
    t.equal(told("ratelimit-remaining", " 1_0 "), nil)
  end,
  ["nothing left fills a moving window"] = function(t)
    local policy = component([[{"type":"MovingWindowCallRatePolicy","matchers":[],
      "rates":[{"type":"Rate","limit":9,"interval":"PT1M"}]}]])
    policy:update(0, nil)
    t.truthy(policy:acquire(REQUEST))
  end,
  ["a fixed window believes only in fewer calls"] = function(t)
    local policy = component([[{"type":"FixedWindowCallRatePolicy","matchers":[],"period":"PT1H",
      "call_limit":3}]])
    policy:update(50, nil)
    policy:update(1, clock.now_us() + 60000000)
    t.equal(policy:acquire(REQUEST), nil)
    local wait = policy:acquire(REQUEST)
    t.truthy(wait > 55000000 and wait <= 60000000)
  end,
  ["a weight beyond the limit is refused"] = function(t)
    local policy = component([[{"type":"FixedWindowCallRatePolicy","period":"PT1H","call_limit":2,
      "matchers":[{"weight":3}]}]])
    t.equal(t.raises(policy.acquire, policy, REQUEST).class, "ValueError")
  end,
  ["tokens are used up one after another"] = function(t)
    local pool, quota = pool_of({ a = 1, b = 2 })
    t.equal(pool:acquire(quota) .. pool:acquire(quota) .. pool:acquire(quota), "abb")
    t.equal(t.raises(pool.acquire, pool, quota).type, "transient_error")
  end,
  ["tokens without counts take turns"] = function(t)
    local pool, quota = pool_of({ a = 0, b = 0 }, { tracked = false })
    t.equal(pool:acquire(quota) .. pool:acquire(quota) .. pool:acquire(quota), "aba")
  end,
  ["replies only lower a count within a window; a new window starts anew"] = function(t)
    local pool, quota = pool_of({ a = 5, b = 5 })
    pool:acquire(quota)
    pool:update("a", quota, { remaining = 90 })
    t.equal(pool.states.a.core.remaining, 4)
    pool:update("a", quota, { remaining = 0 })
    t.truthy(pool:has_alternative("a", quota))
    t.equal(pool:acquire(quota), "b")
    pool:update("a", quota, { reset = pool.states.a.core.reset + 1 })
    t.equal(pool.states.a.core.remaining, 100)
  end,
}
