package io.plumbline.governance.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Rotation over the years, by a clock that is moved.
class SigningKeysIT {

    private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void rotatesForAllReplicasAndKeepsKeysThatStillVerify() {
        try (TestDatabase database = TestPostgres.create()) {
            migrate(database);
            now.set(Instant.now());
            SigningKeys one = keys(database);
            SigningKeys other = keys(database);
            List<JWK> first = one.get(ALL, null);
            assertThat(first).hasSize(1);
            assertThat(ids(other)).isEqualTo(ids(one));

            now.set(now.get().plus(KeySchedule.LIFETIME));
            one.refresh();
            other.refresh();
            assertThat(ids(one)).hasSize(2).isEqualTo(ids(other));
            String old = first.getFirst().getKeyID();
            assertThat(one.signing(one.get(ALL, null)).getKeyID()).isEqualTo(old);

            now.set(now.get().plus(KeySchedule.NOTICE));
            assertThat(one.signing(one.get(ALL, null)).getKeyID())
                    .isEqualTo(other.signing(other.get(ALL, null)).getKeyID())
                    .isNotEqualTo(old);

            now.set(now.get().plus(Duration.ofHours(2)));
            other.refresh();
            one.refresh();
            assertThat(ids(one)).hasSize(1).doesNotContain(old).isEqualTo(ids(other));
            assertThat(stored(database)).doesNotContain("\"d\"", "RSA");
        }
    }

    private static void migrate(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.dataSource("governance_owner"))
                .locations("classpath:db/kit", "classpath:db/governance")
                .defaultSchema("governance")
                .createSchemas(false)
                .load()
                .migrate();
    }

    private SigningKeys keys(TestDatabase database) {
        var source = database.dataSource("governance_worker");
        String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        return new SigningKeys(
                new SigningKeyStore(JdbcClient.create(source)),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new KeyEncryptionKey(key, random),
                new UuidV7(Clock.systemUTC(), random),
                new MovedClock(now));
    }

    private static List<String> ids(SigningKeys keys) {
        return keys.get(ALL, null).stream().map(JWK::getKeyID).toList();
    }

    private static String stored(TestDatabase database) {
        return JdbcClient.create(database.superuser())
                .sql("select string_agg(encode(sealed, 'escape'), ' ') from governance.token_signing_key")
                .query(String.class)
                .single();
    }

    private static final class MovedClock extends Clock {

        private final AtomicReference<Instant> now;

        MovedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
