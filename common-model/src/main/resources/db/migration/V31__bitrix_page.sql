-- What admin-web's pages ask of bitrix-sync and are told by it: the channel's holder alone talks to the portal.

-- Where the portal is, without the webhook; one row, written by bitrix-sync at its start.
create table bitrix_portal (
    singleton boolean primary key default true check (singleton),
    -- as bitrix_link.portal has it, and the address before /crm/…; null while no portal is connected
    name      text,
    site      text,
    missing   text[]      not null,
    told_at   timestamptz not null default now()
);

-- How a run came: 1C posted it, a person tried it on the page, 1C was asked for what it changed.
alter table bitrix_run add column source text not null default 'post' check (source in ('post', 'form', 'pull'));
alter table bitrix_run add column asked_by text;

-- One entity that a person tries: bitrix-sync makes a run of that id of it and deletes the row, or says why not.
create table bitrix_trial (
    run      uuid primary key,
    item     text        not null,
    dry      boolean     not null,
    asked_by text        not null,
    asked_at timestamptz not null default now(),
    refused  text
);

-- What a person decided of several portal entities with one origin id; gone once it is done.
create table bitrix_choice (
    key       text primary key references bitrix_link on delete cascade,
    -- the one that 1C's object is linked to
    portal_id bigint      not null,
    -- those that the portal merges into it; null leaves them alone
    merged    bigint[],
    asked_by  text        not null,
    asked_at  timestamptz not null default now(),
    -- why not: the page shows it, and a person decides anew
    refused   text
);

-- The last look at what 1C changed; one row, and whoever sets busy_until looks.
create table bitrix_pull (
    singleton  boolean primary key default true check (singleton),
    busy_until timestamptz not null default '-infinity',
    asked_at   timestamptz,
    good_at    timestamptz,
    -- 1C's number of the last page that was stored and confirmed, and its run, if there was anything in it
    message    bigint,
    run        uuid,
    problem    text
);
insert into bitrix_pull default values;
