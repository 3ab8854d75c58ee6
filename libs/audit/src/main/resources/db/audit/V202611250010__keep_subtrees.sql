-- The roots of the full subtrees of 256, 256², 256³ … leaves, so that a proof reads a few hundred hashes of a log of any
-- size, and not all of it. They follow from the leaves: one that is missing is made again from the level below.
CREATE TABLE audit.subtree (
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 7),
    index bigint NOT NULL CHECK (index >= 0),
    hash  bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, index)
);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit.subtree
    FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.subtree
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
REVOKE ALL ON audit.subtree FROM PUBLIC;
GRANT SELECT ON audit.subtree TO audit_read;
GRANT SELECT, INSERT ON audit.subtree TO audit_sequencer;
