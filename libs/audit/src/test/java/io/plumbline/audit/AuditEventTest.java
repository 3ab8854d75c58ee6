package io.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.payload.PayloadCommitment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEventTest {
    private static final UUID ID = UUID.fromString("019ab7c0-0400-7001-8000-0123456789ab");
    private static final String SUBJECT = "s_00112233445566778899aabbccddeeff";

    /// The leaf is final: this text must never change.
    @Test
    void isWrittenAsTheContractStates() {
        AuditEvent event = builder()
                .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .resource(new Resource("model-version", "support-assistant", "3"))
                .attribute("riskTier", "LIMITED")
                .attribute("cost", 0.5)
                .payload(new PayloadCommitment("ab".repeat(32), "cd".repeat(32)))
                .subjects(List.of(SUBJECT))
                .build();

        assertThat(new String(event.canonical(), StandardCharsets.UTF_8))
                .isEqualTo("{\"action\":\"registry.version.registered\",\"actor\":{\"id\":\"u-1\",\"type\":\"user\"},"
                        + "\"attributes\":{\"cost\":0.5,\"riskTier\":\"LIMITED\"},"
                        + "\"id\":\"019ab7c0-0400-7001-8000-0123456789ab\",\"outcome\":\"SUCCESS\","
                        + "\"payload\":{\"digest\":\"" + "ab".repeat(32) + "\",\"salt\":\"" + "cd".repeat(32) + "\"},"
                        + "\"resource\":{\"id\":\"support-assistant\",\"type\":\"model-version\",\"version\":\"3\"},"
                        + "\"service\":\"registry\",\"subjects\":[\"s_00112233445566778899aabbccddeeff\"],"
                        + "\"team\":\"retail-banking\",\"time\":\"2025-11-24T21:23:25.824Z\","
                        + "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"v\":1}");
        assertThat(event.leafHash()).isEqualTo(Hash.leaf(event.canonical()));
    }

    private record Gate(
            UUID suite, List<Case> cases, @Nullable String note) {}

    private record Case(String name, double score) {}

    @Test
    void hasTheMembersOfARecordAsAttributes() {
        UUID suite = UUID.fromString("00000000-0000-0001-0000-000000000002");
        AuditEvent event = builder()
                .attributes(new Gate(suite, List.of(new Case("c", 0.5)), null))
                .build();

        assertThat(event.attributes())
                .isEqualTo(Map.of("suite", suite.toString(), "cases", List.of(Map.of("name", "c", "score", 0.5))));
        assertThat(event).isEqualTo(builder().attributes(event.attributes()).build());
    }

    @Test
    void takesItsTimeAndTraceFromItsId() {
        AuditEvent event = builder().build();

        assertThat(event.time()).isEqualTo(Instant.parse("2025-11-24T21:23:25.824Z"));
        assertThat(event.traceId()).isEqualTo("019ab7c00400700180000123456789ab");
    }

    @Test
    void writesMillisecondsEvenIfZero() {
        AuditEvent event = AuditEvent.builder(UUID.fromString("019ab7c0-00c8-7001-8000-0123456789ab"))
                .service("eval")
                .team("t")
                .actor(new Actor("service", "eval-service"))
                .action("eval.gate.finished")
                .resource(new Resource("gate", "g"))
                .build();

        assertThat(new String(event.canonical(), StandardCharsets.UTF_8))
                .contains("\"time\":\"2025-11-24T21:23:25.000Z\"");
    }

    @Test
    void isReadBackUnchanged() {
        Map<String, Object> nested = new HashMap<>();
        nested.put("list", List.of(1, 2.5, "x", true));
        AuditEvent event = builder()
                .attribute("nested", nested)
                .attribute("nothing", null)
                .attribute("whole", 1.0)
                .payload(new PayloadCommitment("ab".repeat(32), "cd".repeat(32)))
                .subjects(List.of(SUBJECT))
                .outcome(Outcome.DENIED)
                .build();

        AuditEvent read = AuditEvent.parse(event.canonical());

        assertThat(read).isEqualTo(event);
        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(read.subjects()).containsExactly(SUBJECT);
        assertThat(read.payload()).isEqualTo(event.payload());
        assertThat(read.attributes()).containsEntry("nothing", null).containsEntry("nested", nested);
        assertThat(read.leafHash()).isEqualTo(event.leafHash());
    }

    @Test
    void doesNotChangeWithItsInputs() {
        List<Object> list = new ArrayList<>(List.of("a"));
        byte[] canonical;
        AuditEvent event = builder().attribute("list", list).build();
        canonical = event.canonical();
        list.add("b");
        event.canonical()[0] = 'x';

        assertThat(event.canonical()).isEqualTo(canonical);
        assertThat(event.attributes()).containsEntry("list", List.of("a"));
        assertThatThrownBy(() -> event.attributes().put("more", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesInvalidForms(Consumer<AuditEventBuilder> change) {
        AuditEventBuilder builder = builder();

        assertThatThrownBy(() -> {
                    change.accept(builder);
                    builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Consumer<AuditEventBuilder>> malformed() {
        return Stream.of(
                event -> event.action("registry.version"),
                event -> event.action("registry.version.Registered"),
                event -> event.action("gateway.call.completed"), // of another service
                event -> event.service("registry-service"),
                event -> event.team("Retail Banking"),
                event -> event.team(""),
                event -> event.team("a".repeat(64)),
                event -> event.actor(new Actor("user", "jane.doe@bank.example")),
                event -> event.actor(new Actor("user", "Jane Doe")),
                event -> event.actor(new Actor("User", "u-1")),
                event -> event.resource(new Resource("model", "")),
                event -> event.resource(new Resource("model", "a\nb")),
                event -> event.resource(new Resource("model", "m", "v".repeat(65))),
                event -> event.traceId("not-a-trace"),
                event -> event.subjects(List.of("jane.doe@bank.example")),
                event -> event.subjects(List.of(SUBJECT, SUBJECT)),
                event -> event.attribute("text", "nul \u0000"),
                event -> event.attribute("text", "half \ud800"),
                event -> event.attribute("number", Double.NaN),
                event -> event.attribute("object", new Object()));
    }

    @Test
    void requiresAnActorAndAResource() {
        AuditEventBuilder nobody = AuditEvent.builder(ID)
                .service("registry")
                .team("t")
                .action("registry.version.registered")
                .resource(new Resource("model", "m"));

        assertThatThrownBy(nobody::build).hasMessageContaining("who acted on what");
        assertThatThrownBy(() -> AuditEvent.builder(UUID.randomUUID())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isBounded() {
        int rest = builder().attribute("text", "").build().canonical().length;

        AuditEvent largest = builder()
                .attribute("text", "x".repeat(AuditEvent.MAX_BYTES - rest))
                .build();

        assertThat(largest.canonical()).hasSize(AuditEvent.MAX_BYTES);
        assertThatThrownBy(() -> builder()
                        .attribute("text", "x".repeat(AuditEvent.MAX_BYTES - rest + 1))
                        .build())
                .hasMessageContaining("at most 65535 bytes");
        assertThatThrownBy(() -> builder()
                        .attribute("text", "é".repeat((AuditEvent.MAX_BYTES - rest) / 2 + 1))
                        .build())
                .hasMessageContaining("at most 65535 bytes");
    }

    private static AuditEventBuilder builder() {
        return AuditEvent.builder(ID)
                .service("registry")
                .team("retail-banking")
                .actor(new Actor("user", "u-1"))
                .action("registry.version.registered")
                .resource(new Resource("model", "support-assistant"));
    }
}
