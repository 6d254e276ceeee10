--- Asking for the next page while this one is written.
---
--- The address of the next page is mostly known once the records of this one are counted. What goes
--- wrong on the way to it is told when its turn comes, after the records of this page.
local asking_ahead = {}

local function find(self, reply, batch)
  local token = self:next_token(reply, batch, true)
  return token, token ~= nil and self.retriever.requester:begin(self:context(self.slice, token))
end

--- Sends the request for the page after this one, where there is one.
--- @param self table the read (paginated_read); gets `ahead`
function asking_ahead.ask(self, reply, batch)
  local found, token, begun = pcall(find, self, reply, batch)
  self.ahead = { found = found, token = token, begun = begun or nil }
end

--- The token of the next page when it was asked for. Raises what went wrong then.
--- @return any|nil token, table|nil begun: the request on its way
function asking_ahead.take(self)
  local ahead = self.ahead
  self.ahead = nil
  if not ahead.found then
    error(ahead.token, 0)
  end
  return ahead.token, ahead.begun
end

local guard = {}

function guard.__close(closed)
  local begun = closed.read.ahead and closed.read.ahead.begun
  if begun and begun.transfer then
    begun.transfer:cancel()
  end
end

--- To be closed when the read ends: gives up a request whose reply nobody will read.
function asking_ahead.guard(self)
  return setmetatable({ read = self }, guard)
end

--- Whether pages of this read may be asked for ahead, as far as the manifest tells. What reads
--- smaller pages, counts records on their way out or has a limit decides after each page.
function asking_ahead.suits(self)
  local retriever = self.retriever
  local cursor = retriever.cursor
  return retriever.paginator.ahead
    and retriever.requester.begin ~= nil
    and not (self.reducer or self.tracker or self.in_chunks)
    and not retriever.run.max_pages
    and not (cursor and cursor.is_data_feed)
end

--- Whether the next page of a batch is known before its records are written. What is done to
--- records may drop them, and may fail, and then no further page is asked for.
function asking_ahead.knows_enough(batch)
  return batch.places and not batch.process
end

return asking_ahead
