--- Writing the records of a page as they came: without values of them, with values of a few members
--- only (runtime.records.parts), or with values of those alone that the schema wants otherwise.
local asking_ahead = require("util.later")("runtime.retrieval.asking_ahead")

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

--- Before the first record is written.
local function begin(out)
  if out.count == 0 and out.before_first then
    out.before_first()
  end
end

--- Records and cursor alternate, as they do elsewhere: when a cursor raises, what came before it
--- is written.
local function write_and_observe(out, places)
  local cursor, slice, head, tail = out.stream.cursor, out.slice, out.head, out.tail
  local record
  if #places > 0 then
    begin(out)
  end
  for index = 1, #places do
    places:write(index, head, tail)
    out.count, out.last = index, index
    record = places:decode(index, 1, nil, record)
    cursor:observe(record, slice)
  end
end

local function write_changed(out, places, index, record)
  begin(out)
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

--- Writes a record as it came, where it is what the schema wants, or else cast.
--- @return table|nil what the cursor looks at
local function write_fitting(out, places, index)
  local process = out.batch.process
  if places:fits(index, process.shape) then
    begin(out)
    places:write(index, out.head, out.tail)
    out.seen = out.stream.cursor and places:decode(index, 1, nil, out.seen)
    return out.seen
  end
  local record = process.whole(places:value(index))
  begin(out)
  out.messages:record_line(out.head, record, out.tail)
  return record
end

local function write_cast(out, places)
  local cursor = out.stream.cursor
  for index = 1, #places do
    local record = write_fitting(out, places, index)
    out.count, out.last = index, index
    if cursor then
      cursor:observe(record, out.slice)
    end
  end
end

local function write(out)
  local _ <close> = setmetatable(out, output)
  local places, process = out.batch.places, out.batch.process
  if not process then
    write_and_observe(out, places)
  elseif process.shape then
    write_cast(out, places)
  else
    write_processed(out, places)
  end
end

--- Nothing looks at the records.
local function write_all(messages, stream, batch, before_first)
  local count = batch.extracted
  if count == 0 then
    return
  elseif before_first then
    before_first()
  end
  batch.places:write_all(messages.record_head(stream.name), messages.record_tail())
  messages:count(stream.name, count)
  batch:handed_out(count, count)
end

--- Writes all records of a batch, if they can go this way.
--- @param before_first function|nil called before the first record is written
--- @return integer|nil count; nil when nothing was done
function lane.write(messages, stream, slice, batch, before_first)
  if
    not batch.places
    or batch.process and not (batch.parts or batch.process.shape)
    or not messages.is_direct
    or stream.file_reference
  then
    return nil
  elseif batch.reader then
    asking_ahead.ask(batch.reader, batch.reply, batch)
  end
  if not batch.process and not stream.cursor then
    write_all(messages, stream, batch, before_first)
    return batch.emitted
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
