package io.plumbline.governance.bootstrap;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The hashes of secrets imported from the configuration. Works in the caller's transaction.
@Repository
class BootstrapSecrets {

    private final JdbcClient jdbc;
    private final Clock clock;

    BootstrapSecrets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Serialises concurrently starting replicas until the transaction ends.
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('governance.bootstrap', 0))")
                .query((_, _) -> Boolean.TRUE)
                .list();
    }

    Optional<String> hashOf(String subject) {
        return jdbc.sql("select secret_hash from bootstrap_secret where subject = ?")
                .param(subject)
                .query(String.class)
                .optional();
    }

    void recordImport(String subject, String hash) {
        jdbc.sql("""
                        insert into bootstrap_secret (subject, secret_hash, taken_at) values (?, ?, ?)
                        on conflict (subject)
                        do update set secret_hash = excluded.secret_hash, taken_at = excluded.taken_at
                        """)
                .params(subject, hash, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    void forget(String subject) {
        jdbc.sql("delete from bootstrap_secret where subject = ?")
                .param(subject)
                .update();
    }

    /// Returns the subjects with this prefix.
    List<String> subjects(String prefix) {
        return jdbc.sql("select subject from bootstrap_secret where starts_with(subject, ?)")
                .param(prefix)
                .query((row, _) -> row.getString("subject"))
                .list();
    }
}
