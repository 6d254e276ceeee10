--- Where the next page is asked for in a request: what a DefaultPaginator does.
local failure = require("runtime.failure")
local later = require("util.later")
local parameters = later("runtime.manifest.parameters")
local values = require("runtime.interpolation.values")

local paginator = {}
paginator.__index = paginator

--- The token of the first request, nil for none.
function paginator:initial_token()
  return self.strategy:initial()
end

--- Strategies say by `ahead` that they know the next page before the records of this one are
--- written, as long as all of them go out as they came.
---
--- @param page table what was read: reply, count, emitted, last_record, token, slice, decoder,
---   size_override
--- @return any|nil token of the next page, nil at the end
function paginator:next_token(page)
  page.decoder = self.decoder
  local token = self.strategy:next(page)
  if parameters.is_falsy(token) then
    return nil
  end
  return token
end

function paginator:page_size()
  return self.strategy:page_size()
end

--- @param size integer|nil a reduced page size
--- @param bag table|nil of the page before, which had a token too: its values are replaced
--- @return table bag of request options
function paginator:request_options(token, size, bag)
  bag = bag or {}
  local option = self.token_option
  if option and token ~= nil and not option.is_path then
    option:inject(bag, token)
  end
  if self.size_option then
    size = size or self.strategy:page_size()
    if size and size ~= 0 then
      self.size_option:inject(bag, size)
    end
  end
  return bag
end

--- The option whose token alone tells requests with one apart; nil when there is more to it.
function paginator:only_difference()
  local option = self.token_option
  return option and option.is_steady and self.strategy:is_steady() and option or nil
end

--- The path that the token stands for, nil when it is no path. The first offset, 0, is none.
function paginator:path(token)
  if token ~= nil and token ~= 0 and self.token_option and self.token_option.is_path then
    return values.str(token)
  end
end

-- Both options at one place would overwrite each other: found with two different values.
local function check_options(self)
  if self.size_option and self.token_option and not self.token_option.is_path then
    local mappings = require("runtime.http.mappings")
    local size, token = {}, {}
    self.size_option:inject(size, "dummy_value_0")
    self.token_option:inject(token, "dummy_value_1")
    for _, place in ipairs({ "params", "headers", "body_data", "body_json" }) do
      mappings.combine({ size[place], token[place], n = 2 }, place == "body_json")
    end
  end
end

local UNSUPPORTED = "Specified decoder of <class '%s'> is not supported for pagination.Please set "
  .. "as `JsonDecoder`, `XmlDecoder`, or a `CompositeRawDecoder` with an inner_parser of "
  .. "`JsonParser` or `GzipParser` instead.If using `GzipParser`, please ensure that the lowest "
  .. "level inner_parser is a `JsonParser`."

local function check_decoder(decoder)
  if not decoder.paginates then
    failure.value_error(UNSUPPORTED:format(decoder.class or "a decoder of its own"))
  end
end

--- @param node table a DefaultPaginator of the manifest
--- @param build table of runtime.manifest.build
function paginator.new(node, build)
  local self = setmetatable({
    strategy = build:component(build:value(node, "pagination_strategy")),
    size_option = build:component(build:value(node, "page_size_option")),
    token_option = build:component(build:value(node, "page_token_option")),
    decoder = build.decoder or build:component({ type = "JsonDecoder" }),
  }, paginator)
  self.ahead = self.strategy.ahead
  check_decoder(self.decoder)
  if self.size_option and (self.strategy:page_size() or 0) == 0 then
    failure.value_error(
      "page_size_option cannot be set if the pagination strategy does not have a page_size"
    )
  end
  check_options(self)
  return self
end

return paginator
