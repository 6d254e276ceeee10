local datetime = require("runtime.time.datetime")

local function again(t, text, format, shown)
  local us, offset = datetime.parse(text, format)
  t.truthy(us, tostring(offset))
  t.equal(datetime.format(us, format, offset), shown or text)
end

local function moved(change, text, duration)
  local us = datetime.parse(text, "%Y-%m-%d")
  return datetime.format(datetime[change](us, datetime.duration(duration)), "%Y-%m-%d")
end

return {
  ["common times are shown by their digits"] = function(t)
    local digits = require("runtime.time.digits")
    t.equal(digits("2024-02-29T01:02:03.45Z", "%d.%m.%Y %H:%M:%S"), "29.02.2024 01:02:03")
    t.equal(digits("2024-02-29T01:02:03", "%Y"), "2024")
    t.equal(digits("2024-02-29T01:02:03Z", "day"), "day")
    for _, text in ipairs({ "2023-02-29T01:02:03Z", "2024-13-01T01:02:03Z", "2024-01-01T24:00:00Z",
      "2024-01-01T01:02:03.Z", "2024-01-01T01:02:034Z", "0999-01-01T01:02:03Z", "2024-01-01" }) do
      t.equal(digits(text, "%Y"), nil, text)
    end
    for _, format in ipairs({ "%ms", "%s", "%Y-%j", "%%", "%", "%Y%" }) do
      t.equal(digits("2024-02-29T01:02:03Z", format), nil, format)
    end
  end,
  ["formats read what they write"] = function(t)
    again(t, "2024-02-29", "%Y-%m-%d")
    again(t, "1999-12-31T23:59:59Z", "%Y-%m-%dT%H:%M:%SZ")
    again(t, "2024-01-05T06:07:08.000001+0000", "%Y-%m-%dT%H:%M:%S.%f%z")
    again(t, "Mon, 01 Jan 2024 10:00:00 GMT", "%a, %d %b %Y %H:%M:%S GMT")
    again(t, "01/02/24 03:04 PM", "%d/%m/%y %I:%M %p")
  end,
  ["zones are kept for printing"] = function(t)
    again(t, "2024-01-05T06:07:08+02:00", "%Y-%m-%dT%H:%M:%S%z", "2024-01-05T06:07:08+0200")
    again(t, "2024-01-05T06:07:08Z", "%Y-%m-%dT%H:%M:%S%z", "2024-01-05T06:07:08+0000")
    t.equal(datetime.parse("2024-01-05T02:00:00+02:00", "%Y-%m-%dT%H:%M:%S%z"), 1704412800000000)
  end,
  ["numbers since the epoch"] = function(t)
    again(t, "1704067200", "%s")
    again(t, "1704067200123", "%ms")
    again(t, "1704067200123456", "%epoch_microseconds")
    again(t, "1704067200.5", "%s_as_float")
    again(t, 1704067200, "%s", "1704067200")
  end,
  ["digits of other alphabets are digits in numbers"] = function(t)
    t.equal(datetime.parse("١٧٠٤٠٦٧٢٠٠", "%s"), 1704067200000000)
    t.equal(datetime.parse(" १.५", "%s_as_float"), 1500000)
  end,
  ["numbers beyond the years 1 to 9999"] = function(t)
    for value, format in pairs({ ["253402300800"] = "%s", ["253402300800.5"] = "%s_as_float" }) do
      local time, reason = datetime.parse(value, format)
      t.equal({ time, reason }, { nil, "year 10000 is out of range" })
    end
    t.equal(select(2, datetime.parse("nan", "%s_as_float")), "cannot convert float NaN to integer")
    for format, cases in pairs({
      ["%s"] = { { 1e19, "timestamp out of range for platform time_t" } },
      ["%s_as_float"] = { { "inf", "timestamp out of range for platform time_t" } },
      ["%ms"] = {
        { "253402300800000", "date value out of range" },
        { -62135596800001, "date value out of range" },
        { "90000000000000000", "days=1041666666; must have magnitude <= 999999999" },
        { 1e18, "Python int too large to convert to C int" },
        { "12345678901234567890", "Python int too large to convert to C int" },
      },
    }) do
      for _, case in ipairs(cases) do
        local failed = t.raises(datetime.parse, case[1], format)
        t.equal({ failed.class, failed.message }, { "OverflowError", case[2] })
      end
    end
  end,
  ["milliseconds inside a format"] = function(t)
    again(t, "2024-01-05T06:07:08.120Z", "%Y-%m-%dT%H:%M:%S.%_msZ")
    again(t, "2024-01-05T06:07:08.123456Z", "%Y-%m-%dT%H:%M:%S.%_msZ", "2024-01-05T06:07:08.123Z")
  end,
  ["a day may be padded with a blank"] = function(t)
    again(t, "Jan  5 2024", "%b %d %Y", "Jan 05 2024")
  end,
  ["what does not fit is refused"] = function(t)
    t.equal(datetime.parse("2024-01-05T", "%Y-%m-%d"), nil)
    t.equal(datetime.parse("2023-02-29", "%Y-%m-%d"), nil)
    t.equal(datetime.parse("x", "%s"), nil)
    t.equal(datetime.parse("1.5", "%s"), nil)
  end,
  ["durations of months clip to the last day"] = function(t)
    t.equal(moved("add", "2024-01-31", "P1M"), "2024-02-29")
    t.equal(moved("subtract", "2024-03-31", "P1M"), "2024-02-29")
    t.equal(moved("add", "2024-01-31", "P1Y1M1D"), "2025-03-01")
    t.equal(moved("add", "2024-01-01", "P1W"), "2024-01-08")
    t.equal(moved("add", "2024-01-01", "PT36H"), "2024-01-02")
  end,
  ["what lies beyond the calendar is refused"] = function(t)
    local function raised(change, text, duration)
      return t.raises(moved, change, text, duration).message
    end
    t.equal(raised("add", "2024-03-31", "P9999Y"), "year 12023 is out of range")
    t.equal(raised("subtract", "2024-03-31", "P9999Y"), "year -7975 is out of range")
    t.equal(raised("add", "2024-03-31", "P9000000D"), "date value out of range")
    t.equal(raised("add", "2024-03-31", "P999999999D"), "date value out of range")
    t.equal(raised("add", "2024-03-31", "P1000000000D"),
      "days=1000000000; must have magnitude <= 999999999")
    t.equal(raised("add", "2024-03-31", "P1.5M"),
      "fractional years or months not supported for date calculations")
    t.equal(moved("add", "2024-01-31", "P1.0M"), "2024-02-29")
  end,
  ["texts that are no durations"] = function(t)
    t.equal(datetime.duration("P"), nil)
    t.equal(datetime.duration("7D"), nil)
    t.equal(datetime.duration("PT5X"), nil)
    t.equal(datetime.duration("P1D1M"), nil)
    t.equal(datetime.duration("P1M2M"), nil)
    t.equal(datetime.duration("P1.D"), nil)
  end,
}
