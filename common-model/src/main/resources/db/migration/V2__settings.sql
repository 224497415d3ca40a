-- What people set on the settings pages, and what services keep for themselves (OAuth tokens apart).
create table setting (
    name text primary key check (length(name) between 1 and 200),
    value text not null,
    -- true: value is the sealed form of dev.mosty.settings.Seal, bound to this row's name
    sealed boolean not null,
    changed_at timestamptz not null default now(),
    changed_by text not null
);
