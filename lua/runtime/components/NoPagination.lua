local paginator = {}
paginator.__index = paginator

function paginator.initial_token()
  return nil
end

function paginator.next_token()
  return nil
end

function paginator.request_options()
  return {}
end

function paginator.path()
  return nil
end

return {
  type = "NoPagination",
  kind = "paginator",
  summary = "One request for each slice.",
  fields = {},
  build = function()
    return paginator
  end,
}
