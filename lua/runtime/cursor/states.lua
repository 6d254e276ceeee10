--- The states that streams begin with.
local states = {}

--- The state of a stream: from the stream that it is a parent of, else from the run's input.
--- @return table|nil JSON object
function states.of(build, name)
  if build.state_of then
    return build.state_of(name)
  end
  local run = build.run
  return run and run.state_of and run:state_of(name) or nil
end

--- The state of the stream that is being built, after its migrations where they were made.
function states.current(build)
  local stream = build.stream
  if stream and stream.has_state ~= nil then
    return stream.state
  end
  return states.of(build, stream and stream.name or "")
end

return states
