package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.InForce;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two gateways on one database; the second is as strict about addresses as it is out of the box.
class ReplicasIT {

    @Test
    void followTheSameRoutesWithinTwoSecondsAndCheckAddressesWhenTheyCall() {
        TestDatabase database = TestPostgres.create("gateway");
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway first = RunningGateway.start(Map.of(), RunningGateway.temporaryFolder(), database);
                RunningGateway second = RunningGateway.start(
                        Map.of("plumbline.gateway.allow-private-providers", "false"),
                        RunningGateway.temporaryFolder(),
                        database)) {
            first.provider("inside", provider.url());
            first.route("shared", "inside");
            assertThat(first.call(chat("shared", "Hi", "")).statusCode()).isEqualTo(200);
            provider.reset();

            InForce.within(Duration.ofSeconds(2), attempt -> {
                first.route("new-" + attempt, "inside");
                return () -> second.call(chat("new-" + attempt, "Hi", "")).statusCode() != 404;
            });
            HttpResponse<String> refused = second.call(chat("shared", "Hi", ""));
            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(json(refused).at("/error/code").asString()).isEqualTo("provider_unreachable");
            assertThat(provider.received())
                    .as("no byte reached an address that is not allowed")
                    .isEmpty();

            for (String url : List.of(provider.url(), "https://localhost/v1", "https://169.254.169.254/v1")) {
                HttpResponse<String> answer =
                        second.send("PUT", "/api/v1/providers/other", second.admin(), """
                        {"kind": "openai", "baseUrl": "%s"}""".formatted(url));
                assertThat(answer.statusCode()).as(url).isEqualTo(400);
            }

            InForce.within(Duration.ofSeconds(2), attempt -> {
                first.route("shared", "[" + variant("new-" + attempt, "inside", "m", 1) + "]", "");
                return () ->
                        second.call(chat("shared@new-" + attempt, "Hi", "")).statusCode() == 502;
            });
        }
    }
}
