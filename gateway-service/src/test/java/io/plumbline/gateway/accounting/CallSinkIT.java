package io.plumbline.gateway.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.GatewayApplication;
import io.plumbline.gateway.RunningGateway;
import io.plumbline.gateway.SharedGateway;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalProperties;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

@ExtendWith(SharedGateway.class)
class CallSinkIT {

    private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });

    private final SecureRandom random = new SecureRandom();
    private final UuidV7 ids = new UuidV7(Clock.systemUTC(), random);
    private final KeyEncryptionKey other = new KeyEncryptionKey(OTHER_KEY, random);
    private final RunningGateway gateway;

    @TempDir
    private Path folder;

    CallSinkIT(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void givesBackOnlyTheRecordsThatCanBeStoredInNoWay() {
        AuditEvent good = call(7);
        AuditEvent foreign = call(7);
        byte[] sealedByOther = sealed(other, foreign);
        List<byte[]> rejected = sink().store(List.of(sealed(own(), good), sealedByOther));
        assertThat(rejected).containsExactly(sealedByOther);
        assertThat(gateway.event(good.id().toString()).path("team").asString()).isEqualTo("team-a");
        assertThat(usageRows(good)).isOne();
    }

    @Test
    void storesTheEventOfACallWhoseUsageCannotBe() {
        AuditEvent good = call(7);
        AuditEvent boundless = call(1e300);
        AuditEvent wordless = builder().attributes(Map.of("route", "r")).build();
        List<byte[]> rejected =
                sink().store(List.of(sealed(own(), boundless), sealed(own(), good), sealed(own(), wordless)));
        assertThat(rejected).isEmpty();
        for (AuditEvent event : List.of(good, boundless, wordless)) {
            gateway.event(event.id().toString());
        }
        assertThat(usageRows(good)).isOne();
        assertThat(usageRows(boundless)).isZero();
    }

    @Test
    void leavesAJournalOfAnotherKeyAsItIsUntilTheKeyIsBack() throws IOException {
        List<AuditEvent> calls = List.of(call(1), call(2), call(3));
        try (Journal journal = new Journal(properties())) {
            for (AuditEvent call : calls) {
                journal.append(call.id(), sealed(other, call));
            }
        }
        Path segment = folder.resolve("0000000000000001.journal");
        byte[] before = Files.readAllBytes(segment);
        try (TestDatabase database = TestPostgres.create("gateway")) {
            ServiceUnderTest wrong = start(database, Map.of());
            await("readiness tells").until(() -> readiness(wrong) == 503);
            wrong.stop();
            assertThat(segment).hasBinaryContent(before);
            ServiceUnderTest right = start(database, Map.of("plumbline.key-encryption-key", OTHER_KEY));
            JdbcClient superuser = JdbcClient.create(database.superuser());
            await("the calls are stored")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(superuser
                                    .sql(
                                            "select id from audit.event where action = 'gateway.call.completed' order by id")
                                    .query(java.util.UUID.class)
                                    .list())
                            .containsExactlyElementsOf(
                                    calls.stream().map(AuditEvent::id).toList()));
            right.stop();
        }
        assertThat(segment).doesNotExist();
    }

    private ServiceUnderTest start(TestDatabase database, Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(more);
        all.put("plumbline.gateway.journal-directory", folder.toString());
        all.put("plumbline.services.registry", gateway.registry().url());
        return ServiceUnderTest.start(GatewayApplication.class, "gateway", all, database);
    }

    private static int readiness(ServiceUnderTest service) {
        return service.client()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private CallSink sink() {
        return gateway.service().bean(CallSink.class);
    }

    private KeyEncryptionKey own() {
        return gateway.service().bean(KeyEncryptionKey.class);
    }

    private static byte[] sealed(KeyEncryptionKey key, AuditEvent event) {
        return key.sealer(CallLedger.SEAL_PURPOSE)
                .seal(CallRecord.encode(event.canonical(), null, List.of()), CallLedger.SEAL_CONTEXT);
    }

    private long usageRows(AuditEvent event) {
        return gateway.database()
                .sql("select count(*) from gateway.usage_entry where id = ?")
                .param(event.id())
                .query(Long.class)
                .single();
    }

    private AuditEvent call(double costUsd) {
        return builder()
                .attributes(Map.ofEntries(
                        Map.entry("route", "r"),
                        Map.entry("variant", "v"),
                        Map.entry("provider", "p"),
                        Map.entry("upstreamModel", "m"),
                        Map.entry("findings", Map.of()),
                        Map.entry("inputTokens", 1),
                        Map.entry("outputTokens", 1),
                        Map.entry("costUsd", costUsd),
                        Map.entry("latencyMs", 1.0),
                        Map.entry("upstreamMs", 1.0),
                        Map.entry("guardMs", 0.0),
                        Map.entry("status", 200),
                        Map.entry("faultDomain", "none"),
                        Map.entry("stream", false),
                        Map.entry("purpose", "production"),
                        Map.entry("attempts", 1)))
                .build();
    }

    private AuditEventBuilder builder() {
        return AuditEvent.builder(ids.next())
                .service("gateway")
                .team("team-a")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "r"));
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
