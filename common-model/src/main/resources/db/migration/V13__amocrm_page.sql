-- What admin-web's pages ask of amo-gate and are told by it: the gate's channel holder alone talks to amoCRM.

-- Asks whoever holds the channel for its upkeep (tokens, fields), at once instead of within a minute.
create function mosty_upkeep(channel_name text) returns void language sql as $$
    select pg_notify('mosty_wake', channel_name || '!upkeep')
$$;

-- A person wants amoCRM's token refreshed now.
create function mosty_amo_refresh() returns void language sql as $$
    insert into oauth_token (provider, refresh_wanted_at) values ('amocrm', now())
        on conflict (provider) do update set refresh_wanted_at = now();
    select mosty_upkeep('amocrm')
$$;

-- A consent that a person began on the page: amoCRM gives the state back to the gate's callback, once, within 20 minutes.
create table amo_consent (
    state_hash bytea primary key,
    asked_by   text        not null,
    asked_at   timestamptz not null default now()
);

-- How the gate is connected, without a secret; one row, written by the gate.
create table amo_account (
    singleton    boolean primary key default true check (singleton),
    base         text,
    client_id    text,
    redirect_url text,
    long_lived   boolean     not null,
    mock         boolean     not null,
    missing      text[]      not null,
    told_at      timestamptz not null default now()
);

-- The gate's fields as its last check found them (source: variable, made, old_gate, none), and those that a person
-- wants made: wanted_at is set by the page and cleared by the gate, which leaves the new id or why amoCRM refused.
create table amo_field (
    variable     text primary key,
    source       text        not null,
    field_id     bigint,
    account_name text,
    account_type text,
    types        text[]      not null,
    finding      text,
    made_id      bigint,
    wanted_at    timestamptz,
    wanted_by    text,
    refused      text,
    checked_at   timestamptz not null default now()
);

-- What an operator should mend in a service's configuration; the service raises it and takes it back.
create table warning (
    service text        not null,
    code    text        not null,
    since   timestamptz not null default now(),
    primary key (service, code)
);
