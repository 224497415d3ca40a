-- amo-gate: what amoCRM was told, by whom it may be told, and what 1C says was paid.

-- The one connection to amoCRM. Tokens are sealed. A refresh token works once, so the pair is stored before it is used.
create table oauth_token (
    provider          text primary key,
    access_token      text,
    refresh_token     text,
    expires_at        timestamptz,
    refreshed_at      timestamptz,
    problem           text,
    problem_at        timestamptz,
    refresh_wanted_at timestamptz,
    spent_codes       text[]      not null default '{}'
);

-- What a lead holds as far as we know. fields: {"<our field>": {"h": fingerprint, "d": delivery id, "t": amoCRM's field id,
-- "w":true once amoCRM confirmed it}}. writes: our last writes, to tell an echo from a person's edit.
-- target: the account and the lead there; a state of another target counts as unknown.
create table lead_state (
    key        text primary key,
    target     text        not null,
    fields     jsonb       not null default '{}',
    writes     jsonb       not null default '[]',
    changed_at timestamptz not null default now()
) with (fillfactor = 70);

-- An event of amoCRM is known as our echo by its lead.
create index lead_state_target on lead_state (target);

-- Test domains: which lead stands for RDESK's lead.
create table mock_lead (
    account    text        not null,
    lead_id    bigint      not null,
    remote_id  bigint      not null,
    created_at timestamptz not null default now(),
    primary key (account, lead_id)
);

-- 1C's payments: one row a document, its total. A document that is not posted stays as a row, so that the lead is known
-- to be 1C's.
create table payment (
    document   uuid primary key,
    lead_id    bigint         not null,
    amount     numeric(15, 2) not null,
    posted     boolean        not null,
    changed_at timestamptz    not null default now()
);
create index payment_lead on payment (lead_id);

-- After a restore nobody knows what the leads hold: what the copy remembers is from before it was made.
create or replace function mosty_confirm_installation() returns void language sql as $$
    delete from lead_state;
    update installation
       set system_identifier = (select system_identifier from pg_control_system()),
           database_oid = (select oid from pg_database where datname = current_database()),
           since = now(), suspended_at = null, suspended_because = null
$$;
