package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// How a gate stores its answers, and what it costs the database.
class GateWritingIT extends GateTests {

    private static final int CONCURRENCY = 16;

    private final JdbcClient database =
            JdbcClient.create(eval.service.database().superuser());

    @Test
    void holdsTheSlotOfACallUntilItsAnswerIsStoredInABatch() throws SQLException {
        Semaphore permits = new Semaphore(0);
        eval.registry.model(TEAM, "patient", 1, 0);
        eval.gateway.model("registry:patient@1", call -> {
            permits.acquireUninterruptibly();
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "patient", 1));
        await("all places are taken").until(() -> calls("patient") == CONCURRENCY);
        try (Connection held = eval.service.database().superuser().getConnection()) {
            held.setAutoCommit(false);
            try (var lock =
                    held.prepareStatement("select id from eval.gate where id = cast(? as uuid) for no key update")) {
                lock.setString(1, id);
                lock.execute();
            }
            permits.release(CONCURRENCY);
            await("all are answered").until(() -> permits.availablePermits() == 0);
            await("no call is begun for an answer that is not stored")
                    .during(Duration.ofSeconds(1))
                    .until(() -> calls("patient") == CONCURRENCY);
            held.rollback();
        }
        await("all are stored").until(() -> stored(id) == CONCURRENCY);
        assertThat(database.sql(
                                "select count(distinct xmin::text) from eval.gate_answer where gate_id = cast(? as uuid)")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .as("transactions: the first answer's, that of the rest, and two of chunks that were scored")
                .isLessThanOrEqualTo(4);
        permits.release(1_000);
        assertThat(get("/api/v1/gates/" + id + "?wait=60").path("verdict").asString())
                .isEqualTo("PASS");
        assertThat(calls("patient")).isEqualTo(120);
    }

    @Test
    void repeatsUnstoredCallsOfAnyChunk() {
        eval.registry.model(TEAM, "refused", 1, 0);
        eval.gateway.model("registry:refused@1", call -> EvalUnderTest.rightFor(100, call));
        database.sql("""
                        create sequence eval.refusals;
                        grant usage on sequence eval.refusals to public;
                        create function eval.refuse() returns trigger language plpgsql as $$
                        begin
                            if new.item = 57 and nextval('eval.refusals') <= 1 then
                                raise exception 'the disk is full';
                            end if;
                            return new;
                        end $$;
                        create trigger refuse before insert on eval.gate_answer
                            for each row execute function eval.refuse();
                        """).update();
        try {
            JsonNode gate = eval.run(request("faq", "refused", 1));
            assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
            assertThat(gate.path("run").path("answered").asInt()).isEqualTo(120);
            Map<String, Long> asked = eval.gateway.calls("registry:refused@1").stream()
                    .collect(Collectors.groupingBy(FakeGateway::question, Collectors.counting()));
            assertThat(asked).hasSize(120).containsEntry("Question 57", 2L);
            assertThat(asked.values().stream().filter(times -> times > 1).count())
                    .as("those of one batch, which was of calls under way at once")
                    .isLessThanOrEqualTo(CONCURRENCY);
        } finally {
            database.sql("drop trigger refuse on eval.gate_answer; drop function eval.refuse(); drop sequence"
                            + " eval.refusals")
                    .update();
        }
    }

    /// Postgres knows other gates, and takes one that has just begun for a single row; its plans must be good all
    /// the same.
    @Test
    void readsItemsAndAnswersAFewTimesEachAtAnySize() {
        int items = 1_000;
        eval.registry.dataset(TEAM, "thousand", EvalUnderTest.questions(items));
        eval.suite("thousand", document("thousand@1", FLOOR));
        eval.model("unknown", 100);
        database.sql("alter table eval.gate_item set (autovacuum_enabled = false)")
                .update();
        database.sql("alter table eval.gate_answer set (autovacuum_enabled = false)")
                .update();
        eval.run(request("thousand", "unknown", 1));
        database.sql("analyze eval.gate_item, eval.gate_answer").update();
        long before = entriesRead();
        assertThat(eval.run(request("thousand", "unknown", 2)).path("verdict").asString())
                .isEqualTo("PASS");
        assertThat(entriesRead() - before).as("entries of indexes").isBetween(2L * items, 40L * items);
    }

    /// What the service has read so far; a connection tells it at the latest when it ends. Its pools ask whether a
    /// connection lives that nobody has used for half a second.
    private long entriesRead() {
        database.sql("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename like 'eval\\_%'")
                .query()
                .listOfRows();
        await("the pools have new connections")
                .pollDelay(Duration.ofMillis(600))
                .ignoreExceptions()
                .until(() ->
                        get("/api/v1/suites/thousand").path("name").asString().equals("thousand"));
        return database.sql("""
                        select sum(idx_tup_read) from pg_stat_user_indexes
                        where schemaname = 'eval' and relname in ('gate_item', 'gate_answer')
                        """).query(Long.class).single();
    }

    private int stored(String id) {
        return database.sql("select answered from eval.gate where id = cast(? as uuid)")
                .param(id)
                .query(Integer.class)
                .single();
    }
}
