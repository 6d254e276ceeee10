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
  ["for people every error hides secrets"] = function(t)
    t.equal(error_texts({ masks_all = true }), { "at ****", "of ****", "in ****" })
  end,
}
