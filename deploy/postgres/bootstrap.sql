-- Schemas, roles and tenancy of a Plumbline database. Run it in that database, as often as you like: it makes what is
-- missing and sets what has changed, in one transaction.
--
--   PGOPTIONS="-c plumbline.registry_app_password=..." psql -v ON_ERROR_STOP=1 -d plumbline -f bootstrap.sql
--
-- It is run by a superuser, or by a role that has CREATEROLE and owns the database (PostgreSQL 16 or later).
-- Passwords come from the settings plumbline.<role>_password; a role whose setting is absent or empty keeps the
-- password that it has. Whatever runs the script should set them for its session alone.
--
-- The setting plumbline.secrets_name says which secrets the installation has. A new database keeps it, and one that keeps
-- another is left as it is (SQLSTATE PL001): its data cannot be read with these secrets, and with new passwords those that
-- it was made with would not open it either. Without the setting nothing is kept or compared.
BEGIN;
SET LOCAL client_min_messages = warning;

DO $bootstrap$
DECLARE
    service  text;
    purpose  text;
    role     text;
    password text;
    secrets  text := current_setting('plumbline.secrets_name', true);
BEGIN
    IF current_setting('server_version_num')::integer < 160000 THEN
        RAISE EXCEPTION 'Plumbline needs PostgreSQL 16 or later; this is %', current_setting('server_version');
    END IF;
    -- Two runs at once would both find a role missing.
    PERFORM pg_advisory_xact_lock(hashtextextended('plumbline.bootstrap', 0));

    IF secrets <> '' THEN
        IF to_regnamespace('plumbline') IS NULL THEN
            CREATE SCHEMA plumbline;
            CREATE TABLE plumbline.installation (secrets_name text NOT NULL);
            INSERT INTO plumbline.installation VALUES (secrets);
        ELSIF to_regclass('plumbline.installation') IS NOT NULL THEN
            IF EXISTS (SELECT FROM plumbline.installation WHERE secrets_name <> secrets) THEN
                RAISE EXCEPTION 'This database was made with other secrets' USING ERRCODE = 'PL001';
            END IF;
        END IF;
    END IF;

    -- Group roles of the audit log: they cannot log in, and are held through membership.
    FOREACH role IN ARRAY ARRAY['audit_owner', 'audit_append', 'audit_read', 'audit_sequencer', 'audit_keys'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;

    FOREACH service IN ARRAY ARRAY['governance', 'registry', 'gateway', 'eval', 'monitoring'] LOOP
        FOREACH purpose IN ARRAY ARRAY['owner', 'app', 'worker'] LOOP
            role := service || '_' || purpose;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                EXECUTE format('CREATE ROLE %I LOGIN', role);
            END IF;
            password := current_setting(format('plumbline.%s_password', role), true);
            IF password <> '' THEN
                EXECUTE format('ALTER ROLE %I PASSWORD %L', role, password);
            END IF;
            EXECUTE format('ALTER ROLE %I SET search_path = %I', role, service);
        END LOOP;
    END LOOP;
END
$bootstrap$;

-- A caller without superuser rights needs to act as the owners whose schemas and default privileges it sets up.
DO $bootstrap$
DECLARE
    owner text;
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        FOREACH owner IN ARRAY ARRAY['governance_owner', 'registry_owner', 'gateway_owner', 'eval_owner',
                                     'monitoring_owner', 'audit_owner'] LOOP
            EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT TRUE, SET TRUE', owner);
        END LOOP;
    END IF;
END
$bootstrap$;

-- Who holds which group. The owner of the audit schema is taken on by governance's migrations with SET ROLE, and only
-- so: without inheritance, governance_owner itself may touch nothing there.
GRANT audit_owner TO governance_owner WITH INHERIT FALSE, SET TRUE;
GRANT audit_append TO governance_app, governance_worker, registry_app, registry_worker, gateway_app, gateway_worker,
    eval_app, eval_worker, monitoring_app, monitoring_worker;
GRANT audit_read TO governance_app, governance_worker, monitoring_worker, eval_worker;
GRANT audit_sequencer TO governance_worker;
GRANT audit_keys TO governance_app, governance_worker;

-- PUBLIC gets nothing: not the database, not the schema "public", and no function or type that an owner will make.
DO $bootstrap$
DECLARE
    service text;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    -- The schema may belong to somebody else when the caller is no superuser; then it stays as it is.
    IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public' AND pg_has_role(nspowner, 'USAGE')) THEN
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
    END IF;

    FOREACH service IN ARRAY ARRAY['governance', 'registry', 'gateway', 'eval', 'monitoring', 'audit'] LOOP
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %1$I AUTHORIZATION %2$I', service, service || '_owner');
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', service);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE ALL ON FUNCTIONS FROM PUBLIC', service || '_owner');
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE ALL ON TYPES FROM PUBLIC', service || '_owner');
        CONTINUE WHEN service = 'audit';
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I, %I', current_database(),
            service || '_owner', service || '_app', service || '_worker');
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', service, service || '_app', service || '_worker');
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %1$I IN SCHEMA %2$I GRANT USAGE, SELECT ON SEQUENCES TO %3$I, %4$I',
            service || '_owner', service, service || '_app', service || '_worker');
    END LOOP;
    GRANT USAGE ON SCHEMA audit TO audit_append, audit_read, audit_sequencer, audit_keys;
