package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testpostgres.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A gateway whose governance or registry is away: for as long as is tolerated, and for longer.
class AwayOwnersIT {

    private static final Duration TOLERATED = Duration.ofMinutes(10);

    private static Owners owners;
    private static ScriptedProvider provider;
    private static RunningGateway gateway;
    private static String key;

    @BeforeAll
    static void start() {
        MovedClockGateway.reset();
        owners = new Owners();
        provider = new ScriptedProvider();
        var properties = new java.util.HashMap<>(owners.properties());
        properties.put("plumbline.snapshots.max-staleness", TOLERATED.toString());
        gateway = RunningGateway.start(
                MovedClockGateway.class, properties, RunningGateway.temporaryFolder(), TestPostgres.create("gateway"));
        gateway.provider("fake", provider.url());
        gateway.route("support", "fake");
        owners.registry().model(RunningGateway.TEAM, "assistant", "fake", "m", false);
        key = owners.key();
        awaitCall();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        owners.close();
        provider.close();
        MovedClockGateway.reset();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void goesOnWithoutThemForAsLongAsIsToleratedAndNoLonger(CapturedOutput output) {
        owners.leave();
        MovedClockGateway.move(TOLERATED.minusMinutes(1));
        assertThat(call(key).statusCode()).isEqualTo(200);
        assertThat(call(gateway.application()).statusCode()).isEqualTo(200);

        MovedClockGateway.move(Duration.ofMinutes(2));
        HttpResponse<String> byKey = call(key);
        assertThat(byKey.statusCode()).as(byKey.body()).isEqualTo(503);
        assertThat(json(byKey).at("/error/code").asString()).isEqualTo("identity_unavailable");
        HttpResponse<String> byToken = call(gateway.application());
        assertThat(byToken.statusCode()).as(byToken.body()).isEqualTo(503);
        assertThat(json(byToken).at("/error/code").asString()).isEqualTo("not_ready");
        assertThat(readiness()).as("the replica stays, to say why").isEqualTo(200);
        assertThat(age("governance")).isGreaterThan(TOLERATED.toSeconds());
        assertThat(age("registry")).isGreaterThan(TOLERATED.toSeconds());

        await("both are missed")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(output.getOut().lines().filter(line -> line.contains("away for too long")))
                                .hasSize(2));
        owners.comeBack();
        awaitCall();
        assertThat(call(gateway.application()).statusCode()).isEqualTo(200);
        assertThat(age("governance")).isLessThan(60L);
    }

    @Test
    void decidesNothingByARegistryThatIsAwayForTooLong() {
        owners.registry().leave();
        MovedClockGateway.move(TOLERATED.plusSeconds(1));
        owners.block(true);
        await("governance is heard")
                .untilAsserted(() -> assertThat(call(key).statusCode()).isEqualTo(503));
        await("governance is heard")
                .until(() -> json(call(key)).at("/error/code").asString(), "not_ready"::equals);
        HttpResponse<String> registered = gateway.send(
                "POST", "/v1/chat/completions", gateway.engineer(), chat("registry:assistant@1", "Hi", ""));
        assertThat(json(registered).at("/error/code").asString()).isEqualTo("not_ready");
        owners.registry().comeBack();
        owners.registry().model(RunningGateway.TEAM, "assistant", "fake", "m", true);
        awaitCall();
    }

    /// Whose policy is not known is not answered, whatever else is.
    @Test
    void guardsNothingByPoliciesOfAGovernanceThatIsAwayForTooLong() {
        owners.governance().leave();
        MovedClockGateway.move(TOLERATED.plusSeconds(1));
        owners.registry().model(RunningGateway.TEAM, "another", "fake", "m", false);
        await("the registry is heard").until(() -> age("registry") < 60);
        HttpResponse<String> byToken = call(gateway.application());
        assertThat(byToken.statusCode()).as(byToken.body()).isEqualTo(503);
        assertThat(json(byToken).at("/error/message").asString()).contains("governance-service");
        owners.governance().comeBack();
        owners.block(true);
        awaitCall();
    }

    private static void awaitCall() {
        await("calls are answered").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            HttpResponse<String> answer = call(key);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    private static HttpResponse<String> call(String credential) {
        return gateway.send("POST", "/v1/chat/completions", credential, Owners.HARMLESS);
    }

    private static int readiness() {
        return gateway.send("GET", "/actuator/health/readiness", "", "").statusCode();
    }

    /// In seconds.
    private static long age(String sibling) {
        String metrics =
                gateway.send("GET", "/actuator/prometheus", gateway.admin(), "").body();
        return Pattern.compile("plumbline_snapshot_age_seconds\\{[^}]*sibling=\"" + sibling + "\"[^}]*} (\\S+)")
                .matcher(metrics)
                .results()
                .map((MatchResult found) -> (long) Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
