-- The portal's fields by kind, read by whoever holds the channel; a kind without rows was never told.
create table bitrix_field (
    entity    text    not null,
    field     text    not null,
    read_only boolean not null,
    primary key (entity, field)
);

-- Since when 1C cannot be asked for what it changed; null while it can.
alter table bitrix_pull add column failing_since timestamptz;
