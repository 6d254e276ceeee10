--- What is read from the headers of a reply.
local json = require("host.json")
local response = require("runtime.http.response")

local function reply_of(...)
  return { headers = { ... } }
end

local LINKS = {
  { '<http://a/2>; rel="next", <http://a/9>; rel="last"', "next", "http://a/2" },
  { '<http://a/2>; rel="prev", <http://a/9>; rel="next"', "next", "http://a/9" },
  { "<http://a/2?q=1,2>;rel=next;title='a b'", "next", "http://a/2?q=1,2" },
  { '<http://a/2>; rel="next" ; results="true"', "next", "http://a/2" },
  { "<http://a/2>", "http://a/2", "http://a/2" },
  { '<a<b>; rel="next"', "next", "a<b" },
  { "<http://a/2;3>;rel=next", "http://a/2", "http://a/2" },
  { "<http://a/2", "http://a/2", "http://a/2" },
}

return {
  ["a header is found in any case, repeated ones are joined"] = function(t)
    local as_text = { header = "A-B: c\nX:  \na-b:\td \nA-Bc: no\nA-B\n" }
    local as_list = reply_of({ "A-B", "c" }, { "X", "" }, { "a-b", "d" }, { "A-Bc", "no" })
    for _, reply in ipairs({ as_text, as_list }) do
      t.equal(response.header(reply, "A-b"), "c, d")
      t.equal(response.header(reply, "x"), "")
      t.equal(response.header(reply, "A"), nil)
    end
    t.equal(response.header({ header = "" }, "A"), nil)
  end,
  ["links are those of the Link header by their rel"] = function(t)
    for _, case in ipairs(LINKS) do
      t.equal(response.links(reply_of({ "link", case[1] }))[case[2]].url, case[3], case[1])
    end
    local link = response.links(reply_of({ "Link", LINKS[3][1] })).next
    t.equal(link.title, "a b")
    t.equal(response.links(reply_of({ "Link", LINKS[4][1] })).next.results, "true")
    t.equal(json.size(response.links(reply_of())), 0)
  end,
}
