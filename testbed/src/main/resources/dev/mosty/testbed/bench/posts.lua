-- Single-item posts for wrk; the places between @ are filled in by Bookings.
local before, after, last

function init(args)
   math.randomseed(@SEED@)
   local body = [==[@BODY@]==]
   -- Cut once: making a body is then three joins.
   local total = string.find(body, "@TOTAL@", 1, true)
   local lead = string.find(body, "@LEAD@", 1, true)
   before = string.sub(body, 1, total - 1)
   after = string.sub(body, total + 7, lead - 1)
   last = string.sub(body, lead + 6)
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
end

local n = 0
function request()
   n = n + 1
   local lead = @FIRST@ + math.random(0, @LEADS@ - 1)
   return wrk.format(nil, nil, nil, before .. (100000 + n % 900000) .. after .. lead .. last)
end
