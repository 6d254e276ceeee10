--- Which requests a policy is for.
local matching = {}

--- Whether one of the matchers fits the request; without matchers every request does.
function matching.any(matchers, request)
  if #matchers == 0 then
    return true
  end
  for _, matcher in ipairs(matchers) do
    if matcher:matches(request) then
      return true
    end
  end
  return false
end

--- How many calls a request counts for: the weight of the first matcher that fits, else 1.
function matching.weight(matchers, request)
  for _, matcher in ipairs(matchers) do
    if matcher:matches(request) then
      return matcher.weight or 1
    end
  end
  return 1
end

return matching
