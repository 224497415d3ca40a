-- What came in and what was answered, with sensitive values masked before they get here.
create table request_log (
    id bigint generated always as identity,
    at timestamptz not null default now(),
    service text not null,
    request_id text not null,
    address text not null,
    user_agent text not null,
    method text not null,
    url text not null,
    status int not null,
    -- whether the request had the effect that its sender wanted
    result boolean not null,
    request text not null,
    answer text not null,
    took_ms int not null,
    primary key (id, at)
) partition by range (at);

-- The page of the log is read newest first; one search finds a request across services.
create index request_log_at on request_log (at desc, id desc);
create index request_log_request_id on request_log (request_id);

create table request_log_default partition of request_log default;
