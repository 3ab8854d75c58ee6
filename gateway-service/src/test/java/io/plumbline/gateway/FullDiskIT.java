package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A gateway whose journal lies on a disk that runs full, by others and by the journal itself.
class FullDiskIT {

    private static final Map<String, String> SMALL = Map.of("plumbline.gateway.audit.segment-size", "32KB");

    @Test
    void refusesCallsBeforeTheyLeaveAndHealsByItself() throws IOException {
        try (TinyDisk disk = TinyDisk.ofKilobytes(400);
                ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway =
                        RunningGateway.start(SMALL, disk.folder("journal"), TestPostgres.create("gateway"))) {
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            List<String> answered = new ArrayList<>();
            answered.add(RunningGateway.callId(gateway.call(chat("support", "Hi", ""))));
            disk.fill();
            await("readiness tells").until(() -> readiness(gateway) == 503);
            int asked = provider.received().size();
            HttpResponse<String> refused = gateway.call(chat("support", "Hi", ""));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).at("/error/code").asString()).isEqualTo("audit_unavailable");
            assertThat(provider.received()).as("nothing has left").hasSize(asked);
            assertThat(metric(gateway, "plumbline_gateway_journal_admits")).isEqualTo("0.0");
            disk.empty();
            await("it is ready again").until(() -> readiness(gateway) == 200);
            HttpResponse<String> next = gateway.call(chat("support", "Hi", ""));
            assertThat(content(next)).isEqualTo("Hello.");
            answered.add(RunningGateway.callId(next));
            assertThat(metric(gateway, "plumbline_gateway_journal_admits")).isEqualTo("1.0");
            answered.forEach(gateway::event);
        }
    }

    /// Calls that are under way when the room goes: both are noted, and the room is gone before they end.
    @Test
    void doesNotEndTheAnswersOfCallsThatItCannotRecordAndTellsOfThemAllTheSame() throws IOException {
        try (TinyDisk disk = TinyDisk.ofKilobytes(400);
                ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway =
                        RunningGateway.start(SMALL, disk.folder("journal"), TestPostgres.create("gateway"))) {
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            List<String> cutOff = new ArrayList<>();
            for (boolean stream : new boolean[] {false, true}) {
                provider.plays((_, connection) -> {
                    disk.fill();
                    if (stream) {
                        connection.beginStream();
                        connection.delta("Hello.");
                        connection.finish("stop");
                        connection.done();
                    } else {
                        connection.json(200, ScriptedProvider.answer("Hello."));
                    }
                });
                HttpResponse<String> answer =
                        gateway.call(chat("support", "Hi".repeat(5_000), ", \"stream\": " + stream));
                assertThat(answer.body()).contains("audit_unavailable").doesNotContain("[DONE]");
                assertThat(answer.statusCode()).isEqualTo(stream ? 200 : 503);
                if (!stream) {
                    assertThat(answer.body()).doesNotContain("Hello.");
                } else {
                    assertThat(events(answer.body()).getLast()).contains("\"error\"");
                }
                cutOff.add(RunningGateway.callId(answer));
                disk.empty();
                await("calls are taken again").until(() -> readiness(gateway) == 200);
            }
            for (String id : cutOff) {
                assertThat(gateway.event(id).at("/attributes/errorType").asString())
                        .isEqualTo("gateway_broke_off");
            }
            provider.reset();
            HttpResponse<String> next = gateway.call(chat("support", "Hi", ""));
            assertThat(gateway.event(next).path("action").asString()).isEqualTo("gateway.call.completed");
        }
    }

    /// The journal fills the disk itself while the database is away, and is emptied when it is back, although there
    /// is no room to write down how far it has come.
    @Test
    void emptiesADiskThatTheJournalHasFilled() throws Exception {
        try (TestDatabase database = TestPostgres.create("gateway");
                TinyDisk disk = TinyDisk.ofKilobytes(400);
                ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = RunningGateway.start(
                        Map.of("plumbline.gateway.audit.segment-size", "4KB"), disk.folder("journal"), database)) {
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            gateway.event(gateway.call(chat("support", "Hi", "")));
            List<String> answered = new ArrayList<>();
            try (DatabaseOutage outage = DatabaseOutage.of(database)) {
                HttpResponse<String> answer = gateway.call(chat("support", "Hi", ""));
                while (answer.statusCode() == 200) {
                    answered.add(RunningGateway.callId(answer));
                    answer = gateway.call(chat("support", "Hi".repeat(600), ""));
                }
                assertThat(json(answer).at("/error/code").asString()).isEqualTo("audit_unavailable");
                disk.fill();
                outage.end();
            }
            await("all that was answered is stored")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        List<String> events = gateway.database()
                                .sql("select id::text from audit.event where action = 'gateway.call.completed'")
                                .query(String.class)
                                .list();
                        assertThat(new HashSet<>(events)).containsAll(answered);
                        assertThat(events).doesNotHaveDuplicates();
                    });
            disk.empty();
            await("calls are taken again").atMost(Duration.ofSeconds(30)).until(() -> readiness(gateway) == 200);
            assertThat(gateway.call(chat("support", "Hi", "")).statusCode()).isEqualTo(200);
        }
    }

    private static int readiness(RunningGateway gateway) {
        return gateway.send("GET", "/actuator/health/readiness", "", "").statusCode();
    }

    private static String metric(RunningGateway gateway, String name) {
        return gateway.send("GET", "/actuator/prometheus", gateway.admin(), "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }
}
