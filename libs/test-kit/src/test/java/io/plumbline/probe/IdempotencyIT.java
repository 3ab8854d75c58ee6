package io.plumbline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.probe.thing.Pace;
import io.plumbline.testkit.ServiceUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.ExchangeResult;

class IdempotencyIT {

    private static final int CONNECTIONS = 3;

    private static ServiceUnderTest service;
    private static JdbcClient superuser;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(
                ProbeApplication.class,
                "monitoring",
                Map.of("plumbline.database.app-connections", String.valueOf(CONNECTIONS)));
        superuser = JdbcClient.create(service.database().superuser());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void doesTheWorkOnceAndAnswersTheSameAgain() {
        assertThat(post("once", "once")).isEqualTo("201 /api/v1/things/once {\"name\":\"once\",\"team\":\"team-a\"}");
        assertThat(post("once", "once")).isEqualTo("201 /api/v1/things/once {\"name\":\"once\",\"team\":\"team-a\"}");
        assertThat(post("once", "other")).startsWith("422 ").contains("/problems/idempotency-key-reused");
        assertThat(count("once")).isOne();
        assertThat(count("other")).isZero();
    }

    @Test
    void remembersNoRefusal() {
        post("first", "taken");
        assertThat(post("second", "taken")).startsWith("409 ").contains("/problems/conflict");
        superuser.sql("delete from monitoring.thing where name = 'taken'").update();
        assertThat(post("second", "taken")).startsWith("201 ");
    }

    @Test
    void tellsASecondRequestToWaitAndThenGivesItTheAnswerOfTheFirst() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Pace.Halt halt = service.bean(Pace.class).hold("slow");
            Future<String> first = threads.submit(() -> post("slow", "slow"));
            halt.awaitArrival();
            ExchangeResult waiting = exchange("slow", "slow");
            assertThat(waiting.getStatus().value()).isEqualTo(409);
            assertThat(waiting.getResponseHeaders().getFirst("Retry-After")).isEqualTo("2");
            assertThat(text(waiting)).contains("/problems/idempotency-key-in-use");
            halt.release();
            assertThat(first.get()).startsWith("201 ").isEqualTo(post("slow", "slow"));
        }
        assertThat(count("slow")).isOne();
    }

    @Test
    void holdsNoConnectionWhileTheWorkWaits() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Pace.Halt> halts = new ArrayList<>();
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 4 * CONNECTIONS; i++) {
                String name = "waiting-" + i;
                halts.add(service.bean(Pace.class).hold(name));
                answers.add(threads.submit(() -> post(name, name)));
            }
            for (Pace.Halt halt : halts) {
                halt.awaitArrival();
            }
            halts.forEach(Pace.Halt::release);
            for (Future<String> answer : answers) {
                assertThat(answer.get()).startsWith("201 ");
            }
        }
    }

    @Test
    void neverRepeatsWhatWasCommittedBeforeTheAnswerWasKept() {
        post("died-late", "died-late");
        forgetAnswer("died-late", true);
        assertThat(post("died-late", "died-late")).contains("/problems/idempotency-key-in-use");
        endLease("died-late");
        assertThat(post("died-late", "died-late")).startsWith("409 ").contains("/problems/idempotency-answer-lost");
        assertThat(count("died-late")).isOne();
    }

    @Test
    void worksAfterTheLeaseWhenNothingWasCommitted() {
        post("died-early", "died-early");
        superuser.sql("delete from monitoring.thing where name = 'died-early'").update();
        forgetAnswer("died-early", false);
        assertThat(post("died-early", "died-early")).contains("/problems/idempotency-key-in-use");
        endLease("died-early");
        assertThat(post("died-early", "died-early")).startsWith("201 ");
        assertThat(count("died-early")).isOne();
    }

    @Test
    void rollsBackARequestThatWasOvertaken() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Pace.Halt halt = service.bean(Pace.class).hold("overtaken");
            Future<String> first = threads.submit(() -> post("overtaken", "overtaken"));
            halt.awaitArrival();
            endLease("overtaken");
            assertThat(post("overtaken", "overtaken")).startsWith("201 ");
            superuser
                    .sql("delete from monitoring.thing where name = 'overtaken'")
                    .update();
            halt.release();
            assertThat(first.get()).startsWith("409 ").contains("/problems/idempotency-key-in-use");
        }
        assertThat(count("overtaken")).isZero();
        assertThat(post("overtaken", "overtaken")).startsWith("201 ");
    }

    @Test
    void knowsWhetherARequestHasCommittedAnything() {
        post("marked", "marked");
        assertThat(superuser
                        .sql("select committed from monitoring.idempotency_key where key = 'marked'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void isUnavailableRatherThanBrokenWhenNoConnectionIsHad() throws SQLException {
        DataSource pool = service.bean(DataSource.class);
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                taken.add(pool.getConnection());
            }
            ExchangeResult refused = exchange("no-connection", "no-connection");
            assertThat(refused.getStatus().value()).isEqualTo(503);
            assertThat(text(refused)).contains("/problems/database-unavailable");
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertThat(post("no-connection", "no-connection")).startsWith("201 ");
    }

    private static String post(String key, String name) {
        ExchangeResult result = exchange(key, name);
        String location = result.getResponseHeaders().getFirst("Location");
        return result.getStatus().value() + " " + location + " " + text(result);
    }

    private static String text(ExchangeResult result) {
        return new String(result.getResponseBodyContent(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static ExchangeResult exchange(String key, String name) {
        String token = service.governance().userToken("u-1", Map.of("team-a", new Role[] {Role.ML_ENGINEER}));
        return service.client(token)
                .post()
                .uri("/api/v1/things")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\":\"" + name + "\"}")
                .exchange()
                .expectBody()
                .returnResult();
    }

    /// The state that a request leaves if it dies before its answer is stored.
    private static void forgetAnswer(String key, boolean committed) {
        superuser
                .sql("update monitoring.idempotency_key set status = 0, body = '', committed = ? where key = ?")
                .params(committed, key)
                .update();
    }

    private static void endLease(String key) {
        superuser
                .sql("update monitoring.idempotency_key set leased_until = now() - interval '1 second' where key = ?")
                .param(key)
                .update();
    }

    private static long count(String name) {
        return superuser
                .sql("select count(*) from monitoring.thing where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }
}
