local address = require("util.address")

return {
  ["this machine is told from those that only look so"] = function(t)
    for _, own in ipairs({ "http://127.0.0.1:8001/v1", "http://localhost", "https://[::1]:8001/v1",
      "http://127.1.2.3?x" }) do
      t.equal({ own, address.is_loopback(own) }, { own, true })
    end
    for _, other in ipairs({ "http://127.0.0.1@evil.example/", "http://localhost:80@evil.example/",
      "http://127.evil.example/", "http://127.0.0.1.evil.example/", "http://[::1]@evil.example/",
      "http://localhost.evil.example/", "http://evil.example/127.0.0.1",
      "http://localhost\\@evil.example/", "http://local%68ost/", "ftp://localhost/", "http://",
      "http://x/http://localhost/" }) do
      t.equal({ other, address.is_loopback(other) }, { other, false })
    end
  end,
  ["what paths cannot be put behind is told, and users are not shown"] = function(t)
    t.equal(address.problem("https://x.example/v1"), nil)
    t.equal(address.problem("http://[::1]:1"), nil)
    for _, url in ipairs({ "x.example/v1", "ftp://x", "https://", "https:///v1", "https://u@x/v1",
      "https://x/v1?a", "https://x/v1#a", "https://x/v 1", "https://x\\@y", "https://x/\n" }) do
      t.truthy(address.problem(url), url)
    end
    t.equal(address.shown("https://u:p@x.example/v1"), "https://****@x.example/v1")
    t.equal(address.shown("https://x.example/a@b"), "https://x.example/a@b")
  end,
  ["Airbyte's own address is known, over https alone"] = function(t)
    t.equal(address.is_known("https://api.airbyte.com/v1"), true)
    t.equal(address.is_known("https://api.airbyte.com:443"), true)
    t.equal(address.is_known("http://api.airbyte.com/v1"), false)
    t.equal(address.is_known("https://api.airbyte.com.evil.example/v1"), false)
    t.equal(address.is_known("https://api.airbyte.com@evil.example/v1"), false)
    t.equal(address.is_known("https://evil.example/api.airbyte.com"), false)
    t.equal(address.is_known("http://127.0.0.1:1/v1"), true)
  end,
}
