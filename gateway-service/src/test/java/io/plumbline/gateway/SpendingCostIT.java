package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.budget.ledger.BudgetHold;
import io.plumbline.gateway.budget.ledger.BudgetLedger;
import io.plumbline.gateway.limit.counter.CallLimits;
import io.plumbline.gateway.limit.counter.Permit;
import io.plumbline.gateway.price.ModelPrices;
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
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What limits and budgets cost a call, on one thread, while there is plenty: what a replica has leased is in its
/// memory. Prints medians; fails only when that has come to cost what asking the database does.
class SpendingCostIT {

    private static final int ROUNDS = 60;
    private static final int CALLS = 2_000;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final TokenUsage USED = new TokenUsage(100, 0, 20, false);
    private static final String[] SCOPES = {
        "{\"team\": \"" + TEAM + "\"}",
        "{\"route\": \"registry\"}",
        "{\"key\": \"k\"}",
        "{\"model\": \"gpt-4.1\"}",
        "{\"team\": \"" + TEAM + "\", \"user\": \"*\"}"
    };

    @Test
    void isSmall() {
        try (RunningGateway gateway = RunningGateway.start(Map.of(
                "plumbline.gateway.key-limits.requests-per-minute",
                "1000000000",
                "plumbline.gateway.guards.encoder",
                "false"))) {
            double lookup = budgets(gateway);
            double byKey = limits(gateway, null);
            put(gateway, "budgets/b0", budget(SCOPES[0]));
            double one = budgets(gateway);
            double ofRoute = limits(gateway, new RouteLimits(1_000_000_000, 1_000_000_000, 1_000_000));
            for (int i = 1; i < SCOPES.length; i++) {
                put(gateway, "budgets/b" + i, budget(SCOPES[i]));
            }
            double five = budgets(gateway);
            System.out.printf(
                    "a call that no budget covers %.2f µs, one budget %.2f µs, five (one for each user) %.2f µs;"
                            + " a key's limits %.2f µs, with those of a route %.2f µs%n",
                    lookup, one, five, byKey, ofRoute);
            assertThat(five + ofRoute).isLessThan(500);
        }
    }

    /// Reserves and settles.
    private static double budgets(RunningGateway gateway) {
        BudgetLedger ledger = gateway.service().bean(BudgetLedger.class);
        ModelPrices prices = gateway.service().bean(ModelPrices.class);
        UuidV7 ids = gateway.service().bean(UuidV7.class);
        CallPlace place = place(null);
        BudgetLedger.LargestCost cost = new BudgetLedger.LargestCost() {
            @Override
            public BigDecimal roughly() {
                return prices.largestCost(target().priced(), 1_000, 500, DAY).orElseThrow();
            }

            @Override
            public BigDecimal closely() {
                return roughly();
            }
        };
        return median(() -> {
            BudgetHold hold = ledger.reserve(ids.next(), place, cost);
            hold.settled(List.of());
        });
    }

    private static double limits(RunningGateway gateway, @Nullable RouteLimits ofRoute) {
        CallLimits limits = gateway.service().bean(CallLimits.class);
        CallPlace place = place(ofRoute);
        return median(() -> {
            try (Permit permit = limits.enter(place, false, 100)) {
                permit.settle(USED);
            }
        });
    }

    /// Microseconds for each, of the later half of the rounds.
    private static double median(Runnable work) {
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                work.run();
            }
            micros[round] = (System.nanoTime() - begin) / 1e3 / CALLS;
        }
        double[] warm = Arrays.copyOfRange(micros, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static CallPlace place(@Nullable RouteLimits limits) {
        ServedTarget served = new ServedTarget(target(), null, null, false);
        Resolution resolution = new Resolution(
                "registry", "v", TEAM, false, null, List.of(served), 0, null, limits, null, CallWay.PLAIN);
        return new CallPlace(TEAM, "k", "jane", resolution);
    }

    private static UpstreamTarget target() {
        Provider provider = new Provider(
                "p", "*", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        return new UpstreamTarget(provider, "gpt-4.1", null);
    }

    private static String budget(String scope) {
        return """
            {"scope": %s, "amountUsd": 900000, "period": "MONTH", "action": "REJECT"}\
            """.formatted(scope);
    }

    private static void put(RunningGateway gateway, String path, String body) {
        HttpResponse<String> made = gateway.send("PUT", "/api/v1/" + path, gateway.admin(), body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
