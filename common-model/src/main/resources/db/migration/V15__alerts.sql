-- What admin-web tells people about by e-mail and Telegram.

-- A problem that holds now. Told once, again after hours, and once when it is over.
create table alert_open (
    -- such as queue:amocrm
    problem text primary key,
    since   timestamptz not null,
    seen_at timestamptz not null,
    told_at timestamptz not null
);

-- What there is to tell, and how it went on each way; a failed one is tried again.
create table alert (
    id             bigint generated always as identity primary key,
    at             timestamptz not null,
    problem        text        not null,
    kind           text        not null check (kind in ('raised', 'again', 'over')),
    -- the number in its sentence; empty if it has none
    value          text        not null,
    mail_at        timestamptz,
    mail_fault     text,
    telegram_at    timestamptz,
    telegram_fault text
);
create index alert_at on alert (at);
