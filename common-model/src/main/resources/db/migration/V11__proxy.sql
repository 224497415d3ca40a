-- amo-proxy: who may call it once, and what was registered already.

-- One-time tokens of amoCRM's widgets that have been presented: SHA-256 of the token's id. A row lives as long as its
-- token could.
create table used_jti (
    jti        bytea primary key,
    expires_at timestamptz not null
);
create index used_jti_expires on used_jti (expires_at);

-- One registration that was asked for, committed before 1C hears of it, so that no repeat books a second hour.
create table document_intent (
    -- SHA-256 of token owner, numberAmo, date, doctor, time, customer and tel: nothing personal is kept here
    key             bytea primary key,
    -- grows when the same registration is asked for anew; the outcome of an earlier attempt no longer counts
    attempt         int         not null default 1,
    -- pending: 1C was or will be asked, and nothing came back yet
    -- held:    `status`, `good` and `answer` are what every repeat gets
    -- open:    nothing was registered, and a repeat asks 1C again
    state           text        not null check (state in ('pending', 'held', 'open')),
    request_id      text        not null,
    started_at      timestamptz not null default now(),
    -- until when some replica waits for 1C's answer; after that a pending row's answer will never come
    listening_until timestamptz not null,
    finished_at     timestamptz,
    status          int,
    good            boolean,
    answer          bytea
);
create index document_intent_started on document_intent (started_at);
