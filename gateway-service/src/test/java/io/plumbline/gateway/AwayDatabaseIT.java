package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
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
            try (DatabaseOutage _ = DatabaseOutage.of(gateway.service().database())) {
                HttpResponse<String> unstored = gateway.send(
                        "POST", "/v1/responses", gateway.application(), "{\"model\": \"support\", \"input\": \"Hi\"}");
                assertThat(unstored.statusCode()).as(unstored.body()).isEqualTo(200);
                assertThat(json(unstored).path("store").asBoolean(true))
                        .as("a response that cannot be stored says that it is not")
                        .isFalse();
                refused = callUntilRefused(gateway, answered);
            }
            assertThat(answered).as("calls go on without the database").hasSizeGreaterThan(5);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).at("/error/code").asString()).isEqualTo("audit_unavailable");
            answered.forEach(gateway::event);
            await("calls are taken again")
                    .atMost(Duration.ofSeconds(30))
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
}
