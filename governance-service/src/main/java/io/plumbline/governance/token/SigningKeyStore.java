package io.plumbline.governance.token;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of token signing keys. Works in the caller's transaction.
@Repository
class SigningKeyStore {

    private final JdbcClient jdbc;

    SigningKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param sealed the private key
    record Row(String kid, byte[] sealed, Instant createdAt, Instant signsFrom) {}

    /// Serialises replicas that check whether a key is due, until the transaction ends.
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('governance.token_signing_key', 0))")
                .query((_, _) -> Boolean.TRUE)
                .list();
    }

    /// Newest first.
    List<Row> all() {
        return jdbc.sql("select kid, sealed, created_at, signs_from from token_signing_key order by created_at desc")
                .query((row, _) -> new Row(
                        row.getString("kid"),
                        row.getBytes("sealed"),
                        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.getObject("signs_from", OffsetDateTime.class))
                                .toInstant()))
                .list();
    }

    void insert(Row row) {
        jdbc.sql("insert into token_signing_key (kid, sealed, created_at, signs_from) values (?, ?, ?, ?)")
                .params(
                        row.kid(),
                        row.sealed(),
                        OffsetDateTime.ofInstant(row.createdAt(), ZoneOffset.UTC),
                        OffsetDateTime.ofInstant(row.signsFrom(), ZoneOffset.UTC))
                .update();
    }

    void delete(String kid) {
        jdbc.sql("delete from token_signing_key where kid = ?").param(kid).update();
    }
}
