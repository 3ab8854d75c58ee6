package io.plumbline.gateway.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalProperties;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.seal.KeyEncryptionKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.unit.DataSize;

class HangingCallsTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Duration AFTER = Duration.ofSeconds(60);
    private static final Map<String, Object> DRAWN = Map.of(
            "route",
            "support",
            "variant",
            "canary",
            "purpose",
            "production",
            "rollout",
            Map.of("id", new UUID(1, 2).toString(), "step", 1));

    private final SecureRandom random = new SecureRandom();
    private final KeyEncryptionKey key =
            new KeyEncryptionKey(Base64.getEncoder().encodeToString(new byte[32]), random);
    private final List<AuditEntry> reported = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void reportsACallOfARolloutOnceThatHasNotEnded() throws IOException {
        try (Journal journal = new Journal(properties())) {
            HangingCalls hanging = new HangingCalls(
                    journal,
                    key,
                    reported::add,
                    TransactionOperations.withoutTransaction(),
                    new HangingCallProperties(AFTER),
                    Clock.fixed(NOW, ZoneOffset.UTC));
            UUID hangs = sent(journal, AFTER.plusSeconds(1), DRAWN);
            UUID ended = sent(journal, AFTER.plusSeconds(1), DRAWN);
            journal.append(ended, new byte[] {1});
            sent(journal, AFTER.minusSeconds(1), DRAWN);
            sent(journal, AFTER.plusSeconds(1), Map.of("route", "support", "purpose", "production"));
            hanging.run();
            hanging.run();
            assertThat(reported).singleElement().satisfies(entry -> {
                assertThat(entry.action()).isEqualTo("gateway.hangingCall.detected");
                assertThat(entry.team()).isEqualTo("team-a");
                assertThat(entry.resourceId()).isEqualTo(hangs.toString());
                assertThat(entry.attributes())
                        .containsEntry("variant", "canary")
                        .containsEntry("afterMs", 60_000L)
                        .containsKeys("rollout", "startedAt");
            });
        }
    }

    /// A call that arrived so long ago and was sent to a provider.
    private UUID sent(Journal journal, Duration ago, Map<String, Object> attributes) throws IOException {
        UUID id = new UuidV7(Clock.fixed(NOW.minus(ago), ZoneOffset.UTC), random).next();
        byte[] leaf = AuditEvent.builder(id)
                .service("gateway")
                .team("team-a")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.failed")
                .resource(new Resource("route", "support"))
                .outcome(Outcome.FAILURE)
                .attributes(attributes)
                .canonical();
        journal.intend(
                id,
                key.sealer(CallLedger.SEAL_PURPOSE)
                        .seal(CallRecord.encode(leaf, null, List.of()), CallLedger.SEAL_CONTEXT));
        return id;
    }

    private JournalProperties properties() {
        return new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        JournalProperties.Durability.PROCESS,
                        JournalProperties.Unavailable.REJECT,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        Duration.ofMillis(10),
                        10));
    }
}
