package io.plumbline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ChangedEventIT {

    private static final String ACTION = "eval.gate.finished";

    private final TestDatabase database = TestPostgres.create();
    private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
    private final String login = "changer_" + UUID.randomUUID().toString().replace("-", "");
    private final AuditEvent event = AuditEvent.builder(new UuidV7(Clock.systemUTC(), new SecureRandom()).next())
            .service("eval")
            .team("retail-banking")
            .actor(new Actor("service", "eval"))
            .action(ACTION)
            .resource(new Resource("gate", "g-1"))
            .attribute("verdict", "FAIL")
            .build();

    @BeforeEach
    void append() {
        superuser.execute("CREATE ROLE " + login + " SUPERUSER LOGIN PASSWORD 'secret'");
        superuser.update("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", event.id(), event.canonical());
    }

    @AfterEach
    void drop() {
        superuser.execute("DROP OWNED BY " + login);
        superuser.execute("DROP ROLE " + login);
        database.close();
    }

    @Test
    void changesTheEventUntilItIsClosed() {
        try (ChangedEvent changed = change()) {
            assertThat(changed.id()).isEqualTo(event.id());
            assertThat(stored()).contains("\"verdict\":\"PASS\"");
        }
        assertThat(stored()).isEqualTo(new String(event.canonical(), StandardCharsets.UTF_8));
    }

    @Test
    void changesNothingOnceItWasPutBack() {
        ChangedEvent changed = change();
        changed.close();
        assertThatThrownBy(() -> changed.change("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StoryBroke.class);
        assertThat(stored()).contains("\"verdict\":\"FAIL\"");
    }

    @Test
    void putsTheEventBackWhenTheStoryBreaks() {
        assertThatThrownBy(() -> {
                    try (ChangedEvent changed = change()) {
                        throw new StoryBroke("because of " + changed.id());
                    }
                })
                .isInstanceOf(StoryBroke.class);
        assertThat(stored()).contains("\"verdict\":\"FAIL\"");
    }

    @Test
    void changesNothingThatIsNotThere() {
        DatabaseAddress address = address();
        assertThatThrownBy(() -> ChangedEvent.of(address, ACTION, "g-2", "FAIL", "PASS"))
                .isInstanceOf(StoryBroke.class);
        assertThatThrownBy(() -> ChangedEvent.of(address, ACTION, "g-1", "INCONCLUSIVE", "PASS"))
                .isInstanceOf(StoryBroke.class);
        assertThat(stored()).contains("\"verdict\":\"FAIL\"");
    }

    private ChangedEvent change() {
        return ChangedEvent.of(address(), ACTION, "g-1", "\"verdict\":\"FAIL\"", "\"verdict\":\"PASS\"");
    }

    private DatabaseAddress address() {
        return new DatabaseAddress(database.jdbcUrl(), login, "secret");
    }

    private String stored() {
        return new String(
                superuser.queryForObject("SELECT canonical FROM audit.event WHERE id = ?", byte[].class, event.id()),
                StandardCharsets.UTF_8);
    }
}
