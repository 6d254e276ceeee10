--- References, types and $parameters: what they make, what is shared, and what stays as it was.
local json = require("host.json")
local follow = require("project.lint.references").follow
local manifests = require("runtime.manifest")
local parent_replies = require("runtime.streams.parent_replies")
local yaml = require("host.yaml")

local function load(text)
  local value, doc = assert(yaml.decode(text, "m.yaml"))
  return manifests.load({ value = value, doc = doc, name = "m.yaml" }), value
end

local function root_of(text)
  return (load(text)).root
end

local function encoded(value)
  return json.encode(value, { sort_keys = true })
end

local STREAMS = [[
type: DeclarativeSource
definitions:
  requester: {type: HttpRequester, url_base: u}
  retriever: {type: SimpleRetriever, requester: "#/definitions/requester"}
  parent: {type: DeclarativeStream, name: p, retriever: "#/definitions/retriever"}
streams:
- "#/definitions/parent"
- type: DeclarativeStream
  name: other
  retriever: "#/definitions/retriever"
- type: DeclarativeStream
  name: child
  retriever:
    type: SimpleRetriever
    requester: "#/definitions/requester"
    partition_router:
    - type: SubstreamPartitionRouter
      parent_stream_configs:
      - type: ParentStreamConfig
        stream: "#/definitions/parent"
        parent_key: id
        partition_field: p
]]

local function use_cache(stream)
  return stream.retriever.requester.use_cache
end

return {
  ["what several references name is one table, the document's own where it holds no reference"] =
    function(t)
      local manifest, document = load("a: {x: {y: 1}}\nb: '#/a'\nc: ['#/a/x']\n"
        .. "d: {$ref: '#/a', z: 2}\n")
      local root = manifest.root
      t.equal(root.a, document.a)
      t.equal(root.b, document.a)
      t.equal(root.c[1], document.a.x)
      t.equal(root.d.x, document.a.x)
      t.equal(encoded(root.d), '{"x":{"y":1},"z":2}')
    end,
  ["the document stays as it was"] = function(t)
    local text = STREAMS
      .. "- {$ref: '#/streams/1', $parameters: {name: q, path: w, tags: {a: 1}}}\n"
    local _, document = load(text)
    t.equal(json.encode(document), json.encode((yaml.decode(text, "m.yaml"))))
  end,
  ["a reference to false is false, one to null is null"] = function(t)
    local root = root_of("n: {o: false, a/b: false, v: null}\nx: '#/n/o'\ny: '#/n/a/b'\n"
      .. "z: '#/n/v'\n")
    t.equal(root.x, false)
    t.equal(root.y, false)
    t.equal(root.z, json.null)
  end,
  ["siblings of $ref come before its target"] = function(t)
    local root = root_of("a: {x: 1, y: {z: 1}}\nb: {$ref: '#/a', y: {w: 2}, v: 3}\n")
    t.equal(encoded(root.b), '{"v":3,"x":1,"y":{"w":2}}')
    t.equal(root_of("a: text\nb: {$ref: '#/a', x: 1}\n").b, "text")
  end,
  ["the whole rest of a path is tried as one key, then segment by segment"] = function(t)
    local root = root_of("n: {p: 1}\nn/p: 2\nl: [{q: 3}]\na: '#/n/p'\nb: '#/l/0/q'\n")
    t.equal(root.a, 2)
    t.equal(root.b, 3)
  end,
  ["references to nothing and circles are told with their place"] = function(t)
    local err = t.raises(load, "a:\n  b: '#/nothing'\n")
    t.equal(err.message, "Undefined reference #/nothing from nothing")
    t.truthy(err.node and err.field == "b")
    t.equal(t.raises(load, "a: {b: '#/a'}\n").message, "Circular reference found: #/a")
  end,
  ["a copy knows the place it came from"] = function(t)
    local manifest = load("definitions:\n  r:\n    url_base: x\nb:\n  $ref: '#/definitions/r'\n")
    t.equal(manifest:place(manifest.root.b, "url_base"), "m.yaml:3:5")
  end,
  ["a node that several places name is one where the same parameters come to it"] = function(t)
    local text = [[
definitions: {r: {type: HttpRequester, authenticator: {type: BearerAuthenticator, api_token: t}}}
streams:
- {retriever: {requester: "#/definitions/r"}}
- {retriever: {requester: "#/definitions/r"}}
- {retriever: {requester: "#/definitions/r"}, $parameters: {path: a}}
- {retriever: {requester: "#/definitions/r"}, $parameters: {path: b}}
]]
    local manifest, document = load(text)
    local streams = manifest.root.streams
    local function requester(index)
      return streams[index].retriever.requester
    end
    t.equal(requester(1), document.definitions.r)
    t.equal(requester(2), document.definitions.r)
    t.equal(requester(3).path, "a")
    t.equal(requester(4).path, "b")
    t.equal(manifest:place(requester(4).authenticator, "api_token"), "m.yaml:1:83")
  end,
  ["lint compares no more names than it may"] = function(t)
    local root = json.decode('{"definitions":{"name":1,"other":2}}')
    local left = { names = 2 }
    local target, broken, mended = follow(root, "definitions/nmae", left)
    t.equal({ target, broken, table.concat(mended, "/") }, { 1, "nmae", "definitions/name" })
    t.equal({ follow(root, "definitions/ohter", left) }, { nil, "ohter" })
    t.equal({ follow(root, "definitions/nmae") }, { nil, "nmae" })
  end,
  ["replies of parents are kept, those of others that share the requester are not"] = function(t)
    local manifest, document = load(STREAMS)
    local before = json.encode(document)
    local nodes = manifest.root.streams
    local kept = parent_replies.keep(nodes, nodes, manifest.origins)
    t.equal(use_cache(kept[1]), true)
    t.equal(kept[2], nodes[2])
    t.equal(use_cache(kept[3]), nil)
    local parent = kept[3].retriever.partition_router[1].parent_stream_configs[1].stream
    t.equal(parent, kept[1])
    t.equal(manifest:place(parent.retriever.requester, "url_base"), "m.yaml:3:36")
    t.equal(json.encode(document), before)
  end,
}
