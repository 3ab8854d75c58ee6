package io.plumbline.gateway;

import static org.awaitility.Awaitility.await;

import io.plumbline.testkit.InForce;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two gateways that follow one governance: how long a change there takes to be in force on both.
class FollowedChangesIT {

    private static final int TRIES = 20;
    private static final Duration POLICY = Duration.ofSeconds(2);
    private static final Duration REVOCATION = Duration.ofSeconds(5);

    private static Owners owners;
    private static ScriptedProvider provider;
    private static List<RunningGateway> gateways;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.create("gateway");
        owners = new Owners();
        provider = new ScriptedProvider();
        gateways = List.of(replica(database), replica(database));
        gateways.getFirst().provider("fake", provider.url());
        gateways.getFirst().route("support", "fake");
        String key = owners.key();
        awaitOnBoth(key, Owners.HARMLESS, 200);
    }

    private static RunningGateway replica(TestDatabase database) {
        return RunningGateway.start(owners.properties(), RunningGateway.temporaryFolder(), database);
    }

    @AfterAll
    static void stop() {
        gateways.forEach(RunningGateway::close);
        owners.close();
        provider.close();
    }

    @Test
    void policiesAreInForceWithinTwoSeconds() {
        String key = owners.key();
        Duration longest = Duration.ZERO;
        for (int i = 0; i < TRIES; i++) {
            boolean blocking = i % 2 == 0;
            Duration taken = InForce.within(POLICY, attempt -> {
                if (attempt > 0) {
                    owners.block(!blocking);
                    awaitOnBoth(key, Owners.ATTACK, blocking ? 200 : 400);
                }
                owners.block(blocking);
                return () -> bothAnswer(key, Owners.ATTACK, blocking ? 400 : 200);
            });
            longest = longer(longest, taken);
        }
        tell("a policy in force on both gateways", longest);
    }

    @Test
    void keysAreRevokedWithinFiveSeconds() {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < TRIES; i++) {
            Duration taken = InForce.within(REVOCATION, _ -> {
                String key = owners.key();
                awaitOnBoth(key, Owners.HARMLESS, 200);
                owners.governance().revoke(key);
                return () -> bothAnswer(key, Owners.HARMLESS, 401);
            });
            longest = longer(longest, taken);
        }
        tell("a revoked key refused on both gateways", longest);
    }

    private static void awaitOnBoth(String key, String call, int status) {
        await("the answer " + status)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> bothAnswer(key, call, status));
    }

    private static boolean bothAnswer(String key, String call, int status) {
        return gateways.stream()
                .allMatch(gateway ->
                        gateway.send("POST", "/v1/chat/completions", key, call).statusCode() == status);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void tell(String what, Duration longest) {
        System.out.printf("%s: %d ms at most in %d tries%n", what, longest.toMillis(), TRIES);
    }
}
