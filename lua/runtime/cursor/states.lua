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

--- The state of the stream that is being built.
function states.current(build)
  return states.of(build, build.stream and build.stream.name or "")
end

return states
