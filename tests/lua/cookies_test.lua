local cookies = require("runtime.http.cookies")

local function jar(request_url, ...)
  local made, headers = cookies.new(), {}
  for index, text in ipairs({ ... }) do
    headers[index] = { "Set-Cookie", text }
  end
  made:take({ url = request_url, headers = headers })
  return made
end

return {
  ["a cookie goes back to the host that set it"] = function(t)
    local made = jar("http://a.b:80/x", "sid=1; Path=/", "k=v w")
    t.equal(made:header("http://a.b/y"), "k=v w; sid=1")
    t.equal(made:header("http://c.d/"), nil)
    t.equal(made:header("http://sub.a.b/"), nil)
  end,
  ["a domain widens it, if the host is within"] = function(t)
    t.equal(jar("http://x.a.b/", "s=1; Domain=.a.b"):header("http://y.a.b/"), "s=1")
    t.equal(jar("http://x.a.b/", "s=1; Domain=c.d"):header("http://c.d/"), nil)
  end,
  ["paths and https are minded"] = function(t)
    local made = jar("https://a.b/p/q", "s=1; Secure", "r=2; Path=/p/q")
    t.equal(made:header("https://a.b/p/q/z"), "r=2; s=1")
    t.equal(made:header("http://a.b/p/q"), "r=2")
    t.equal(made:header("https://a.b/pq"), nil)
  end,
  ["Max-Age=0 ends it"] = function(t)
    local made = jar("http://a.b/", "s=1")
    made:take({ url = "http://a.b/", headers = { { "set-cookie", "s=; Max-Age=0" } } })
    t.equal(made:header("http://a.b/"), nil)
  end,
}
