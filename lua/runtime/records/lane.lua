--- Writing the records of a page as they came, without values of them, or with values of a few
--- members only (runtime.records.parts).

local lane = {}

local function write_all(out, batch)
  local count = #batch.places
  out.messages:count(out.stream.name, count)
  batch.places:write_all(out.head, out.tail)
  batch:handed_out(count, count)
end

--- What was written so far, told to messages and batch at the end of the block, whatever ends it:
--- a record that is written while another is not yet must be counted.
local function tally(out, batch)
  return setmetatable({ count = 0 }, {
    __close = function(done)
      if done.count > 0 then
        out.messages:count(out.stream.name, done.count)
        batch:handed_out(done.last, done.count)
      end
    end,
  })
end

--- Records and cursor alternate, as they do elsewhere: when a cursor raises, what came before it
--- is written.
local function write_and_observe(out, batch)
  local places, cursor, slice = batch.places, out.stream.cursor, out.slice
  local head, tail = out.head, out.tail
  local done <close> = tally(out, batch)
  local object
  for index = 1, #places do
    places:write(index, head, tail)
    done.count, done.last = index, index
    object = places:decode(index, 1, nil, object)
    cursor:observe(object, slice)
  end
end

local function write_changed(out, batch, index, record, done)
  if done.count == 0 then
    out.before_first()
  end
  batch.places:write_part(index, out.head, out.tail, record)
  done.count, done.last = done.count + 1, index
  if out.stream.cursor then
    out.stream.cursor:observe(record, out.slice)
  end
end

--- All records are looked at through one object, which has their members in turn: those that the
--- filter reads, and the others when the record passes.
local function write_processed(out, batch)
  local places, keep, change = batch.places, batch.process.keep, batch.process.change
  local early, read = batch.parts.early, batch.parts.read
  local done <close> = tally(out, batch)
  local record
  for index = 1, #places do
    record = places:decode(index, 1, early, record)
    if not keep or keep(record) then
      if early < read then
        places:decode(index, early + 1, read, record)
      end
      if change(record) ~= nil then
        write_changed(out, batch, index, record, done)
      end
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
