-- The portal's fields by kind, read by whoever holds the channel; a kind without rows was never told.
create table bitrix_field (
    entity    text    not null,
    field     text    not null,
    read_only boolean not null,
    primary key (entity, field)
);

-- Since when 1C cannot be asked for what it changed; null while it can.
alter table bitrix_pull add column failing_since timestamptz;

-- The last page of 1C with objects of a wrong shape: how many, and the run that names them; they are dead letters.
alter table bitrix_pull add column aside int not null default 0;
alter table bitrix_pull add column aside_run uuid;
alter table bitrix_pull add column aside_at timestamptz;

-- Who looks: a process that was frozen past busy_until finds another here, and stores nothing.
alter table bitrix_pull add column turn uuid;
