local json = require("host.json")
local messages_of = require("runtime.messages")

local function error_texts(options)
  local line
  options.sink = function(text)
    line = text
  end
  local messages = messages_of.new(options)
  messages:add_secret("s3cret")
  messages:error({ message = "at s3cret", internal = "of s3cret", stack = "in s3cret" })
  local told = json.decode(line).trace.error
  return { told.message, told.internal_message, told.stack_trace }
end

return {
  ["a stream's error reads as the reference writes it"] = function(t)
    t.equal(error_texts({}), { "at s3cret", "of s3cret", "in s3cret" })
  end,
  ["a state in texts is one line, as one in a value"] = function(t)
    local lines = {}
    local messages = messages_of.new({
      sink = function(text)
        lines[#lines + 1] = text
      end,
    })
    messages:count("s", 2)
    messages:state("s", json.decode('{"a":[1,{"b":2}]}'))
    messages:count("s", 2)
    messages:state("s", { '{"a":', "[1,", '{"b":2}', "]}" })
    t.equal(#lines, 2)
    t.equal(lines[1], lines[2])
    t.equal(json.decode(lines[1]).state.sourceStats.recordCount, 2.0)
  end,
  ["for people every error hides secrets"] = function(t)
    t.equal(error_texts({ masks_all = true }), { "at ****", "of ****", "in ****" })
  end,
}
