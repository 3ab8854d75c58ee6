package io.plumbline.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.e2e.RunningStack;
import io.plumbline.e2e.fault.Seen.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Kills and stops each part of a stack in turn while callers ask, half of them for streams, and nobody lends a hand.
/// Then compares what the callers saw with the audit log: a call that somebody has in full has its event, once; the
/// log verifies; and whatever did not succeed was a clean error. Prints how long each part took to heal.
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsE2ET {

    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final Duration POSTGRES_IS_STOPPED = Duration.ofSeconds(60);

    private static final String SUPERVISOR = FaultyStack.SUPERVISOR;
    private static final Map<String, String> KEPT_IN_THE_DATABASE = Map.of(
            "governance", "/api/v1/teams",
            "registry", "/api/v1/models",
            "gateway", "/api/v1/routes",
            "eval", "/api/v1/suites",
            "monitoring", "/api/v1/windows");

    private static FaultyStack stack;
    private static Scene scene;
    private static Traffic traffic;
    private static Trials trials;
    private static Set<String> earlierCalls;

    @BeforeAll
    static void start() {
        stack = FaultyStack.start();
        scene = Scene.set(stack);
        await("the calls by which the scene was set are in the log")
                .until(() -> CallEvents.read(stack, Scene.TEAM).outcomes().size()
                        > scene.questions().size());
        earlierCalls = CallEvents.read(stack, Scene.TEAM).outcomes().keySet();
        traffic = new Traffic(stack.gateway(), scene.key(), scene.questions());
        trials = new Trials(stack, scene, traffic);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (trials != null) {
            System.out.println(trials);
            traffic.stop();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void answersEveryCallWhileNothingFails() {
        Stage stage = trials.during("nothing", () -> {}, A_WHILE, () -> {}, () -> true);
        assertThat(stage.notWhole()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"governance", "registry", "monitoring"})
    @Order(2)
    void noCallNoticesThatAServiceBesideTheGatewayIsKilled(String service) {
        assertThat(trials.killed(service + "-service").notWhole()).isEmpty();
    }

    @Test
    @Order(3)
    void aGateComesToItsVerdictAlthoughItsServiceWasKilled() {
        String gate = scene.openGate();
        await("it runs").atMost(Duration.ofSeconds(30)).until(() -> {
            JsonNode now = scene.gate(gate);
            return now.path("status").asString().equals("RUNNING")
                    && now.path("progress").asDouble() > 0;
        });
        assertThat(scene.gate(gate).path("progress").asDouble()).isLessThan(1);

        long killed = System.nanoTime();
        assertThat(trials.killed("eval-service").notWhole()).isEmpty();

        await("it is done")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !List.of("QUEUED", "RUNNING")
                        .contains(scene.gate(gate).path("status").asString()));
        System.out.printf(
                "Faults: the gate came to its verdict %d s after its service was killed%n",
                Duration.ofNanos(System.nanoTime() - killed).toSeconds());
        JsonNode done = scene.gate(gate);
        assertThat(done.path("status").asString()).as("%s", done).isEqualTo("DONE");
        assertThat(done.path("verdict").asString()).as("%s", done).isEqualTo("PASS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervisor", "warden"})
    @Order(4)
    void noCallNoticesThatNobodyWatchesOver(String watcher) {
        String name = watcher.equals("supervisor") ? SUPERVISOR : watcher;
        ProcessHandle gateway = stack.process("gateway-service");
        assertThat(trials.killed(name).notWhole()).isEmpty();
        assertThat(stack.process("gateway-service")).as("what ran was adopted").isEqualTo(gateway);
    }

    @Test
    @Order(5)
    void theNextSupervisorKeepsRunningWhatTheFirstOneStarted() {
        assertThat(trials.killed("monitoring-service").notWhole()).isEmpty();
    }

    @Test
    @Order(6)
    void losesOnlyCallsUnderWayWithTheGateway() {
        Stage stage = trials.killed("gateway-service");
        assertThat(stage.count(How.IN_PART) + stage.count(How.NO_ANSWER))
                .as("calls that were cut off")
                .isPositive();
        assertThat(stage.count(How.WHOLE)).isPositive();
    }

    @Test
    @Order(7)
    void isCleanlyWithoutAProviderThatWasKilled() {
        Stage stage = trials.killed("simulator");
        scene.healProvider();
        assertThat(stage.count(How.NO_ANSWER)).isZero();
    }

    @Test
    @Order(8)
    void goesOnWhenPostgresIsKilled() {
        Stage stage = trials.killed("postgres");
        assertThat(stage.count(How.NO_ANSWER)).isZero();
        assertThat(stage.count(How.WHOLE)).isPositive();
    }

    @Test
    @Order(9)
    void servesFromItsJournalWhilePostgresIsStoppedAndRefusesCleanlyWhenThatIsFull() {
        Map<String, FaultyStack.Refusal> meanwhile = new ConcurrentSkipListMap<>();
        ProcessHandle supervisor = stack.process(SUPERVISOR);
        Stage stage = trials.during(
                "Postgres stopped for 60 s",
                () -> {
                    stack.signalPostgres("STOP");
                    supervisor.destroyForcibly();
                    KEPT_IN_THE_DATABASE.forEach((service, path) ->
                            Thread.ofVirtual().start(() -> meanwhile.put(service, stack.refusal(service, path))));
                },
                POSTGRES_IS_STOPPED,
                () -> {
                    assertThat(stack.isReplaced(SUPERVISOR, supervisor))
                            .as("supervision is back without a database")
                            .isTrue();
                    stack.signalPostgres("CONT");
                },
                () -> true);
        meanwhile.forEach((service, refusal) ->
                System.out.printf("Faults: %s while Postgres is stopped: %s%n", service, refusal));
        assertThat(meanwhile).hasSameSizeAs(KEPT_IN_THE_DATABASE);
        assertThat(meanwhile.values())
                .allMatch(refusal -> refusal.status() == 503)
                .allMatch(refusal -> refusal.took().compareTo(Duration.ofSeconds(30)) < 0);
        assertThat(stage.count(How.WHOLE)).isPositive();
        assertThat(stage.count(How.NO_ANSWER)).isZero();
        assertThat(stage.notWhole())
                .filteredOn(one -> one.is(How.REFUSED))
                .as("refused because the journal is full")
                .isNotEmpty()
                .allMatch(one -> one.status() == 503);
    }

    @Test
    @Order(10)
    void endsCallsOfAProviderThatHangs() {
        Stage stage =
                trials.brokenProvider("provider hangs", Map.of("latencyMs", Map.of("p50", 600_000, "p99", 600_000)));
        assertThat(stage.seen())
                .filteredOn(one -> one.is(How.REFUSED))
                .isNotEmpty()
                .allMatch(one -> one.took().compareTo(FaultyStack.RESPONSE_TIMEOUT.plusSeconds(6)) < 0);
    }

    @Test
    @Order(11)
    void tellsOfAProviderThatCuts() {
        Stage stage = trials.brokenProvider(
                "provider cuts streams",
                Map.of("latencyMs", Map.of("p50", 10, "p99", 40), "tokensPerSecond", 80, "cutStreams", 1));
        assertThat(stage.count(How.IN_PART)).isPositive();
    }

    @Test
    @Order(12)
    void letsNoGarbageThrough() {
        Stage stage = trials.brokenProvider("provider sends garbage", Map.of("malformed", 1));
        assertThat(stage.count(How.IN_PART) + stage.count(How.REFUSED)).isPositive();
    }

    @Test
    @Order(13)
    void tellsOfAProviderThatFails() {
        Stage stage = trials.brokenProvider("provider answers 500", Map.of("errorRate", Map.of("500", 1)));
        assertThat(stage.count(How.REFUSED)).isPositive();
    }

    @Test
    @Order(14)
    void aSlowClientGetsItsWholeAnswerAndHoldsUpNobody() throws IOException {
        Question longOne = scene.questions().get(1).times(128);
        List<Seen> slow = new ArrayList<>();
        Stage stage = trials.during(
                "a slow client",
                () -> {
                    try {
                        slow.add(scene.slowClient().sip(longOne, Duration.ofSeconds(8)));
                        slow.add(scene.slowClient().leave(longOne));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Duration.ZERO,
                () -> {},
                () -> true);
        slow.forEach(traffic::add);
        assertThat(slow.getFirst().how()).isEqualTo(How.WHOLE);
        assertThat(slow.getLast().callId()).isNotEmpty();
        assertThat(stage.notWhole()).isEmpty();
    }

    @Test
    @Order(20)
    void everyWholeAnswerHasItsEventAndNoneTwice() throws InterruptedException {
        traffic.stop();
        List<Seen> whole =
                traffic.all().stream().filter(one -> one.is(How.WHOLE)).toList();
        await("the journal is drained")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    CallEvents events = CallEvents.read(stack, Scene.TEAM);
                    return whole.stream().noneMatch(one -> events.of(one).isEmpty());
                });
        CallEvents events = CallEvents.read(stack, Scene.TEAM);
        System.out.printf(
                "Faults: %,d calls, %,d of them whole, %,d in part, %,d refused, %,d without an answer; %,d events%n",
                traffic.all().size(),
                whole.size(),
                count(How.IN_PART),
                count(How.REFUSED),
                count(How.NO_ANSWER),
                events.outcomes().size() - earlierCalls.size());
        assertThat(whole)
                .allSatisfy(one -> assertThat(events.of(one)).as("%s", one).containsExactly("SUCCESS"));
        assertThat(traffic.all())
                .filteredOn(one -> one.is(How.IN_PART))
                .allSatisfy(one -> assertThat(events.of(one)).as("%s", one).hasSize(1));
        assertThat(traffic.all())
                .filteredOn(one -> one.is(How.REFUSED))
                .allSatisfy(one -> assertThat(events.of(one))
                        .as("%s", one)
                        .hasSizeLessThan(2)
                        .doesNotContain("SUCCESS"));
        assertThat(events.outcomes().values()).allMatch(outcomes -> outcomes.size() == 1);
    }

    @Test
    @Order(21)
    void noEventIsOfACallThatNobodyMade() {
        Set<String> unknown =
                new TreeSet<>(CallEvents.read(stack, Scene.TEAM).outcomes().keySet());
        unknown.removeAll(earlierCalls);
        traffic.all().forEach(one -> unknown.remove(one.callId()));
        assertThat((long) unknown.size()).as("%s", unknown).isLessThanOrEqualTo(count(How.NO_ANSWER));
    }

    @Test
    @Order(22)
    void whatClientsSawWasClean() {
        assertThat(traffic.all()).filteredOn(one -> one.uncleanly() != null).isEmpty();
    }

    @Test
    @Order(23)
    void theLogVerifies() {
        RunningStack.Ended verified = stack.run("audit-verify");
        verified.output()
                .lines()
                .filter(line -> line.contains("events"))
                .forEach(line -> System.out.println("Faults: " + line));
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    @Order(24)
    void isTakenDownForGoodEvenWhileASupervisorIsComingBack() {
        stack.process(SUPERVISOR).destroyForcibly();
        stack.succeed("down");
        assertThat(stack.run("status").output()).contains("Plumbline is not running.");
        await("nothing comes back")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> FaultyStack.SERVICES.stream().allMatch(service -> stack.readiness(service) == 0));
    }

    @Test
    @Order(15)
    void comesBackWhenAllButTheWardenAreKilledAtOnce() {
        List<String> names = Stream.concat(
                        FaultyStack.SERVICES.stream().map(service -> service + "-service"),
                        Stream.of(SUPERVISOR, "simulator", "postgres"))
                .toList();
        Stage stage = trials.killed("all but the warden", names);
        assertThat(stage.count(How.WHOLE)).isPositive();
    }

    @Test
    @Order(25)
    void theNextUpAdoptsWhatAStackInOneJvmLeftThatWasKilled() {
        stack.succeed("up", "--detach");
        ProcessHandle postgres = stack.process("postgres");
        ProcessHandle killed = stack.process(SUPERVISOR);
        killed.destroyForcibly();
        await("it is dead").until(() -> !killed.isAlive());
        assertThat(postgres.isAlive()).isTrue();

        stack.succeed("up", "--detach");

        assertThat(stack.process("postgres")).isEqualTo(postgres);
        assertThat(stack.isReady()).isTrue();
        assertThat(scene.client().ask(scene.questions().getFirst(), true).how()).isEqualTo(How.WHOLE);
        stack.succeed("down");
    }

    private static long count(How how) {
        return traffic.all().stream().filter(one -> one.is(how)).count();
    }
}
