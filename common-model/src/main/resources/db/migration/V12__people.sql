-- The people who work with the pages, their open sessions, and what they changed.

create table app_user (
    id bigint generated always as identity primary key,
    login text not null check (length(login) between 1 and 64),
    -- bcrypt, of dev.mosty.admin.login.Passwords
    password_hash text not null,
    role text not null check (role in ('admin', 'viewer', 'employee')),
    -- the telephone extensions whose calls the person sees
    extensions text[] not null default '{}',
    created_at timestamptz not null default now(),
    last_login_at timestamptz,
    disabled_at timestamptz
);

-- "Root" and "root" are one person.
create unique index app_user_login on app_user (lower(login));

-- The cookie holds a signed token with this id; a row that is gone, over or revoked ends the session.
create table session (
    id text primary key,
    user_id bigint not null references app_user,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_seen_at timestamptz not null,
    revoked_at timestamptz,
    address text not null,
    user_agent text not null
);

create index session_of_user on session (user_id);

-- Written in the transaction of the change itself. Never holds a secret.
create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    -- the login, or the service's name; kept as text, since it says who it was then
    who text not null,
    -- a word such as user.created, put into a sentence by the page
    action text not null,
    -- what was changed, as people know it: a login, a token's name, a setting
    subject text not null,
    detail text not null,
    address text not null
);

create index audit_at on audit (at desc, id desc);
