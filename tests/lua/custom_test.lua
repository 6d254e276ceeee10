--- Components of components.lua: what they may do, and what they may not.
local build_context = require("runtime.manifest.build")
local json = require("host.json")

local messages = { lines = {} }

function messages.log(_, level, text)
  messages.lines[#messages.lines + 1] = level .. " " .. text
end

function messages.add_secret() end

--- fn(context) with a components.lua of this text.
local function with(text, fn)
  fn(build_context.new({
    config = assert(json.decode('{"key":"k"}')),
    run = {
      messages = messages, tokens = {}, components = { path = "components.lua", text = text },
    },
  }))
end

local function node_of(kind, more)
  return assert(json.decode(('{"type":"%s","class_name":"source_x.components.Own"%s}'):format(
    kind,
    more or ""
  )))
end

--- The object of an entry whose `build` has this body.
local function built(kind, body, fn, more)
  local text = "return { Own = { build = function(node, build) " .. body .. " end } }"
  with(text, function(context)
    fn(context:component(node_of(kind, more)), context)
  end)
end

local function text_of(value)
  return json.encode(value)
end

--- What a piece of Lua raises when components.lua runs it.
local function raised(code)
  local problem
  with(code, function(context)
    local ok, err = pcall(context.component, context, node_of("CustomTransformation"))
    problem = not ok and tostring(err) or nil
  end)
  return problem
end

return {
  ["an entry extends a built-in, and its own method is the one that counts"] = function(t)
    built("CustomRecordExtractor", [[
      local base = require("runtime.components.DpathExtractor").build(node, build)
      local own = setmetatable({}, { __index = base })
      function own:extract(reply, decoder, vars)
        return { { n = #base:extract(reply, decoder, vars) } }
      end
      return own]], function(extractor, context)
      local decoder = context:component(json.decode('{"type":"JsonDecoder"}'))
      local records = extractor:extract({ body = '{"l":[1,2]}', headers = {} }, decoder, {})
      t.equal(text_of(records[1]), '{"n":2}')
      t.equal(extractor.places, nil)
    end, ',"field_path":["l"]')
  end,

  ["an authenticator gives plain tables"] = function(t)
    built("CustomAuthenticator", [[
      local key = build:static_text(node, "key")
      return { request_options = function() return { headers = { ["X-Key"] = key } } end }
      ]], function(authenticator)
      t.equal(text_of(authenticator:request_options().headers), '{"X-Key":"k"}')
    end, [[,"key":"{{ config['key'] }}"]])
  end,

  ["a router gives a list or an iterator"] = function(t)
    local list = "return { { partition = { id = 1 } }, { partition = { id = 2 } } }"
    local iterator = "local i = 0 return function() i = i + 1 "
      .. "return i < 3 and { partition = { id = i } } or nil end"
    for _, body in ipairs({ list, iterator }) do
      built("CustomPartitionRouter", "return { slices = function() " .. body .. " end }",
        function(router)
          local slices, seen = router:slices(), {}
          for slice in slices do
            seen[#seen + 1] = text_of(require("runtime.streams.slice").view(slice))
          end
          t.equal(seen, { '{"id":1}', '{"id":2}' })
          t.equal(router.is_grouping, nil)
        end)
    end
  end,

  ["a state is migrated"] = function(t)
    built("CustomStateMigration", [[
      return { should_migrate = function(_, state) return state.old ~= nil end,
        migrate = function(_, state) return { new = state.old } end }]], function(migration)
      t.truthy(migration:should_migrate(json.decode('{"old":3}')))
      t.equal(text_of(migration:migrate(json.decode('{"old":3}'))), '{"new":3}')
    end)
  end,

  ["what an entry declares is filled in"] = function(t)
    with([[return { Own = {
        fields = { { name = "n", default = 7 }, { name = "must", required = true } },
        build = function(node) return { n = node.n } end } }]], function(context)
      local object = context:component(node_of("CustomTransformation", ',"must":1'))
      t.equal(object.n, 7)
      t.raises(function()
        context:component(node_of("CustomTransformation"))
      end, "the field 'must' is missing")
    end)
  end,

  ["other components are made from plain tables"] = function(t)
    built("CustomTransformation", [[
      return build:component({ type = "AddFields", fields = { { path = { "a" },
        value = "{{ config['key'] }}" } } })]], function(transformation)
      local record = json.new_object()
      transformation:transform(record, {})
      t.equal(text_of(record), '{"a":"k"}')
    end)
  end,

  ["files, processes and the network are out of reach"] = function(t)
    for _, name in ipairs({ "host.fs", "host.process", "host.http", "host.sqlite", "runtime.run",
      "runtime.custom", "io" }) do
      t.match(raised(('require("%s")'):format(name)), "is not open to components.lua")
    end
    for _, name in ipairs({ "io", "os", "debug", "load", "package", "coroutine" }) do
      t.match(raised("local x = " .. name), "undeclared variable")
    end
  end,

  ["revos itself cannot be changed from there"] = function(t)
    t.match(raised('setmetatable(require("host.json").new_object(), {})'), "belongs to revos")
    t.match(raised("setmetatable({}, { __gc = 1 })"), "__gc")
    t.equal(raised('require("host.json").encode = nil assert(getmetatable("") == nil) '
      .. "return { Own = function() return {} end }"), nil)
    t.truthy(json.encode)
    t.match(raised("return { Own = function(_, build) build.config = 1 end }"), "cannot be changed")
    t.equal(raised("return { Own = function(_, build) assert(not build.run) return {} end }"), nil)
  end,

  ["what the file writes into its node changes no other that is named there"] = function(t)
    local text = "return { Own = { fields = { { name = 'limit', default = 5 } }, "
      .. "build = function(node) assert(node.limit == 5) node.a.b, node.c = 2, 3 return {} end } }"
    with(text, function(context)
      local node = node_of("CustomTransformation", ',"a":{"b":1}')
      local before = json.encode(node)
      context:component(node)
      t.equal(json.encode(node), before)
    end)
  end,

  ["an endless loop is stopped, also one that catches its errors"] = function(t)
    t.match(raised("while true do end"), "runs for too long")
    t.match(raised("while true do pcall(function() while true do end end) end"), "too long")
  end,

  ["memory is bounded"] = function(t)
    t.match(raised('local s = "x" while true do s = s .. s end'), "too much memory")
    t.match(raised('("x"):rep(1 << 40)'), "too long")
  end,

  ["errors name the file and the line"] = function(t)
    t.match(raised("\nerror('no')"), "components.lua:2: no")
    t.match(raised("return {"), "components.lua:1: ")
    t.match(raised("return 1"), "returns no table")
    t.match(raised("return { Own = {} }"), "has no function `build`")
    t.match(raised("return { Own = function() end }"), "returns no object")
  end,
}
