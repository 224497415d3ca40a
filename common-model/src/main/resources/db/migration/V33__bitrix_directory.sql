-- Who works at the portal and which currencies it has, for the pages that map 1C's words to them. bitrix-sync reads both
-- once 1C has named somebody or something that nobody has mapped, or a person asks for them.

create table bitrix_directory (
    singleton boolean primary key default true check (singleton),
    -- whose they are, as bitrix_portal.name has it
    portal    text,
    wanted_at timestamptz not null default '-infinity',
    read_at   timestamptz,
    -- why the portal did not tell its users, or its currencies: denied, away; null if it did
    no_users      text,
    no_currencies text
);
insert into bitrix_directory default values;

create table bitrix_portal_user (
    id    bigint primary key,
    name  text not null,
    email text not null
);

create table bitrix_portal_currency (
    code text primary key,
    name text not null
);

-- code null: 1C named a currency that nobody has mapped yet
alter table bitrix_currency alter column code drop not null;
alter table bitrix_currency add column asked_at timestamptz not null default now();
