--- The records of one page, handed out one by one.
---
---   batch:next()      the next record after filter and transformations, nil at the end
---   batch.list        the records themselves where nothing looks into them, else nil
---   batch.places      the records as places in the body (host.records), where they go out as they
---                     came, else nil; for a consumer that writes them itself, and then calls drain
---   batch.extracted   the number of records before the filter
---   batch.emitted, batch.last   after the end: how many came out, and the last of them
local batch = {}

local direct = {}
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

--- The last record becomes a value when somebody asks for it.
function placed.__index(self, key)
  if key == "last" and self.emitted > 0 then
    return self.places:value(self.emitted)
  end
  return placed[key]
end

function placed:next()
  if self.emitted < self.extracted then
    self.emitted = self.emitted + 1
    return self.places:value(self.emitted)
  end
  return nil
end

function placed:drain()
  self.emitted = self.extracted
end

--- @param places host.records.Page records that go out as they came
function batch.of_places(places)
  return setmetatable({ places = places, extracted = #places, emitted = 0 }, placed)
end

local filtered = {}
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

return batch
