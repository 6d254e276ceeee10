--- The request for a page: what paginator, router and cursor say of it. Methods of a read
--- (runtime.retrieval.paginated_read).
local mappings = require("runtime.http.mappings")

local page_request = {}

local PLACES = { "params", "headers", "body_data", "body_json" }

local function merged(bags)
  local result = {}
  for _, place in ipairs(PLACES) do
    local list = { n = #bags }
    for index, bag in ipairs(bags) do
      list[index] = bag[place]
    end
    result[place] = mappings.combine(list, place == "body_json")
  end
  return result
end

--- The options of paginator, router and cursor as one bag; most have none.
local function options_of(self, slice, token, size)
  local retriever = self.retriever
  local own = retriever.paginator:request_options(token, size, self.bag)
  self.bag = token ~= nil and own or nil -- for the next page: the same names in the same order
  local bags = { next(own) and own }
  if token == nil or not retriever.ignores_slicer_on_pages then
    for _, source in ipairs({ retriever.router or false, retriever.cursor or false }) do
      local bag = source and source.request_options and source:request_options(slice, token)
      if bag and next(bag) then
        bags[#bags + 1] = bag
      end
    end
  end
  return #bags > 1 and merged(bags) or bags[1] or own
end

--- What the requester is asked for.
function page_request.context(self, slice, token)
  local retriever = self.retriever
  return {
    slice = slice,
    next_page_token = token,
    path = retriever.paginator:path(token),
    options = options_of(self, slice, token, self.size),
  }
end

-- A second request with another token shows whether more of them can be made in the short way: had
-- another option a value at the place of the token, they would have collided.
local function in_long_way(self, slice, token)
  local request = self.requester:prepare(self:context(slice, token))
  local before = self.long_token
  self.long_token = token
  if token ~= nil and before ~= nil and before ~= token and not self.in_chunks then
    local option = self.paginator:only_difference()
    self.series = option and self.requester:series(request, option, slice)
    self.series_size = self.size
  end
  return request
end

local function in_short_way(self, slice, token)
  local series = self.series
  if series and series.slice == slice and self.series_size == self.size then
    return series:request(token)
  end
  return nil
end

--- The request for a page.
function page_request.new(self, slice, token)
  local request = in_short_way(self, slice, token) or in_long_way(self, slice, token)
  request.reader = self.reader
  return request
end

return page_request
