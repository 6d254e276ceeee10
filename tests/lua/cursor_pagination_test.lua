--- What CursorPagination makes of a reply.
local build = require("runtime.manifest.build")
local json = require("host.json")

local function strategy_of(cursor, stop)
  local node = json.new_object({
    { "type", "CursorPagination" },
    { "cursor_value", cursor },
    { "stop_condition", stop },
  })
  return build.new({ config = json.new_object(), run = {} }):component(node)
end

local REPLY = {
  headers = { { "X-Next", "t" }, { "Link", '<http://a/2>; rel="next"' } },
}

local function token_of(cursor, stop)
  return strategy_of(cursor, stop):next({ reply = REPLY, emitted = 1 })
end

return {
  ["links are read alone where nothing else of the headers is"] = function(t)
    t.equal(token_of("{{ headers['link']['next']['url'] }}"), "http://a/2")
    t.equal(token_of("{{ headers.link.next.url }}"), "http://a/2")
    t.equal(token_of("{{ headers.link }}", "{{ 'next' in headers.link }}"), nil)
    t.equal(token_of("{{ headers.get('link', {}).get('next', {}).get('url') }}"), "http://a/2")
  end,
  ["headers are there where they are read, alone or beside links"] = function(t)
    t.equal(token_of("{{ headers['X-Next'] }}"), "t")
    t.equal(token_of("{{ headers['link'] }}", "{{ headers['X-Next'] == 't' }}"), nil)
    t.equal(token_of("{{ headers[config.get('name', 'X-Next')] }}"), "t")
    t.equal(token_of("{{ headers | length }}"), 3)
  end,
}
