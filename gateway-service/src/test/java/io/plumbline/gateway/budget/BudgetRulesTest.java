package io.plumbline.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.gateway.budget.ledger.BudgetCharge;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.CallWay;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeIndex;
import io.plumbline.gateway.scope.ScopeMembers;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetRulesTest {

    private static final Instant FRIDAY = Instant.parse("2026-11-27T23:59:59.999Z");

    @Test
    void goesByTheCalendarInUtc() {
        assertThat(BudgetPeriod.DAY.startOf(FRIDAY)).isEqualTo("2026-11-27T00:00:00Z");
        assertThat(BudgetPeriod.DAY.endOf(FRIDAY)).isEqualTo("2026-11-28T00:00:00Z");
        assertThat(BudgetPeriod.WEEK.startOf(FRIDAY)).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(BudgetPeriod.WEEK.endOf(FRIDAY)).isEqualTo("2026-11-30T00:00:00Z");
        assertThat(BudgetPeriod.WEEK.startOf(Instant.parse("2026-11-23T00:00:00Z")))
                .isEqualTo("2026-11-23T00:00:00Z");
        assertThat(BudgetPeriod.MONTH.startOf(FRIDAY)).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(BudgetPeriod.MONTH.endOf(FRIDAY)).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(BudgetPeriod.MONTH.endOf(Instant.parse("2026-12-31T23:00:00Z")))
                .isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void findsTheBudgetsOfACallByAllThatTheySay() {
        ScopeIndex<Budget> index = ScopeIndex.of(List.of(
                budget("all", new CallScope(null, null, null, null, null)),
                budget("team", new CallScope("t", null, null, null, null)),
                budget("other-team", new CallScope("o", null, null, null, null)),
                budget("key", new CallScope(null, "k", null, null, null)),
                budget("key-of-other-team", new CallScope("o", "k", null, null, null)),
                budget("user", new CallScope(null, null, "u", null, null)),
                budget("each-user", new CallScope("t", null, "*", null, null)),
                budget("route", new CallScope("t", null, null, "r", null)),
                budget("model", new CallScope(null, null, null, null, "m")),
                budget("version", new CallScope(null, null, null, null, "registered@3")),
                budget("other-version", new CallScope(null, null, null, null, "registered@4"))));
        assertThat(names(index, "u"))
                .containsExactly("all", "each-user", "key", "model", "route", "team", "user", "version");
        assertThat(names(index, null)).containsExactly("all", "each-user", "key", "model", "route", "team", "version");
    }

    @Test
    void tellsUsersApartWhereEachHasABudgetAndTakesSilentOnesByTheirKey() {
        ScopeMembers members = new ScopeMembers(new Pseudonyms(new byte[32]));
        CallScope each = new CallScope(null, null, "*", null, null);
        String jane = members.of(each, call("jane.roe@example.com"));
        assertThat(jane).startsWith("s_").doesNotContain("jane").isEqualTo(members.of("jane.roe@example.com"));
        assertThat(members.of(each, call("john"))).isNotEqualTo(jane);
        assertThat(members.of(each, call(null))).isEqualTo("k_k").isEqualTo(members.of(each, call(" ")));
        assertThat(members.of(new CallScope(null, null, "john", null, null), call("john")))
                .isEmpty();
    }

    @Test
    void bringsChargesBackFromTheJournal() {
        List<BudgetCharge> charges = List.of(
                new BudgetCharge("a", Instant.parse("2026-11-01T00:00:00Z"), 12_345_678_901L, UUID.randomUUID()),
                new BudgetCharge("b", Instant.parse("2026-11-27T00:00:00Z"), 1, null),
                new BudgetCharge("c", "s_0123", Instant.parse("2026-11-27T00:00:00Z"), 1, null));
        assertThat(BudgetCharge.decode(BudgetCharge.encode(charges))).isEqualTo(charges);
    }

    @Test
    void roundsMoneyUpAndNeverOverflows() {
        assertThat(Usd.of(new BigDecimal("0.00000000001"))).isEqualTo(1);
        assertThat(Usd.of(new BigDecimal("1e30"))).isPositive();
        assertThat(Usd.dollars(Usd.of(new BigDecimal("0.0000045")))).isEqualByComparingTo("0.0000045");
    }

    private static List<String> names(ScopeIndex<Budget> index, @Nullable String user) {
        return index.covering(call(user)).stream().map(Budget::name).toList();
    }

    private static CallPlace call(@Nullable String user) {
        return new CallPlace("t", "k", user, resolution());
    }

    private static Budget budget(String name, CallScope scope) {
        return new Budget(name, "*", scope, 1, BudgetPeriod.DAY, BudgetAction.REJECT, FRIDAY);
    }

    private static Resolution resolution() {
        Provider provider = new Provider(
                "p", "t", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        ServedTarget target = new ServedTarget(new UpstreamTarget(provider, "m", null), "registered", 3, true);
        return new Resolution("r", "v", "t", false, null, List.of(target), 0, null, null, null, CallWay.PLAIN);
    }
}
