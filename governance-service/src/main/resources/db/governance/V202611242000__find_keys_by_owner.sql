-- The keys of a user are revoked when the user is disabled.
create index api_key_owner on api_key (owner) where revoked_at is null;
