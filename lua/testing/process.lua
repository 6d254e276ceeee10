--- Other programs and the environment, as the test declared them.
local process = {}

-- What is taken from the real environment: it changes no result.
local passed_on = { PATH = true, ASAN_OPTIONS = true }

local function begins_with(argv, start)
  for i, word in ipairs(start) do
    if argv[i] ~= word then
      return false
    end
  end
  return true
end

-- revos itself runs somebody else's templates and policies in a child process.
local function is_own_worker(argv)
  return argv[1] == require("util.place").program() and argv[2] == "worker"
end

local function run(world, original, options)
  if is_own_worker(options.argv) then
    return original(options)
  end
  local state = world.now()
  table.insert(state.ran, { argv = options.argv, input = options.input, env = options.env,
    directory = options.directory })
  for _, fake in ipairs(state.processes) do
    if begins_with(options.argv, fake.argv) then
      if fake.fails then
        return nil, ("%s: %s"):format(options.argv[1], fake.fails), fake.code or "not_found"
      end
      local result = { status = fake.status or 0, stdout = fake.stdout or "",
        stderr = fake.stderr or "" }
      if options.on_output then
        options.on_output(result.stdout)
      end
      return result
    end
  end
  world.complain("no fake for the program: %s", table.concat(options.argv, " "))
  return nil, options.argv[1] .. ": no fake answers", "not_found"
end

function process.install(world)
  world.swap("host.process", "run", function(original)
    return function(options)
      return run(world, original, options)
    end
  end)
  world.swap("host.process", "getenv", function(original)
    return function(name)
      local state = world.now()
      if name == "HOME" and state.env.HOME == nil then
        return state.home
      end
      return state.env[name] or passed_on[name] and original(name) or nil
    end
  end)
end

return process
