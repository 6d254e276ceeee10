--- Writing the records of a page as they came, without values of them.
local lane = {}

--- Records and cursor alternate, as they do elsewhere: when a cursor raises, what came before it
--- is written.
local function write_and_observe(messages, stream, slice, places)
  local names, cursor = { stream.cursor.field }, stream.cursor
  local head, tail = messages.record_head(stream.name), messages.record_tail()
  for index = 1, #places do
    messages:count(stream.name, 1)
    places:write(index, head, tail)
    cursor:observe(places:decode(index, names), slice)
  end
end

--- Whether the records of a batch can go this way.
function lane.fits(messages, stream, batch)
  return batch.places and messages.is_direct and not stream.file_reference
end

--- Writes all records of a batch that fits. @return integer count
function lane.write(messages, stream, slice, batch)
  local places = batch.places
  if stream.cursor then
    write_and_observe(messages, stream, slice, places)
  else
    messages:count(stream.name, #places)
    places:write_all(messages.record_head(stream.name), messages.record_tail())
  end
  batch:drain()
  return #places
end

return lane
