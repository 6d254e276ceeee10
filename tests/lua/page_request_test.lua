--- When the requests of a slice are made in the short way.
local page_request = require("runtime.retrieval.page_request")

-- A read that writes down how its requests were made.
local function read_of(fields)
  local read = { log = {}, retriever = {} }
  local paginator = {
    request_options = function()
      return {}
    end,
    path = function() end,
    only_difference = function()
      return fields.option
    end,
  }
  read.retriever.paginator, read.paginator = paginator, paginator
  read.context = page_request.context
  read.requester = {
    prepare = function(_, context)
      read.log[#read.log + 1] = "long " .. tostring(context.next_page_token)
      return {}
    end,
    series = function(_, _, _, slice)
      return {
        slice = slice,
        request = function(_, token)
          read.log[#read.log + 1] = "short " .. tostring(token)
          return token ~= "odd" and {} or nil
        end,
      }
    end,
  }
  return read
end

local function log_of(tokens, fields, between)
  local read, slice = read_of(fields or { option = {} }), {}
  for index = 1, tokens.n or #tokens do
    page_request.new(read, slice, tokens[index])
    if between then
      slice = between(read, index, slice) or slice
    end
  end
  return table.concat(read.log, ", ")
end

return {
  ["two requests with different tokens come before the short way"] = function(t)
    t.equal(log_of({ nil, 1, 2, 3, n = 4 }), "long nil, long 1, long 2, short 3")
    t.equal(log_of({ 1, 1, 1, 2, 3 }), "long 1, long 1, long 1, long 2, short 3")
    t.equal(log_of({ 1, 2, 3 }, {}), "long 1, long 2, long 3")
  end,
  ["a token that needs the long way starts another series"] = function(t)
    t.equal(log_of({ 1, 2, "odd", 4 }), "long 1, long 2, short odd, long odd, short 4")
  end,
  ["a page size and a slice have a series of their own"] = function(t)
    t.equal(log_of({ 1, 2, 3, 4 }, nil, function(read, index)
      read.size = index == 2 and 10 or read.size
    end), "long 1, long 2, long 3, short 4")
    t.equal(log_of({ 1, 2, 3, 4, 5 }, nil, function(read, index)
      if index == 2 then
        read.long_token = nil
        return {}
      end
    end), "long 1, long 2, long 3, long 4, short 5")
  end,
}
