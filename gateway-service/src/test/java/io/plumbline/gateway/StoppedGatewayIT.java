package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A gateway that is stopped in the middle of a call.
class StoppedGatewayIT {

    @Test
    void tellsTheClientAndRecordsTheCall() throws IOException {
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway =
                        RunningGateway.start(Map.of("spring.lifecycle.timeout-per-shutdown-phase", "3s"))) {
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            provider.plays((_, connection) -> {
                connection.beginStream();
                connection.delta("The beginning");
                connection.seesHangUp(20_000);
            });
            HttpResponse<InputStream> answer = gateway.open(
                    "/v1/chat/completions", gateway.application(), chat("support", "Hi", ", \"stream\": true"));
            byte[] beginning = answer.body().readNBytes(1);
            gateway.service().stop();
            List<String> said = events(new String(beginning, StandardCharsets.UTF_8) + rest(answer.body()));
            assertThat(said.getLast()).contains("\"code\":\"stopping\"");
            JsonNode attributes = RunningGateway.JSON
                    .readTree(JdbcClient.create(gateway.service().database().superuser())
                            .sql("select convert_from(canonical, 'UTF8') from audit.event where id = ?::uuid")
                            .param(RunningGateway.callId(answer))
                            .query(String.class)
                            .single())
                    .path("attributes");
            assertThat(attributes.path("errorType").asString()).isEqualTo("gateway_stopping");
            assertThat(attributes.path("outputTokens").asInt()).isPositive();
        }
    }

    /// What came before the connection was closed, be it in the middle of a chunk.
    private static String rest(InputStream body) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            body.transferTo(read);
        } catch (IOException e) {
            // that was all
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
