local json = require("host.json")
local response = require("runtime.http.response")

local function links(text)
  return json.encode(response.links({ headers = { { name = "Link", value = text } } }))
end

return {
  ["links go by their relation, or by their address"] = function(t)
    local cases = {
      { '<http://h/x?page=2>; rel="next"', '{"next":{"url":"http://h/x?page=2","rel":"next"}}' },
      { "<a>; rel='prev', <b>", '{"prev":{"url":"a","rel":"prev"},"b":{"url":"b"}}' },
      { '<a,b>;rel = "next"', '{"next":{"url":"a,b","rel":"next"}}' },
      { '<a>; rel=""', '{"a":{"url":"a","rel":""}}' },
      { "", "{}" },
    }
    for _, case in ipairs(cases) do
      t.equal(links(case[1]), case[2], case[1])
    end
  end,
  ["a parameter that is not one name and one value ends a link"] = function(t)
    t.equal(links('<a>; rel="next"; last'), '{"next":{"url":"a","rel":"next"}}')
    t.equal(links('<a>; title="x=y"; rel="next"'), '{"a":{"url":"a"}}')
    t.equal(links('<a;b>; rel="next"'), '{"a":{"url":"a"}}')
  end,
}
