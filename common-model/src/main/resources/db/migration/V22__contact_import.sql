-- A file of contacts between its preview and the word of whoever brought it.
create table contact_import (
    id      uuid primary key default gen_random_uuid(),
    at      timestamptz not null default now(),
    who     text        not null,
    -- as text, whatever its encoding was; gone with the word, or after an hour
    content text        not null
);
