local url = require("runtime.http.url")

return {
  ["a path is joined to a base that gets one slash"] = function(t)
    t.equal(url.of_path("https://a.b/v1", "items"), "https://a.b/v1/items")
    t.equal(url.of_path("https://a.b/v1/", "items"), "https://a.b/v1/items")
    t.equal(url.of_path("https://a.b/v1", ""), "https://a.b/v1")
    t.equal(url.of_path("https://a.b/v1/", nil), "https://a.b/v1/")
  end,
  ["joining is Python's urljoin"] = function(t)
    local cases = {
      { "https://a.b/v1/", "../x", "https://a.b/x" },
      { "https://a.b/v1/", "/x?y=1", "https://a.b/x?y=1" },
      { "https://a.b/v1/", "http://c.d/e", "http://c.d/e" },
      { "https://a.b/v1/", "//c.d/e", "https://c.d/e" },
      { "https://a.b/v1/x?q=1", "?r=2", "https://a.b/v1/x?r=2" },
      { "https://a.b/v1/", "./x/./y/..", "https://a.b/v1/x/" },
      { "https://a.b/v1//w/", "x", "https://a.b/v1/w/x" },
      { "https://a.b", "x", "https://a.b/x" },
      { "https://a.b/v1/", "mailto:x", "mailto:x" },
      { "", "x", "x" },
      { "https://a.b/v1/", "x\ny/\tz", "https://a.b/v1/xy/z" },
      { "https://a.b/v1/", "http://c.d/x\ny", "http://c.d/x\ny" },
      { "https://a.b/v\r\n1/", " \31x y ", "https://a.b/v1/x y " },
    }
    for _, case in ipairs(cases) do
      t.equal(url.join(case[1], case[2]), case[3], case[1] .. " + " .. case[2])
    end
  end,
  ["an address without a host or a port that can be asked has a fault"] = function(t)
    local faults = {
      ["http://h:65536/"] = "Failed to parse: http://h:65536/",
      ["http://u:p@h:x/"] = "Failed to parse: 'h:x' is not a valid host or port",
      ["http://[::1/"] = "Failed to parse: '[::1' is not a valid host or port",
      ["http://a b.c/"] = "Failed to parse: Host 'a b.c' contains invalid character ' '",
      ["http://.h/"] = "URL has an invalid label.",
      ["http://:80/"] = "Invalid URL 'http://:80/': No host supplied",
    }
    for address, fault in pairs(faults) do
      t.equal(url.fault(address), fault)
    end
    for _, address in ipairs({ "http://h:/", "http://[::1]:80/", "http://u@h:1/" }) do
      t.equal(url.fault(address), nil)
    end
    t.equal(t.raises(url.join, "http://[::1/", "a").message, "Invalid IPv6 URL")
    t.equal(url.join("http:///", "a"), "http:///a")
  end,
  ["a query is appended, what may not stand in a URL is encoded"] = function(t)
    t.equal(url.with_query("http://A.b", "x=1"), "http://a.b/?x=1")
    t.equal(url.with_query("http://a.b/c d?y=2", "x=1"), "http://a.b/c%20d?y=2&x=1")
    t.equal(url.with_query("http://a.b/%7Ex%2f\u{e9}", ""), "http://a.b/~x%2F%C3%A9")
    t.equal(
      url.with_query("http://a.b/100%/x%2f?a=%zz&b=%20", "x=%C3%A9"),
      "http://a.b/100%25/x%252F?a=%25zz&b=%2520&x=%C3%A9"
    )
    t.equal(url.with_query("http://a.b/x[1]?f[a]=1", ""), "http://a.b/x%5B1%5D?f%5Ba%5D=1")
    t.equal(url.with_query("http://a.b/x/./y/../z/..", ""), "http://a.b/x/")
    t.equal(url.with_query("http://Me:Pw@A.b/", ""), "http://Me:Pw@a.b/")
  end,
  ["a public URL has neither query nor user"] = function(t)
    t.equal(url.public("https://me:pw@a.b/c?token=x#y"), "https://a.b/c")
  end,
}
