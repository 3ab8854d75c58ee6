package io.plumbline.eval.scorer;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The secrets that sign calls to scorers over HTTP, one for all versions of a scorer, encrypted. They are never
/// returned by the API.
@Component
final class ScorerSecrets {

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final Clock clock;

    ScorerSecrets(JdbcClient jdbc, KeyEncryptionKey key, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = key.sealer("scorer-secrets");
        this.clock = clock;
    }

    /// Stores a secret, unless it is the stored one; returns whether it was stored.
    boolean put(String name, String team, String secret) {
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        if (open(name).filter(known -> MessageDigest.isEqual(known, plain)).isPresent()) {
            return false;
        }
        jdbc.sql("""
                        insert into scorer_secret (name, team, secret, updated_at) values (?, ?, ?, ?)
                        on conflict (name) do update set secret = excluded.secret, updated_at = excluded.updated_at
                        """)
                .params(name, team, sealer.seal(plain, name), Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    boolean has(String name) {
        return jdbc.sql("select exists(select from scorer_secret where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /// Returns the secret of a scorer; empty without one that can be decrypted.
    Optional<WebhookSecret> find(String name) {
        return open(name).map(plain -> new WebhookSecret(new String(plain, StandardCharsets.UTF_8)));
    }

    private Optional<byte[]> open(String name) {
        return jdbc.sql("select secret from scorer_secret where name = ?")
                .param(name)
                .query((row, _) -> row.getBytes(1))
                .optional()
                .flatMap(stored -> open(stored, name));
    }

    private Optional<byte[]> open(byte[] stored, String name) {
        try {
            return Optional.of(sealer.open(stored, name));
        } catch (IllegalStateException e) {
            return Optional.empty(); // it was sealed under another key
        }
    }
}
