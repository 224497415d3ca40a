-- Delivery: what was accepted, in order, until the other side has it.
-- A row of `delivery` is live or dead; a finished one moves to `delivery_done`.

-- Which database this is. A copy has another system identifier or another oid and must not speak
-- until an administrator confirms it (see Installation).
create table installation (
    id                int primary key default 1 check (id = 1),
    system_identifier bigint      not null,
    database_oid      bigint      not null,
    since             timestamptz not null default now(),
    suspended_at      timestamptz,
    suspended_because text
);

-- One remote side. `epoch` grows with each new holder of the channel's lock and fences the old one.
create table channel (
    name         text primary key,
    epoch        bigint not null default 0,
    holder       text,
    held_since   timestamptz,
    paused_at    timestamptz,
    paused_until timestamptz,
    pause_code   text,
    pause_reason text,
    pause_by     text check (pause_by in ('operator', 'upkeep', 'outcome')),
    findings     jsonb  not null default '[]'
);

-- One ordering key of a channel that has work. Updated on every accept and every outcome, so pages keep
-- room for a second version of each row and vacuum comes early.
create table delivery_lane (
    channel text        not null,
    key     text        not null,
    due_at  timestamptz not null default now(),
    pending int         not null check (pending >= 0),
    primary key (channel, key)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_cost_delay = 0);
create index delivery_lane_due on delivery_lane (channel, due_at) with (fillfactor = 50);

create table delivery (
    id          bigint generated always as identity primary key,
    channel     text        not null,
    key         text        not null,
    kind        text        not null,
    payload     text        not null,
    digest      bytea,
    request_id  text,
    accepted_at timestamptz not null default now(),
    attempts    int         not null default 0,
    last_error  text,
    replayed_at timestamptz,
    dead_at     timestamptz,
    dead_code   text,
    dead_path   text
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index delivery_live on delivery (channel, key, id) where dead_at is null;
create index delivery_dead on delivery (channel, dead_at) where dead_at is not null;
create index delivery_key on delivery (key, id desc);

-- Finished work, a partition a day. The payload goes first (PAYLOAD_KEEP_DAYS), the row with its partition.
create table delivery_done (
    id            bigint      not null,
    channel       text        not null,
    key           text        not null,
    kind          text        not null,
    payload       text,
    digest        bytea,
    request_id    text,
    accepted_at   timestamptz not null,
    attempts      int         not null,
    outcome       text        not null check (outcome in ('done', 'superseded', 'discarded')),
    superseded_by bigint,
    note          text,
    done_at       timestamptz not null default now()
) partition by range (done_at);
create index delivery_done_key on delivery_done (key, id desc);
-- So that no insert ever fails for lack of a partition.
create table delivery_done_default partition of delivery_done default;

-- For an operator with psql and nothing else.
create function mosty_pause(channel_name text, reason text) returns void language plpgsql as $$
begin
    update channel set paused_at = now(), paused_until = 'infinity', pause_code = 'operator',
                       pause_reason = reason, pause_by = 'operator'
     where name = channel_name;
    if not found then
        raise exception 'there is no channel "%"', channel_name;
    end if;
end
$$;
create function mosty_resume(channel_name text) returns void language plpgsql as $$
begin
    update channel set paused_at = null, paused_until = null, pause_code = null, pause_reason = null, pause_by = null
     where name = channel_name;
    if not found then
        raise exception 'there is no channel "%"', channel_name;
    end if;
end
$$;
create function mosty_confirm_installation() returns void language sql as $$
    update installation
       set system_identifier = (select system_identifier from pg_control_system()),
           database_oid = (select oid from pg_database where datname = current_database()),
           since = now(), suspended_at = null, suspended_because = null
$$;
