--- Writing the records of a page as they came, without values of them, or with values of a few
--- members only (runtime.records.parts).
local json = require("host.json")

local lane = {}

local function write_all(out, batch)
  local count = #batch.places
  out.messages:count(out.stream.name, count)
  batch.places:write_all(out.head, out.tail)
  batch:handed_out(count, count)
end

--- Records and cursor alternate, as they do elsewhere: when a cursor raises, what came before it
--- is written.
local function write_and_observe(out, batch)
  local places, cursor = batch.places, out.stream.cursor
  for index = 1, #places do
    out.messages:count(out.stream.name, 1)
    places:write(index, out.head, out.tail)
    batch:handed_out(index)
    cursor:observe(places:decode(index), out.slice)
  end
end

local function write_changed(out, batch, index, record)
  if not out.started then
    out.started = true
    out.before_first()
  end
  out.messages:count(out.stream.name, 1)
  batch.places:write_part(index, out.head, out.tail, record)
  batch:handed_out(index)
  if out.stream.cursor then
    out.stream.cursor:observe(record, out.slice)
  end
end

--- The filter sees an object with the members that it reads, the same one for all records; only
--- those that pass get one of their own.
local function write_filtered(out, batch)
  local places, keep, change = batch.places, batch.process.keep, batch.process.change
  local early, read = batch.parts.early, batch.parts.read
  local looked_at = json.new_object()
  for index = 1, #places do
    if keep(places:decode(index, 1, early, looked_at)) then
      local record = change(places:decode(index, 1, read))
      write_changed(out, batch, index, record)
    end
  end
end

local function write_processed(out, batch)
  local places, process, read = batch.places, batch.process.whole, batch.parts.read
  if batch.process.keep then
    return write_filtered(out, batch)
  end
  for index = 1, #places do
    local record = process(places:decode(index, 1, read))
    if record ~= nil then
      write_changed(out, batch, index, record)
    end
  end
end

--- Whether the records of a batch can go this way.
function lane.fits(messages, stream, batch)
  return batch.places
    and (batch.parts or not batch.process)
    and messages.is_direct
    and not stream.file_reference
end

--- Writes all records of a batch that fits.
--- @param before_first function called before the first record is written
--- @return integer count
function lane.write(messages, stream, slice, batch, before_first)
  if batch.ask_ahead then
    batch.ask_ahead()
  end
  local out = {
    messages = messages,
    stream = stream,
    slice = slice,
    before_first = before_first,
    head = messages.record_head(stream.name),
    tail = messages.record_tail(),
  }
  if batch.process then
    write_processed(out, batch)
  elseif #batch.places > 0 then
    before_first()
    local write = stream.cursor and write_and_observe or write_all
    write(out, batch)
  end
  return batch.emitted
end

return lane
