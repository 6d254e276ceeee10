return {
  { name = "a better name is told", manifest = "streams: [ { type: DeclarativeStream, "
    .. "name: OpenOrders-2 } ]\n", expect = { { path = "streams[0].name" } } },
  { name = "a name that is made", manifest = "streams: [ { type: DeclarativeStream, "
    .. "name: \"{{ parameters['name'] }}\" } ]\n" },
}