END
$bootstrap$;

-- Tenancy. Each transaction says in the setting plumbline.teams whose rows it works on: a list of teams with commas
-- between them, or '*'. Without it, nothing is seen.
CREATE SCHEMA IF NOT EXISTS plumbline;
REVOKE ALL ON SCHEMA plumbline FROM PUBLIC;

CREATE OR REPLACE FUNCTION plumbline.sees(team text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(
        current_setting('plumbline.teams', true) = '*'
            OR team = ANY (string_to_array(current_setting('plumbline.teams', true), ',')),
        false);

-- Grants on a table to the two roles that work on its schema. A service's owner calls this on its own tables.
CREATE OR REPLACE FUNCTION plumbline.grant_plain("table" regclass) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog
AS $function$
DECLARE
    service text := (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = "table");
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I, %I', "table", service || '_app', service || '_worker');
END
$function$;

-- Row-level security on a table with a column "team", forced on its owner too. Foreign keys and migrations run as the
-- owner, so the owner has a policy that lets it see every row. The policy of requests is plumbline.sees(team), written with
-- subqueries, so that a query reads the setting once and not for each row.
CREATE OR REPLACE FUNCTION plumbline.protect("table" regclass) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog
AS $function$
DECLARE
    service text := (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = "table");
    purpose text;
    visible text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = "table" AND attname = 'team' AND attnotnull AND NOT attisdropped) THEN
        RAISE EXCEPTION 'Table % needs a column "team" that is not null to be protected by team', "table";
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', "table");
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', "table");
    FOREACH purpose IN ARRAY ARRAY['app', 'worker', 'owner'] LOOP
        visible := CASE purpose WHEN 'app' THEN
            'coalesce((SELECT current_setting(''plumbline.teams'', true) = ''*'')
                OR team = ANY ((SELECT string_to_array(current_setting(''plumbline.teams'', true), '',''))::text[]), false)'
            ELSE 'true' END;
        EXECUTE format('DROP POLICY IF EXISTS %I ON %s', service || '_' || purpose, "table");
        EXECUTE format('CREATE POLICY %1$I ON %2$s TO %1$I USING (%3$s) WITH CHECK (%3$s)',
            service || '_' || purpose, "table", visible);
    END LOOP;
    PERFORM plumbline.grant_plain("table");
END
$function$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plumbline FROM PUBLIC;
GRANT USAGE ON SCHEMA plumbline TO governance_owner, governance_app, governance_worker,
    registry_owner, registry_app, registry_worker, gateway_owner, gateway_app, gateway_worker,
    eval_owner, eval_app, eval_worker, monitoring_owner, monitoring_app, monitoring_worker, audit_owner;
GRANT EXECUTE ON FUNCTION plumbline.sees(text) TO governance_owner, governance_app, governance_worker,
    registry_owner, registry_app, registry_worker, gateway_owner, gateway_app, gateway_worker,
    eval_owner, eval_app, eval_worker, monitoring_owner, monitoring_app, monitoring_worker, audit_owner;
GRANT EXECUTE ON FUNCTION plumbline.protect(regclass), plumbline.grant_plain(regclass)
    TO governance_owner, registry_owner, gateway_owner, eval_owner, monitoring_owner;

COMMIT;
