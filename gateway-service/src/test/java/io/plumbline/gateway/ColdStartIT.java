package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A gateway that starts while governance and the registry are away, with what an earlier run left on its disk.
class ColdStartIT {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestPostgres.create("gateway");
    private final Owners owners = new Owners();
    private final ScriptedProvider provider = new ScriptedProvider();
    private String key = "";
    private String revoked = "";

    @BeforeEach
    void runOnce() {
        MovedClockGateway.reset();
        key = owners.key();
        revoked = owners.key();
        owners.block(true);
        owners.registry().model(TEAM, "assistant", "fake", "m", true);
        try (Stopping first = new Stopping(start())) {
            RunningGateway gateway = first.gateway();
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            await("the model is known").untilAsserted(() -> gateway.route("assisting", """
                            [{"name": "a", "weight": 1, "target": {"model": "assistant", "alias": "production"}}]""", ""));
            assertThat(call(gateway, revoked, Owners.HARMLESS).statusCode()).isEqualTo(200);
            owners.governance().revoke(revoked);
            await("the revocation")
                    .until(() -> call(gateway, revoked, Owners.HARMLESS).statusCode() == 401);
        }
        owners.leave();
    }

    @AfterEach
    void close() {
        MovedClockGateway.reset();
        owners.close();
        provider.close();
        database.close();
    }

    @Test
    void servesWithoutThemAndFollowsThemWhenTheyAreBack() {
        try (Stopping second = new Stopping(start())) {
            RunningGateway gateway = second.gateway();
            assertThat(call(gateway, key, Owners.HARMLESS).statusCode()).isEqualTo(200);
            assertThat(call(gateway, key, chat("assisting", "Hi", "")).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> blocked = call(gateway, key, Owners.ATTACK);
            assertThat(json(blocked).at("/error/code").asString())
                    .as(blocked.body())
                    .contains("injection");
            assertThat(call(gateway, revoked, Owners.HARMLESS).statusCode()).isEqualTo(401);

            String made = owners.key();
            owners.governance().revoke(key);
            owners.block(false);
            assertThat(call(gateway, made, Owners.HARMLESS).statusCode()).isEqualTo(401);
            owners.comeBack();
            await("it follows them again").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(call(gateway, made, Owners.ATTACK).statusCode()).isEqualTo(200);
                assertThat(call(gateway, key, Owners.HARMLESS).statusCode()).isEqualTo(401);
            });
        }
    }

    /// Its numbers are the same, what they stand for is not.
    @Test
    void forgetsTheCopyWhenItsOwnersWereSetUpAnew() {
        try (Owners anew = new Owners()) {
            anew.block(false);
            String other = anew.key();
            anew.leave();
            try (Stopping second = new Stopping(RunningGateway.start(
                    MovedClockGateway.class, anew.properties(folder.resolve("snapshots")), journal(), database))) {
                RunningGateway gateway = second.gateway();
                assertThat(call(gateway, key, Owners.ATTACK).statusCode()).isEqualTo(400);
                anew.comeBack();
                await("the key and the policy of the new governance")
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(
                                        call(gateway, other, Owners.ATTACK).statusCode())
                                .isEqualTo(200));
                assertThat(call(gateway, key, Owners.HARMLESS).statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    @Tag("full")
    void waitsForThemWhenTheCopyIsTooOld() throws IOException {
        MovedClockGateway.move(Duration.ofMinutes(15));
        assertWaits();
    }

    @Test
    @Tag("full")
    void waitsForThemWhenTheCopiesAreDamaged() throws IOException {
        for (String sibling : new String[] {"governance", "registry"}) {
            Path copy = folder.resolve("snapshots").resolve(sibling + ".snapshot");
            byte[] bytes = Files.readAllBytes(copy);
            bytes[bytes.length - 1] ^= 1;
            Files.write(copy, bytes);
        }
        assertWaits();
    }

    /// Told once for each sibling, and counted.
    @Test
    @Tag("full")
    @ExtendWith(OutputCaptureExtension.class)
    void servesWhenItCannotWriteCopies(CapturedOutput output) throws IOException {
        owners.comeBack();
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        try (Stopping second = new Stopping(
                RunningGateway.start(MovedClockGateway.class, owners.properties(file), journal(), database))) {
            RunningGateway gateway = second.gateway();
            Pattern failures =
                    Pattern.compile("plumbline_snapshot_copy_failures_total\\{[^}]*\"governance\"[^}]*} [2-9]");
            await("it has tried twice")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(gateway.send("GET", "/actuator/prometheus", gateway.admin(), "")
                                    .body())
                            .containsPattern(failures));
            assertThat(output.getOut().lines().filter(line -> line.contains("Cannot write the copy")))
                    .hasSize(2);
            assertThat(call(gateway, key, Owners.HARMLESS).statusCode()).isEqualTo(200);
        }
    }

    /// It is there and says that it cannot serve yet, and serves once they are back.
    private void assertWaits() throws IOException {
        Map<String, String> properties = new HashMap<>(owners.properties(folder.resolve("snapshots")));
        properties.put(
                "plumbline.gateway.journal-directory",
                Files.createTempDirectory(folder, "journal").toString());
        ServiceUnderTest service = ServiceUnderTest.start(MovedClockGateway.class, "gateway", properties, database);
        try {
            await("it has looked at the copies")
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertReadiness(service, 503));
            service.client(key)
                    .get()
                    .uri("/v1/models")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503);
            owners.comeBack();
            await("it has heard of them").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertReadiness(service, 200);
                service.client(key)
                        .get()
                        .uri("/v1/models")
                        .exchange()
                        .expectStatus()
                        .isOk();
            });
        } finally {
            service.stop();
        }
    }

    private static void assertReadiness(ServiceUnderTest service, int status) {
        service.client()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private RunningGateway start() {
        return RunningGateway.start(
                MovedClockGateway.class, owners.properties(folder.resolve("snapshots")), journal(), database);
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private static HttpResponse<String> call(RunningGateway gateway, String credential, String body) {
        return gateway.send("POST", "/v1/chat/completions", credential, body);
    }

    /// Ends a gateway and leaves the database for the next one.
    private record Stopping(RunningGateway gateway) implements AutoCloseable {

        @Override
        public void close() {
            gateway.service().stop();
            gateway.registry().close();
        }
    }
}
