--- The next page is asked for while this one is written, where that changes nothing else.
local asking_ahead = require("runtime.retrieval.asking_ahead")
local paginated_read = require("runtime.retrieval.paginated_read")

--- A retriever of three pages whose parts write down what is done to them.
local function retriever_of(log, fields)
  local requester = {}
  local function reply(context)
    return { status = 200, page = context.next_page_token or 1 }
  end
  function requester.prepare(_, context)
    return { context = context }
  end
  function requester.series() end
  function requester.may_begin()
    return true
  end
  function requester.begin(_, request)
    log[#log + 1] = "begin " .. request.context.next_page_token
    request.transfer = { cancel = function()
      log[#log + 1] = "cancel"
    end }
  end
  function requester.finish(_, request)
    assert(request.reader == "reader", "a request does not say what will open its reply")
    local how = request.transfer and "finish " or "send "
    log[#log + 1] = how .. (request.context.next_page_token or 1)
    return reply(request.context)
  end
  local places = { close = function() end }
  return {
    name = "s",
    run = {},
    requester = requester,
    selector = {
      reader = function()
        return "reader"
      end,
      select = function(_, found)
        return { places = places, process = fields.process, extracted = 1, page = found.page }
      end,
    },
    paginator = {
      ahead = fields.ahead,
      initial_token = function() end,
      path = function() end,
      only_difference = function() end,
      request_options = function()
        return {}
      end,
      next_token = function(_, page)
        if fields.fails then
          error("no token", 0)
        end
        return page.batch.page < 3 and page.batch.page + 1 or nil
      end,
    },
  }
end

local function pages_of(log, fields)
  paginated_read.pages(retriever_of(log, fields), { extra = {} }, function(batch)
    if batch.reader then
      asking_ahead.ask(batch.reader, batch.reply, batch)
    end
    log[#log + 1] = "write " .. batch.page
    if fields.breaks then
      error("broken", 0)
    end
  end)
end

local AFTER = { "send 1", "write 1", "send 2", "write 2", "send 3", "write 3" }
local AHEAD = {
  "send 1", "begin 2", "write 1", "finish 2", "begin 3", "write 2", "finish 3", "write 3",
}

return {
  ["the request goes out before the records"] = function(t)
    local log = {}
    pages_of(log, { ahead = true })
    t.equal(log, AHEAD)
  end,
  ["records that may be dropped or fail come first"] = function(t)
    local log = {}
    pages_of(log, { ahead = true, process = {} })
    t.equal(log, AFTER)
  end,
  ["other strategies decide after the page"] = function(t)
    local log = {}
    pages_of(log, {})
    t.equal(log, AFTER)
  end,
  ["what fails on the way to the next page is told after this one"] = function(t)
    local log = {}
    t.equal(t.raises(pages_of, log, { ahead = true, fails = true }), "no token")
    t.equal(log, { "send 1", "write 1" })
  end,
  ["a request that nobody will read is given up"] = function(t)
    local log = {}
    t.equal(t.raises(pages_of, log, { ahead = true, breaks = true }), "broken")
    t.equal(log, { "send 1", "begin 2", "write 1", "cancel" })
  end,
  ["what came before a chunk that is ignored is handed out"] = function(t)
    local log = {}
    local retriever = retriever_of(log, { ahead = true })
    paginated_read.pages(retriever, { extra = {} }, function(batch)
      log[#log + 1] = "write " .. batch.page
    end, function(read)
      local _, batch = read({ extra = {} })
      return nil, batch
    end)
    t.equal(log, { "send 1", "write 1" })
  end,
  ["pages with limits of their own are read one by one"] = function(t)
    local retriever = retriever_of({}, { ahead = true })
    t.truthy(asking_ahead.suits({ prepares = true, retriever = retriever }))
    t.equal(asking_ahead.suits({ prepares = true, retriever = retriever, tracker = {} }), false)
    t.equal(asking_ahead.suits({ prepares = true, retriever = retriever, reducer = {} }), false)
    t.equal(asking_ahead.suits({
      prepares = true, retriever = retriever, in_chunks = function() end,
    }), false)
    retriever.cursor = { is_data_feed = true }
    t.equal(asking_ahead.suits({ prepares = true, retriever = retriever }), false)
    retriever.cursor = { may_refuse = true }
    t.equal(asking_ahead.suits({ prepares = true, retriever = retriever }), false)
    retriever.cursor, retriever.run.max_pages = nil, 1
    t.equal(asking_ahead.suits({ prepares = true, retriever = retriever }), false)
  end,
}
