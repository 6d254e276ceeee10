--- Asking for the next page while this one is written.
---
--- The address of the next page is mostly known once the records of this one are counted. What goes
--- wrong on the way to it is told when its turn comes, after the records of this page.
local asking_ahead = {}

local function find(self, reply, batch)
  local token = self:next_token(reply, batch, true)
  if token == nil then
    return nil
  end
  local request = self:request(self.slice, token)
  self.requester:begin(request)
  return token, request
end

--- Sends the request for the page after this one, where there is one.
--- @param self table the read (paginated_read); gets `asked`: "well", or "in vain" when something
---   went wrong, with `next` (the token, or what it was) and `begun` (the request on its way)
function asking_ahead.ask(self, reply, batch)
  local found
  found, self.next, self.begun = pcall(find, self, reply, batch)
  self.asked = found and "well" or "in vain"
end

--- The token of the next page when it was asked for. Raises what went wrong then.
function asking_ahead.take(self)
  local asked, token = self.asked, self.next
  self.asked, self.next = nil, nil
  if asked == "in vain" then
    error(token, 0)
  end
  return token
end

local guard = {}

function guard.__close(closed)
  local begun = closed.read.begun
  if begun and begun.transfer then
    begun.transfer:cancel()
  end
end

--- To be closed when the read ends: gives up a request whose reply nobody will read.
function asking_ahead.guard(self)
  return setmetatable({ read = self }, guard)
end

-- A record may be the last that is read: it ends a data feed, or its value is a mistake.
local function may_stop(cursor)
  return cursor.is_data_feed or cursor.may_refuse
end

--- Whether pages of this read may be asked for ahead, as far as the manifest tells. What reads
--- smaller pages, counts records on their way out or has a limit decides after each page.
function asking_ahead.suits(self)
  local retriever = self.retriever
  local cursor = retriever.cursor
  return retriever.paginator.ahead ~= nil
    and self.prepares
    and retriever.requester:may_begin()
    and not (self.reducer or self.tracker or self.in_chunks)
    and not retriever.run.max_pages
    and not (cursor and may_stop(cursor))
end

return asking_ahead
