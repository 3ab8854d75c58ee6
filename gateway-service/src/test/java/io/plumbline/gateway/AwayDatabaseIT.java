package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A gateway whose database does not answer.
class AwayDatabaseIT {

    @Test
    void goesOnAnsweringUntilItsJournalIsFullAndLosesNothing() throws SQLException {
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = RunningGateway.start(Map.of("plumbline.gateway.audit.max-pending", "20KB"))) {
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            gateway.event(gateway.call(chat("support", "Hi", "")));
            List<String> answered = new ArrayList<>();
            HttpResponse<String> refused;
            try (Connection superuser = gateway.service().database().superuser().getConnection()) {
                leave(superuser);
                refused = callUntilRefused(gateway, answered);
                comeBack(superuser);
            }
            assertThat(answered).as("calls go on without the database").hasSizeGreaterThan(5);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).at("/error/code").asString()).isEqualTo("audit_unavailable");
            answered.forEach(gateway::event);
            await("calls are taken again")
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(
                                    gateway.call(chat("support", "Hi", "")).statusCode())
                            .isEqualTo(200));
        }
    }

    private static HttpResponse<String> callUntilRefused(RunningGateway gateway, List<String> answered) {
        while (true) {
            HttpResponse<String> answer = gateway.call(chat("support", "Hi", ""));
            if (answer.statusCode() != 200) {
                return answer;
            }
            answered.add(RunningGateway.callId(answer));
            assertThat(answered).hasSizeLessThan(200);
        }
    }

    /// Nobody gets a connection any more, and those that are there are ended, but for this one.
    private static void leave(Connection superuser) throws SQLException {
        execute(superuser, "update pg_database set datallowconn = false where datname = current_database()");
        execute(superuser, """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()""");
    }

    private static void comeBack(Connection superuser) throws SQLException {
        execute(superuser, "update pg_database set datallowconn = true where datname = current_database()");
    }

    private static void execute(Connection superuser, String sql) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
