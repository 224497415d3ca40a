-- bitrix-sync: what 1C asked for, what became of it, and what the portal has of it.

-- One POST of 1C.
create table bitrix_run (
    id          uuid primary key,
    accepted_at timestamptz not null default now(),
    request_id  text,
    -- nothing was to be written to the portal, only compared
    dry         boolean     not null,
    total       int         not null,
    -- when every entity had its result; a replayed dead letter may still change one
    finished_at timestamptz
);
create index bitrix_run_at on bitrix_run (accepted_at desc, id);
create index bitrix_run_open on bitrix_run (id) where finished_at is null;

-- One entity of a run: seed 004's Результат and Значение.
create table bitrix_run_item (
    run           uuid not null references bitrix_run on delete cascade,
    position      int  not null,
    entity        text not null,
    origin_id     text not null,
    -- the same entity stands later in the same run, there: its values won
    superseded_by int,
    result        text check (result in ('ok', 'error')),
    -- the portal's id, or why not, as a person reads it
    value         text,
    -- what else a person should know of it, such as a stage that was left where it is
    note          text,
    -- what would be or was written: [{"field","was","becomes"}]; gone after PAYLOAD_KEEP_DAYS
    changes       jsonb,
    finished_at   timestamptz,
    primary key (run, position)
) with (fillfactor = 80);
create index bitrix_run_item_open on bitrix_run_item (run) where result is null;
-- The story of one entity.
create index bitrix_run_item_entity on bitrix_run_item (entity, lower(origin_id), run);

-- What the portal has of 1C's objects, as far as we know. The key is the entity's lane: contact/<guid in lower case>.
create table bitrix_link (
    key        text primary key,
    entity     text        not null,
    origin_id  text        not null,
    -- a link of another portal counts as unknown
    portal     text        not null,
    portal_id  bigint,
    -- hash of everything in `sent`; contacts and companies carry it as ORIGIN_VERSION
    version    text,
    -- what 1C sent last, by field: {"NAME":{"v":value,"d":delivery}}; "u" is a value that left with unknown effect.
    -- A field that 1C did not change since is not sent again, so that a person's edit in the portal stays.
    sent       jsonb       not null default '{}',
    -- several have this origin id: their ids, until a person merges them or picks one (portal_id)
    conflict   bigint[],
    changed_at timestamptz not null default now()
) with (fillfactor = 70);
create index bitrix_link_portal_id on bitrix_link (entity, portal_id);
create index bitrix_link_conflict on bitrix_link (changed_at desc) where conflict is not null;

-- Who waits for an entity that is found nowhere yet: its arrival wakes them.
create table bitrix_waiting (
    key       text not null,
    waits_for text not null,
    primary key (waits_for, key)
);

-- The portal's stages, read by whoever holds the channel. funnel: STATUS for leads, DEAL_STAGE, DEAL_STAGE_<category>.
create table bitrix_stage (
    funnel    text not null,
    stage     text not null,
    name      text not null,
    sort      int  not null,
    semantics text not null,
    primary key (funnel, stage)
);

-- 1C's user and the portal's. portal_id null: 1C named one whom nobody has mapped yet.
create table bitrix_user (
    onec      text primary key,
    portal_id bigint,
    asked_at  timestamptz not null default now()
);

-- 1C's word for a currency and the portal's code; a code of three capital letters needs no row.
create table bitrix_currency (
    onec text primary key,
    code text not null check (code ~ '^[A-Z]{3}$')
);
insert into bitrix_currency (onec, code) values
    ('643', 'RUB'), ('810', 'RUB'), ('руб', 'RUB'), ('руб.', 'RUB'), ('₽', 'RUB'),
    ('840', 'USD'), ('$', 'USD'), ('978', 'EUR'), ('€', 'EUR'), ('398', 'KZT'), ('тг', 'KZT'), ('933', 'BYN'),
    ('156', 'CNY');

-- After a restore nobody knows what the leads or the portal hold: what the copy remembers is from before it was made.
create or replace function mosty_confirm_installation() returns void language sql as $$
    delete from lead_state;
    delete from bitrix_link;
    update installation
       set system_identifier = (select system_identifier from pg_control_system()),
           database_oid = (select oid from pg_database where datname = current_database()),
           since = now(), suspended_at = null, suspended_because = null
$$;
