package io.plumbline.audit;

import io.plumbline.audit.AuditFixture.Access;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// One database for all tests of a class, and acts that are audited in it.
abstract class AuditLogTests {

    static AuditFixture audit;

    @BeforeAll
    static void createDatabase() {
        audit = new AuditFixture();
    }

    @AfterAll
    static void dropDatabase() {
        audit.close();
    }

    static String serviceOf(String role) {
        return role.substring(0, role.indexOf('_'));
    }

    static AuditEvent done(UuidV7 ids, String service) {
        return AuditEvent.builder(ids.next())
                .service(service)
                .team("t")
                .actor(new Actor("user", "u"))
                .action(service + ".thing.done")
                .resource(new Resource("thing", "x"))
                .build();
    }

    static Stream<String> appenders() {
        return Stream.of("governance", "registry", "gateway", "eval", "monitoring")
                .flatMap(service -> Stream.of(service + "_app", service + "_worker"));
    }

    static int appendAll(Access service, List<AuditEvent> events) {
        return Objects.requireNonNull(service.transaction()
                .execute(status -> service.log()
                        .appendAll(events.stream()
                                .map(event -> new EventWithPayload(event, null))
                                .toList())));
    }

    static String partitionOf(AuditEvent event) {
        return Objects.requireNonNull(audit.superuser()
                .queryForObject(
                        "SELECT tableoid::regclass::text FROM audit.event WHERE id = ?", String.class, event.id()));
    }
}
