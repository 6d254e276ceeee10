local json = require("host.json")
local partition_cursor = require("runtime.cursor.partition_cursor")
local slice_of = require("runtime.streams.slice")

--- Values are texts of three digits, so that text order is the order of numbers.
local function text(value)
  return ("%03d"):format(value)
end

local function plus(value, step)
  return value + (type(step) == "table" and step.us // 1000000 or step)
end

local function minus(value, step)
  return value - (type(step) == "table" and step.us // 1000000 or step)
end

local values = { by_text = true, zero = 0, format = text }

function values.parse(value)
  return math.tointeger(tonumber(value)), "not a number"
end

function values.keeps_order()
  return false
end

function values.is_set(value)
  return value ~= nil
end

function values.next(value)
  return value + 1
end

local function rules(log)
  return {
    name = "s",
    field = "u",
    values = values,
    bounds = { "from", "to" },
    tracks_slices = true,
    start = 1,
    add = plus,
    subtract = minus,
    finish = function()
      return 20
    end,
    warn = function(message)
      log[#log + 1] = message
    end,
  }
end

local function router(...)
  local partitions = { ... }
  return {
    slices = function()
      local index = 0
      return function()
        index = index + 1
        local partition = partitions[index]
        return partition and slice_of.new({ partition = json.decode(partition) })
      end
    end,
  }
end

--- A router of partitions with numbers: those of a list of { first, last }.
local function numbers(ranges)
  return {
    slices = function()
      return coroutine.wrap(function()
        for _, range in ipairs(ranges) do
          for number = range[1], range[2] do
            coroutine.yield(slice_of.new({ partition = json.new_object({ { "k", number } }) }))
          end
        end
      end)
    end,
  }
end

--- Reads a router to its end. @return table how often each partition was asked for, by its number
local function ask(cursor)
  local asked = {}
  for slice in cursor:slices() do
    local number = slice.partition.k
    asked[number] = (asked[number] or 0) + 1
    cursor:observe(json.decode('{"u":"009"}'), slice)
    cursor:close(slice)
  end
  return asked
end

local function new(state, ...)
  local log = {}
  local made = partition_cursor.new(rules(log), router(...), state and json.decode(state), {})
  return made, log
end

local function read_all(cursor, found)
  local list = {}
  for slice in cursor:slices() do
    list[#list + 1] = slice
  end
  local states = {}
  for _, slice in ipairs(list) do
    local value = found[slice.partition.k]
    if value then
      cursor:observe(json.decode('{"u":"' .. value .. '"}'), slice)
    end
    states[#states + 1] = cursor:close(slice) or "none"
  end
  return states
end

local function starts(cursor)
  local parts = {}
  for slice in cursor:slices() do
    parts[#parts + 1] = tostring(slice.partition.k) .. ":" .. slice.cursor.from
  end
  return table.concat(parts, " ")
end

return {
  ["the first slice gives a state, the next ones none"] = function(t)
    local cursor = new(nil, '{"k":"x"}', '{"k":"y"}')
    local states = read_all(cursor, { x = "005", y = "009" })
    t.equal(
      table.concat(states[1]),
      '{"use_global_cursor":false,"states":[{"partition":{"k":"x"},"cursor":{"u":"005"}},'
        .. '{"partition":{"k":"y"},"cursor":{"u":"001"}}],"lookback_window":0}'
    )
    t.equal(states[2], "none")
    t.equal(
      table.concat(cursor:final_state()),
      '{"use_global_cursor":false,"states":[{"partition":{"k":"x"},"cursor":{"u":"005"}},'
        .. '{"partition":{"k":"y"},"cursor":{"u":"009"}}],"state":{"u":"009"},"lookback_window":1}'
    )
  end,
  ["known partitions go on, new ones begin at the common value less the lookback"] = function(t)
    local state = '{"states":[{"partition":{"k":"x"},"cursor":{"u":"010"}}],'
      .. '"state":{"u":"012"},"lookback_window":2}'
    t.equal(starts(new(state, '{"k":"x"}', '{"k":"y"}')), "x:010 y:010")
    t.equal(starts(new('{"u":"007"}', '{"k":"x"}')), "x:007")
  end,
  ["1 and the text 1 are different partitions"] = function(t)
    local state = '{"states":[{"partition":{"k":"1"},"cursor":{"u":"010"}}]}'
    t.equal(starts(new(state, '{"k":1}', '{"k":"1"}')), "1:001 1:010")
  end,
  ["a partition that comes twice is read once"] = function(t)
    local cursor, log = new(nil, '{"k":"x"}', '{"k":"x"}', '{"k":"x"}')
    t.equal(starts(cursor), "x:001")
    t.equal(#log, 1)
  end,
  ["a partition that comes again after it was read is not read again"] = function(t)
    local cursor = new(nil, '{"k":"x"}', '{"k":"y"}', '{"k":"z"}', '{"k":"x"}')
    local parts = {}
    for slice in cursor:slices() do
      parts[#parts + 1] = slice.partition.k .. ":" .. slice.cursor.from .. "-" .. slice.cursor.to
      cursor:observe(json.decode('{"u":"008"}'), slice)
      cursor:close(slice)
    end
    t.equal(table.concat(parts, " "), "x:001-020 y:001-020 z:001-020")
    cursor:finish()
    t.equal(#cursor:state().states, 3)
    t.equal(cursor:state().states[1].cursor.u, "008")
  end,
  ["above 10,000 partitions one value stands for all"] = function(t)
    local made = rules({})
    made.log = made.warn
    local partitions = numbers({ { 1, 10100 }, { 1, 1 }, { 10090, 10090 } })
    local cursor = partition_cursor.new(made, partitions, nil, {})
    local asked = ask(cursor)
    t.equal(asked[2], 1)
    t.equal(asked[1], 1) -- it was read
    t.equal(asked[10090], 2) -- begins at the common value again
    cursor:finish()
    t.equal(json.encode(cursor:state()), '{"use_global_cursor":true,"state":{"u":"009"},'
      .. '"lookback_window":' .. cursor.lookback .. "}")
    t.equal(cursor.partitions.size <= 10001, true)
  end,
  ["of more than 25,000 partitions the first are forgotten"] = function(t)
    local made = rules({})
    made.log = made.warn
    local cursor = partition_cursor.new(made, numbers({ { 1, 25010 }, { 1, 1 } }), nil, {})
    local asked = ask(cursor)
    t.equal(asked[1], 1)
    t.equal(cursor.partitions:open('{"k":1}'), nil)
    t.truthy(cursor.partitions:open('{"k":1000}'))
  end,
  ["without a record the common value does not move"] = function(t)
    local cursor = new('{"state":{"u":"003"},"states":[]}', '{"k":"x"}')
    read_all(cursor, {})
    cursor:finish()
    t.equal(cursor:state().state.u, "003")
  end,
  ["a partition that was not closed keeps the common value"] = function(t)
    local cursor = new(nil, '{"k":"x"}')
    local slice = cursor:slices()()
    cursor:observe(json.decode('{"u":"008"}'), slice)
    cursor:finish()
    local state = cursor:state()
    t.equal(state.state, nil)
    t.equal(state.states[1].cursor.u, "001")
  end,
  ["a migrated entry without a parent slice counts for the partition of that key"] = function(t)
    local cursor = new(nil, '{"k":"a","parent_slice":{}}')
    cursor.lacks_parents = true
    cursor:set_state(json.decode('{"states":[{"partition":{"k":"a"},"cursor":{"u":"004"}}]}'))
    t.equal(starts(cursor), "a:004")
    t.equal(#cursor:state().states, 1)
  end,
}
