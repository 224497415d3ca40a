-- What the overview draws and the search finds.

-- What a channel did in each minute, written by whoever drains it every few seconds; kept for two days.
create table channel_minute (
    channel    text        not null,
    minute     timestamptz not null,
    -- requests that left for the other side
    requests   int         not null default 0,
    -- deliveries that it took, that it could not take now, and that it refused for good
    done       int         not null default 0,
    failed     int         not null default 0,
    dead       int         not null default 0,
    -- the limit of requests a second that held then; 0 for none
    per_second real        not null default 0,
    primary key (channel, minute)
) with (fillfactor = 70);

-- One request's finished work. Live work has no such index on purpose: it would cost every accepted row, and live rows
-- are few.
create index delivery_done_request on delivery_done (request_id) where request_id is not null;

-- Requests that name a lead: registrations of the widget and payments of 1C. Of an array the first lead counts.
create index request_log_lead on request_log
    ((substring(request from '"numberAmo" ?: ?"?([0-9]{1,18})')), at desc) where strpos(request, '"numberAmo"') > 0;

-- The failed ones are few among many, and asked for most.
create index request_log_failed on request_log (at desc, id desc) where not result;

create index document_intent_request on document_intent (request_id);

-- The lists of deliveries: those that were refused stand among many that wait, and those that are done among millions.
create index delivery_dead_id on delivery (id desc) where dead_at is not null;
create index delivery_done_at on delivery_done (done_at desc, id desc);
