package io.plumbline.governance.audit.log;

import io.plumbline.audit.note.NoteSigner;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.tenancy.Tenancy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The Ed25519 key that signs checkpoints, shared by all replicas and preserved across restarts, sealed in the
/// database. The log's origin is stored with it, so a new public URL does not start another log.
@Component
public class LogKey {

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final NoteSigner signer;

    LogKey(
            JdbcClient jdbc,
            KeyEncryptionKey keyEncryptionKey,
            ServiceProperties service,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.sealer = keyEncryptionKey.sealer("audit-log-signing-key");
        this.signer = Tenancy.asWorker(() -> find().orElseGet(() -> make(service, random, clock)));
    }

    public NoteSigner signer() {
        return signer;
    }

    private Optional<NoteSigner> find() {
        return jdbc.sql("select origin, sealed from log_signing_key")
                .query((row, _) -> {
                    String origin = row.getString("origin");
                    return NoteSigner.of(origin, sealer.open(row.getBytes("sealed"), origin));
                })
                .optional();
    }

    /// If two replicas create a key concurrently, both use the first.
    private NoteSigner make(ServiceProperties service, SecureRandom random, Clock clock) {
        String origin = service.publicUrl().getRawAuthority() + "/audit";
        byte[] seed = new byte[NoteSigner.SEED_BYTES];
        random.nextBytes(seed);
        jdbc.sql("insert into log_signing_key (origin, sealed, created_at) values (?, ?, ?) on conflict do nothing")
                .params(origin, sealer.seal(seed, origin), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        return find().orElseThrow(() -> new IllegalStateException("no key to sign the audit log with"));
    }
}
