-- When a user last signed in, and whether somebody else chose the password, which must then be changed at the next
-- sign-in.
alter table user_account
    add column last_sign_in_at      timestamptz,
    add column must_change_password boolean not null default false;
