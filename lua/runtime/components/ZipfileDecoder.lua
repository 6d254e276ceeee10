local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local parsers = later("runtime.decoders.parsers")
local raw = later("runtime.decoders.raw")

local decoder = {
  class = "airbyte_cdk.sources.declarative.decoders.zipfile_decoder.ZipfileDecoder",
}
decoder.__index = decoder

local function members_of(reply)
  local members = require("host.archive").zip_members(reply.bytes or reply.body, { as_body = true })
  if not members then
    failure.raise({
      message = "Received an invalid zip file in response.",
      internal = "Received an invalid zip file in response to URL: " .. tostring(reply.url) .. ".",
    })
  end
  return members
end

-- What a function makes of a member; anything that goes wrong is told with the member's name.
local function attempt(member, reply, fn, ...)
  local ok, result = pcall(fn, ...)
  if not ok then
    local message = ("Failed to parse file: %s from zip file"):format(member.name)
    failure.raise({
      message = message .. ".",
      internal = ("%s: %s."):format(message, tostring(reply.url)),
    })
  end
  return result
end

--- The bodies page by page (runtime.decoders.parsers).
function decoder:pages(reply)
  local members, index, of_member = members_of(reply), 0, nil
  return function()
    local page = of_member and attempt(members[index], reply, of_member)
    while not page do
      index = index + 1
      local member = members[index]
      if not member then
        return nil
      end
      of_member = attempt(member, reply, self.parse, member.data)
      page = attempt(member, reply, of_member)
    end
    return page
  end
end

function decoder:decode(reply)
  return parsers.bodies(self:pages(reply))
end

-- A document counts as it is read: places in it would come before what is wrong with it.
local function checked(parse)
  return function(bytes)
    local pages = parse(bytes)
    return function()
      local page = pages()
      return page and json.encode(json.new_array(parsers.document(page)))
    end
  end
end

local function is_document(node)
  if node.type == "GzipDecoder" then
    return is_document(node.decoder)
  end
  return node.type == "JsonDecoder"
end

return {
  type = "ZipfileDecoder",
  kind = "decoder",
  summary = "Reads every member of a zip archive with another decoder.",
  fields = {
    {
      name = "decoder",
      type = "@CsvDecoder | @GzipDecoder | @JsonDecoder | @JsonItemsDecoder | @JsonlDecoder",
      required = true,
      doc = "How each member is read.",
    },
  },
  build = function(node, build)
    local parse = parsers.of(node.decoder, raw.logger(build))
    parse = is_document(node.decoder) and checked(parse) or parse
    return setmetatable({ parse = parse }, decoder)
  end,
}
