-- The widget's question for free hours for wrk; the places between @ are filled in by DoctorTimes.
function init(args)
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
end

local n = 0
function request()
   n = n + 1
   return wrk.format(nil, nil, nil, string.format('{"token":"@TOKEN@","date":"%04d-%02d-%02d"}',
      2000 + math.floor(n / 336) % @YEARS@, 1 + math.floor(n / 28) % 12, 1 + n % 28))
end
