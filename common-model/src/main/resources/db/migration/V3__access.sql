-- Tokens that other programs present. The plain token is shown once and kept nowhere.
create table access_token (
    id bigint generated always as identity primary key,
    -- what the token opens: proxy, onec, gate, …
    purpose text not null,
    name text not null,
    -- SHA-256 of purpose, a zero byte, and the token: one value may serve two purposes
    hash bytea not null unique,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    disabled_at timestamptz,
    unique (purpose, name)
);
