package io.plumbline.gateway.limit.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.route.resolve.CallWay;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.ScopeMembers;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CallLimitsTest {

    private static final Caller CALLER =
            new Caller(Caller.ActorType.API_KEY, "k", Map.of("t", Set.of(Role.APPLICATION)), Set.of(), Set.of());

    private final CallLimits limits = new CallLimits(
            new LimitProperties(1_000, 3),
            _ -> List.of(),
            new ScopeMembers(new Pseudonyms(new byte[32])),
            new LimitLedger(away(), new LimitLedgerProperties(Duration.ofMillis(500))),
            Clock.fixed(Instant.parse("2026-11-27T10:00:00.5Z"), ZoneOffset.UTC));

    @Test
    void refusesTheRequestAfterTheLastAndSaysWhenToComeBack() {
        Resolution route = route(new RouteLimits(5, null, null));
        for (int i = 0; i < 5; i++) {
            try (Permit permit = limits.enter(CallPlace.of(CALLER, null, route), false, 1)) {
                assertThat(permit.headers())
                        .containsEntry("x-ratelimit-limit-requests", "5")
                        .containsEntry("x-ratelimit-remaining-requests", Integer.toString(4 - i))
                        .containsKey("x-ratelimit-reset-requests");
                assertThat(permit.anthropicHeaders())
                        .containsEntry("anthropic-ratelimit-requests-limit", "5")
                        .containsEntry("anthropic-ratelimit-requests-remaining", Integer.toString(4 - i))
                        .hasEntrySatisfying(
                                "anthropic-ratelimit-requests-reset",
                                time -> assertThat(time).matches("2026-11-27T10:0[01]:[0-5][0-9]Z"));
            }
        }
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), false, 1))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(CallProblem.RATE_LIMIT_EXCEEDED);
                    assertThat((Long) problem.properties().get("retry-after")).isBetween(1L, 12L);
                    assertThat(problem.properties())
                            .containsEntry("x-ratelimit-remaining-requests", "0")
                            .containsEntry("anthropic-ratelimit-requests-remaining", "0");
                });
    }

    @Test
    void countsCallsForEvaluationByThemselves() {
        Resolution route = route(new RouteLimits(1, null, null));
        limits.enter(CallPlace.of(CALLER, null, route), false, 1).close();
        limits.enter(CallPlace.of(CALLER, null, route), true, 1).close();
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), false, 1))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), true, 1))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void chargesTheTokensThatWereUsedAndNotThoseThatWereExpected() {
        Resolution route = route(new RouteLimits(null, 1_000, null));
        try (Permit permit = limits.enter(CallPlace.of(CALLER, null, route), false, 400)) {
            permit.settle(used(100));
        }
        try (Permit permit = limits.enter(CallPlace.of(CALLER, null, route), false, 900)) {
            assertThat(permit.headers()).containsEntry("x-ratelimit-remaining-tokens", "0");
            permit.settle(used(1_500));
        }
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), false, 1))
                .as("what was used beyond the limit is owed")
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void givesBackTheTokensOfACallThatCameToNothing() {
        Resolution route = route(new RouteLimits(null, 1_000, null));
        for (int i = 0; i < 5; i++) {
            limits.enter(CallPlace.of(CALLER, null, route), false, 1_000).close();
        }
    }

    @Test
    void grantsNoMoreTokensForAskingAgainAndAgain() {
        Resolution route = route(new RouteLimits(null, 1_000, null));
        int granted = 0;
        for (int i = 0; i < 20; i++) {
            try (Permit permit = limits.enter(CallPlace.of(CALLER, null, route), false, 900)) {
                granted++;
                permit.settle(used(900));
            } catch (ProblemException e) {
                assertThat(e.type()).isEqualTo(CallProblem.RATE_LIMIT_EXCEEDED);
            }
        }
        assertThat(granted).as("of 20 calls of 900 tokens at 1,000 a minute").isEqualTo(1);
    }

    @Test
    void leavesTheTokensAsTheyWereWhenTheRequestsRefuse() {
        Resolution route = route(new RouteLimits(2, 1_000_000, null));
        limits.enter(CallPlace.of(CALLER, null, route), false, 1).settle(used(900_000));
        limits.enter(CallPlace.of(CALLER, null, route), false, 1).settle(used(1));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), false, 500_000))
                    .isInstanceOf(ProblemException.class);
        }
        Resolution more = route(new RouteLimits(1_000_000, 1_000_000, null));
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, more), false, 500_000))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void takesNoRequestForACallThatTheTokensRefuse() {
        Resolution route = route(new RouteLimits(3, 1_000, null));
        limits.enter(CallPlace.of(CALLER, null, route), false, 900).settle(used(900));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), false, 900))
                    .isInstanceOf(ProblemException.class);
        }
        try (Permit permit = limits.enter(CallPlace.of(CALLER, null, route), false, 10)) {
            assertThat(permit.headers()).containsEntry("x-ratelimit-remaining-requests", "1");
        }
    }

    @Test
    void forgetsNothingWhenTheLimitsOfARouteChange() {
        Resolution five = route(new RouteLimits(5, null, 2));
        Permit held = limits.enter(CallPlace.of(CALLER, null, five), false, 1);
        for (int i = 0; i < 4; i++) {
            limits.enter(CallPlace.of(CALLER, null, five), false, 1).close();
        }
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route(new RouteLimits(6, null, 2))), false, 1))
                .as("a limit that is a little higher is no fresh start")
                .isInstanceOf(ProblemException.class);
        limits.enter(CallPlace.of(CALLER, null, route(null)), false, 1).close();
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, five), false, 1))
                .as("nor is one that was taken away for a moment")
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() ->
                        limits.enter(CallPlace.of(CALLER, null, route(new RouteLimits(null, null, 1))), false, 1))
                .as("who was in flight before is so still")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(CallProblem.CONCURRENCY_EXCEEDED));
        held.close();
        limits.enter(CallPlace.of(CALLER, null, route(new RouteLimits(null, null, 1))), false, 1)
                .close();
    }

    @Test
    void makesNobodyWaitForEverForACallThatUsedBeyondAllMeasure() {
        Resolution route = route(new RouteLimits(null, 1_000, null));
        limits.enter(CallPlace.of(CALLER, null, route), false, 1).settle(used(2_000_000_000));
        assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, route), false, 1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat((Long) problem.properties().get("retry-after"))
                                .isBetween(60L, 3_600L));
    }

    @Test
    void limitsCallsInFlightByRouteAndByKey() {
        Resolution narrow = route(new RouteLimits(null, null, 1));
        Resolution wide = route(null);
        try (Permit _ = limits.enter(CallPlace.of(CALLER, null, narrow), false, 1)) {
            assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, narrow), false, 1))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type()).isEqualTo(CallProblem.CONCURRENCY_EXCEEDED));
            try (Permit _ = limits.enter(CallPlace.of(CALLER, null, wide), false, 1);
                    Permit _ = limits.enter(CallPlace.of(CALLER, null, wide), false, 1)) {
                assertThatThrownBy(() -> limits.enter(CallPlace.of(CALLER, null, wide), false, 1))
                        .as("three in flight are all that a key may have")
                        .isInstanceOf(ProblemException.class);
            }
        }
        limits.enter(CallPlace.of(CALLER, null, narrow), false, 1).close();
    }

    private static Resolution route(@Nullable RouteLimits routeLimits) {
        Provider provider = new Provider(
                "p", "t", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        return new Resolution(
                "r",
                "v",
                "t",
                false,
                null,
                List.of(new ServedTarget(new UpstreamTarget(provider, "m", null), null, null, false)),
                0,
                null,
                routeLimits,
                null,
                CallWay.PLAIN);
    }

    private static TokenUsage used(long tokens) {
        return new TokenUsage(tokens, 0, Math.max(0, tokens - TokenUsage.MOST), false);
    }

    /// A database that nobody reaches: the replica limits by itself.
    private static LimitStore away() {
        DriverManagerDataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/away");
        return new LimitStore(
                JdbcClient.create(nowhere),
                new TransactionTemplate(new JdbcTransactionManager(nowhere)),
                new UuidV7(Clock.systemUTC(), new SecureRandom()));
    }
}
