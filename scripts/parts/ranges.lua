-- For wrk: asks for 64 KiB at random places of the files listed in $RANGES ("path size" a line), the same every time.
local requests = {}
local at = 0

function init()
  local files = {}
  for line in io.lines(os.getenv("RANGES")) do
    local path, size = line:match("^(%S+) (%d+)$")
    files[#files + 1] = { path = path, size = tonumber(size) }
  end
  math.randomseed(20250422)
  for n = 1, 4096 do
    local file = files[math.random(#files)]
    local from = math.random(0, math.max(0, file.size - 65536))
    local range = string.format("bytes=%d-%d", from, math.min(file.size, from + 65536) - 1)
    requests[n] = wrk.format("GET", file.path, { ["Range"] = range })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
