--- The records of one page, handed out one by one.
---
---   batch:next()      the next record after filter and transformations, nil at the end
---   batch.list        the records themselves where nothing looks into them, else nil
---   batch.places      the records as places in the body (host.records), where most of their bytes
---                     go out as they came, else nil; see runtime.records.lane
---   batch:pages()     an iterator of the batches that it is made of, where it comes in pages, else
---                     nil
---   batch.parents     of a batch that comes in pages: the places of what its records are made of
---   batch.extracted   the number of records before the filter
---   batch.reader, batch.reply   of a batch whose next page may be asked for
---                     (runtime.retrieval.asking_ahead): for a consumer that is about to write all
---                     records and will go on
---   batch.emitted, batch:last_record()   after the end: how many came out, and the last of them
local batch = {}

local function last_of(self)
  return self.last
end

--- Frees the body that a batch was made of, where it was not made a value.
function batch.release(self)
  local places = self.places or self.parents
  if places then
    places:close()
  end
end

local direct = { last_record = last_of }
direct.__index = direct

function direct:next()
  local index = self.emitted + 1
  local record = self.list[index]
  if record ~= nil then
    self.emitted, self.last = index, record
  end
  return record
end

--- Marks all records as handed out: for a consumer that wrote batch.list itself.
function direct:drain()
  self.emitted = #self.list
  self.last = self.list[self.emitted]
end

--- @param list table records that go out as they are
function batch.of_list(list, extracted)
  return setmetatable({ list = list, extracted = extracted or #list, emitted = 0 }, direct)
end

local placed = {}
placed.__index = placed

local function value_at(self, index)
  local record = self.places:value(index)
  if self.process then
    return self.process.whole(record)
  end
  return record
end

--- It becomes a value when somebody asks for it.
function placed:last_record()
  if self.last == nil and self.last_index then
    return value_at(self, self.last_index)
  end
  return self.last
end

function placed:next()
  while self.index < self.extracted do
    self.index = self.index + 1
    local record = value_at(self, self.index)
    if record ~= nil then
      self:handed_out(self.index)
      self.last = record -- not to be made anew: what is done to it may be seen from outside
      return record
    end
  end
  return nil
end

--- The last record of all, where nothing is done to them.
function placed:final()
  return self.extracted > 0 and self.places:value(self.extracted) or nil
end

--- Notes that a record was handed out: for a consumer that writes batch.places itself.
--- @param count integer|nil that it was the last of so many
function placed:handed_out(index, count)
  self.emitted = self.emitted + (count or 1)
  self.last_index = index
end

--- @param places host.records.Page
--- @param process table|nil nil: records go out as they came
---   whole: record -> record, or nil when it is dropped
---   keep and change: the same in two steps; keep is nil unless the filter comes first
---   shape: of records that `whole` gives as they are (host.records), else nil
--- @param parts table|nil the members that process needs (runtime.records.parts); the places were
---   opened for them
function batch.of_places(places, process, parts)
  return setmetatable({
    places = places,
    process = process,
    parts = parts,
    extracted = #places,
    index = 0,
    emitted = 0,
  }, placed)
end

local paged = { last_record = last_of }
paged.__index = paged

--- The next part, the one before it being done with.
local function advance(self)
  local part = self.part
  if part then
    self.extracted = self.extracted + part.extracted
    self.emitted = self.emitted + part.emitted
    self.last = part:last_record() or self.last
    batch.release(part)
  end
  self.part = self.next_part()
  return self.part
end

function paged:pages()
  return function()
    return advance(self)
  end
end

function paged:next()
  repeat
    local record = self.part and self.part:next()
    if record ~= nil then
      return record
    end
  until not advance(self)
  return nil
end

--- @param next_part function -> batch, or nil after the last; the counts are right at the end
function batch.of_pages(next_part)
  return setmetatable({ next_part = next_part, extracted = 0, emitted = 0 }, paged)
end

local filtered = { last_record = last_of }
filtered.__index = filtered

function filtered:next()
  local source = self.source
  while self.index < #source do
    self.index = self.index + 1
    local record = self.process(source[self.index])
    if record ~= nil then
      self.emitted, self.last = self.emitted + 1, record
      return record
    end
  end
  return nil
end

--- @param source table the extracted records
--- @param process function record -> record, or nil when it is dropped
function batch.filtered(source, extracted, process)
  return setmetatable({
    source = source,
    process = process,
    extracted = extracted,
    index = 0,
    emitted = 0,
  }, filtered)
end

--- An iterator of the records of batches that come one by one.
--- @param batches function -> batch, or nil after the last
function batch.records(batches)
  local current
  return function()
    while true do
      local record = current and current:next()
      if record ~= nil then
        return record
      end
      current = batches()
      if current == nil then
        return nil
      end
    end
  end
end

return batch
