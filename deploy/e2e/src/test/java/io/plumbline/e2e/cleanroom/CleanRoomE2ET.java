package io.plumbline.e2e.cleanroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.e2e.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is malformed is refused: no service fails, hangs, or repeats in an error or a log what it was sent. With
/// `plumbline.full` there are 10,000 requests for each surface; `plumbline.clean-room.seed` makes others.
/// It is the last class of all, as it leaves things of its own behind.
@Order(Integer.MAX_VALUE)
@ResourceLock("the machine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CleanRoomE2ET {

    private static final int COUNT = Boolean.getBoolean("plumbline.full") ? 10_000 : 300;
    private static final long SEED = Long.getLong("plumbline.clean-room.seed", 1);
    private static final List<String> SERVICES = List.of("gateway", "registry", "eval", "governance", "monitoring");

    private static RunningStack stack;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"governance", "registry", "gateway", "eval", "monitoring"})
    @Order(1)
    void refusesWhatAServiceDoesNotTake(String service) {
        Surface surface = Surface.of(service, URI.create(stack.url(service)), stack.get(service, "/v3/api-docs"));
        learn(service, surface);
        check(surface);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(1)
    void refusesWhatIsNoCall(boolean streamed) {
        check(Surface.ofCalls(streamed ? "stream" : "chat", URI.create(stack.url("gateway")), streamed));
    }

    private static void check(Surface surface) {
        Generator generator = new Generator(surface, stack.credential("adminApiKey"), SEED);
        Barrage.Outcome outcome = new Barrage(surface, generator).send(COUNT);
        System.out.printf("Clean room, seed %d: %d requests to %s%n", SEED, COUNT, outcome);
        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.answers(2)).as("what was valid").isPositive();
        assertThat(outcome.answers(4)).as("what was refused").isGreaterThan(COUNT / 4);
        assertThat(outcome.answers(5)).as("503").isLessThan(Math.max(2, COUNT / 100));
    }

    /// Finds what is in the collections of a service, so that reads can ask for it.
    private static void learn(String service, Surface surface) {
        for (Operation operation : surface.operations()) {
            String collection = operation.collection();
            if (operation.reads()
                    && !collection.contains("{")
                    && surface.operations().stream()
                            .anyMatch(other -> other.reads() && other.path().equals(collection))) {
                List<String> names = new ArrayList<>();
                for (JsonNode item : stack.get(service, collection + "?limit=5").path("items")) {
                    names.add(item.path(operation.path().endsWith("{id}") ? "id" : "name")
                            .asString(""));
                }
                names.removeIf(String::isEmpty);
                surface.known().put(collection, names);
            }
        }
    }

    @Test
    @Order(2)
    void writesNothingOfItToTheLogs() throws IOException {
        List<String> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RunningStack.home().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
                    lines.filter(line -> line.contains(Generator.CANARY))
                            .limit(20)
                            .forEach(line -> leaks.add(
                                    file.getFileName() + ": " + line.substring(0, Math.min(line.length(), 600))));
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    @Order(3)
    void goesOnAsIfNothingHadBeen() {
        for (String service : SERVICES) {
            assertThat(stack.get(service, "/actuator/health/readiness")
                            .path("status")
                            .asString())
                    .as(service)
                    .isEqualTo("UP");
        }
        RunningStack.Ended verified = RunningStack.run("audit-verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }
}
