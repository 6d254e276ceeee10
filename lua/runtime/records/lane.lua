--- Writing the records of a page as they came, without values of them, or with values of a few
--- members only (runtime.records.parts).

local lane = {}

--- Messages and batch are told what was written, whatever ends the writing.
local output = {
  __close = function(out)
    if out.count > 0 then
      out.messages:count(out.stream.name, out.count)
      out.batch:handed_out(out.last, out.count)
    end
  end,
}

local function write_all(out, places)
  places:write_all(out.head, out.tail)
  out.count, out.last = #places, #places
end

--- Records and cursor alternate, as they do elsewhere: when a cursor raises, what came before it
--- is written.
local function write_and_observe(out, places)
  local cursor, slice, head, tail = out.stream.cursor, out.slice, out.head, out.tail
  local record
  for index = 1, #places do
    places:write(index, head, tail)
    out.count, out.last = index, index
    record = places:decode(index, 1, nil, record)
    cursor:observe(record, slice)
  end
end

local function write_changed(out, places, index, record)
  if out.count == 0 then
    out.before_first()
  end
  places:write_part(index, out.head, out.tail, record)
  out.count, out.last = out.count + 1, index
  if out.stream.cursor then
    out.stream.cursor:observe(record, out.slice)
  end
end

--- All records are looked at through one object, which has their members in turn: those that the
--- filter reads, and the others when the record passes.
local function write_processed(out, places)
  local process, parts = out.batch.process, out.batch.parts
  local keep, change, early, read = process.keep, process.change, parts.early, parts.read
  local record
  for index = 1, #places do
    record = places:decode(index, 1, early, record)
    if not keep or keep(record) then
      if early < read then
        places:decode(index, early + 1, read, record)
      end
      if change(record) ~= nil then
        write_changed(out, places, index, record)
      end
    end
  end
end

local function write(out)
  local _ <close> = setmetatable(out, output)
  local places = out.batch.places
  if out.batch.process then
    write_processed(out, places)
  elseif #places > 0 then
    out.before_first()
    local write_records = out.stream.cursor and write_and_observe or write_all
    write_records(out, places)
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
  write({
    messages = messages,
    stream = stream,
    slice = slice,
    batch = batch,
    before_first = before_first,
    head = messages.record_head(stream.name),
    tail = messages.record_tail(),
    count = 0,
  })
  return batch.emitted
end

return lane
