-- telephony-bridge: the calls as the PBX told of them, and what employees' screens are told of them.

-- One call, whatever it took: several extensions that rang are its legs.
create table call (
    id            bigint generated always as identity primary key,
    -- what 1C knows it by: nanoseconds since 1970, made by the bridge, or the sender's own at /hs. Always text:
    -- it does not fit the numbers of JSON
    callid        text        not null unique check (length(callid) between 1 and 128),
    -- the PBX's own number, which it uses again; empty for a call of /hs
    pbx_call_id   text        not null default '',
    direction     text        not null check (direction in ('in', 'out')),
    -- the client's number as it came; empty if the client hides it
    phone         text        not null,
    digits        text        not null generated always as (regexp_replace(phone, '[^0-9]', '', 'g')) stored,
    line          text        not null default '',
    -- by the PBX's clock where it told, by ours elsewhere
    began_at      timestamptz not null,
    answered_at   timestamptz,
    ended_at      timestamptz,
    -- 1 rings, 2 is talked, 3 is over; never goes back
    state         smallint    not null check (state between 1 and 3),
    -- the PBX's word at the end, such as ANSWER or NOANSWER
    status        text        not null default '',
    result        text        check (result in ('success', 'missed')),
    -- http and https only
    record_link   text,
    -- what is odd about its times: past, future, backwards
    flag          text,
    -- the extension that answered last
    talker        text,
    -- by our clock: when the bridge heard of it first, last, and of its end
    heard_at      timestamptz not null default now(),
    changed_at    timestamptz not null default now(),
    closed_at     timestamptz,
    closed_by     text        check (closed_by in ('pbx', 'sweeper')),
    -- the one contact that its number leads to
    contact_id    bigint,
    -- when it became a document «Звонок»
    documented_at timestamptz,
    check ((state = 3) = (closed_at is not null))
) with (fillfactor = 80);
create index call_pbx on call (pbx_call_id, id desc) where pbx_call_id <> '';
-- Answers the search by the last digits; LIKE would not use it under a generic plan: compare with ~>=~ and ~<~.
create index call_digits on call (reverse(digits) text_pattern_ops);
create index call_began on call (began_at desc, id desc);
create index call_open on call (changed_at) where state < 3;
create index call_contact on call (contact_id, id desc) where contact_id is not null;

-- One extension's part in a call.
create table call_leg (
    call_id     bigint      not null references call on delete cascade,
    ext         text        not null,
    state       smallint    not null check (state between 1 and 3),
    -- empty if nobody told that it began to ring
    rang_at     timestamptz,
    answered_at timestamptz,
    ended_at    timestamptz,
    status      text        not null default '',
    -- elsewhere: another extension took the call, or goes on ringing, so that nobody missed anything here
    result      text        check (result in ('success', 'missed', 'elsewhere')),
    primary key (call_id, ext)
) with (fillfactor = 80);
create index call_leg_ext on call_leg (ext, call_id desc);

-- Everything that was told of a call and taken, once each; the raw text goes after PAYLOAD_KEEP_DAYS.
create table pbx_event (
    id         bigint generated always as identity primary key,
    call_id    bigint      not null references call on delete cascade,
    -- SHA-256 of what it says, whatever the order of its parameters
    hash       bytea       not null,
    source     text        not null check (source in ('pbx', 'crm')),
    at         timestamptz not null default now(),
    request_id text        not null,
    raw        text,
    unique (call_id, hash)
);
create index pbx_event_at on pbx_event (at);

-- What the screens of an extension are told; every replica tails it. Ids are drawn before the commit: whoever tails
-- looks back a few seconds, or misses a row that was committed after a later one.
create table workplace_event (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    ext     text        not null,
    kind    text        not null check (kind in ('open', 'close', 'call', 'notice')),
    call_id bigint      not null references call on delete cascade,
    body    jsonb       not null
);
-- A window opens once for a call at an extension, whoever decides it.
create unique index workplace_event_open on workplace_event (call_id, ext) where kind = 'open';
create index workplace_event_ext on workplace_event (ext, id);
create index workplace_event_at on workplace_event (at);

-- A call that was asked for by a click. The PBX gives no number for it: the next event of that extension and phone is it.
create table made_call (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    ext        text        not null,
    phone      text        not null,
    digits     text        not null generated always as (regexp_replace(phone, '[^0-9]', '', 'g')) stored,
    request_id text        not null,
    -- asked: the PBX's answer has not come yet
    outcome    text        not null default 'asked' check (outcome in ('asked', 'placed', 'refused', 'unknown')),
    call_id    bigint      references call on delete set null
);
create index made_call_waiting on made_call (ext, at desc) where call_id is null;
create index made_call_of on made_call (call_id) where call_id is not null;
