package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.ServedTarget;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a call is charged of a budget of which it has reserved 1,000.
class BudgetHoldTest {

    private final HeldMoney money = new HeldMoney(new UUID(0, 7), 1_000);

    @Test
    void chargesEstimatesAsFarAsThereIsRoom() {
        assertThat(charged(lost("0.00000006"), came("0.00000003"))).isEqualTo(900);
        assertThat(charged(lost("0.00000006"), lost("0.00000006"), came("0.00000003")))
                .isEqualTo(1_000);
        assertThat(charged(lost("0.00000006"), lost("0.00000006"))).isEqualTo(1_000);
    }

    @Test
    void chargesInFullWhatProvidersSay() {
        assertThat(charged(lost("0.00000006"), came("0.00000012"))).isEqualTo(1_200);
    }

    private long charged(PaidAnswer... answers) {
        return money.hold().charges(List.of(answers)).stream()
                .mapToLong(BudgetCharge::amount)
                .sum();
    }

    private static PaidAnswer lost(String usd) {
        return answer(usd, true);
    }

    private static PaidAnswer came(String usd) {
        return answer(usd, false);
    }

    private static PaidAnswer answer(String usd, boolean lost) {
        Provider provider = new Provider(
                "p", "t", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        ServedTarget target = new ServedTarget(new UpstreamTarget(provider, "m", null), "registered", 3, true);
        return new PaidAnswer(target, new TokenUsage(1, 0, 1, lost), new BigDecimal(usd), lost);
    }
}
