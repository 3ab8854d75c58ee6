package io.plumbline.gateway.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRecordTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void bringsBackTheVeryBytesOfLeafAndPayload() {
        Payload payload = Payload.of("{\"messages\":[]}".getBytes(StandardCharsets.UTF_8), random);
        AuditEvent event = builder().payload(payload.commitment()).build();
        EventWithPayload entry = CallRecord.decode(CallRecord.encode(event.canonical(), payload, List.of()))
                .entry();
        assertThat(entry.event().canonical()).isEqualTo(event.canonical());
        assertThat(entry.payload()).isNotNull();
        assertThat(entry.payload().bytes()).isEqualTo(payload.bytes());
    }

    @Test
    void doesWithoutAPayload() {
        AuditEvent event = builder().build();
        EventWithPayload entry = CallRecord.decode(CallRecord.encode(event.canonical(), null, List.of()))
                .entry();
        assertThat(entry.event()).isEqualTo(event);
        assertThat(entry.payload()).isNull();
    }

    @Test
    void refusesWhatIsNoRecord() {
        byte[] record = CallRecord.encode(builder().canonical(), null, List.of());
        for (int length = 0; length < record.length; length += 7) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> CallRecord.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private AuditEventBuilder builder() {
        return AuditEvent.builder(new UuidV7(Clock.systemUTC(), random).next())
                .service("gateway")
                .team("team-a")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "support"));
    }
}
