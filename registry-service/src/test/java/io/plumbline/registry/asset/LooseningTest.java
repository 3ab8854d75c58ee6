package io.plumbline.registry.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.configuration.RiskTier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooseningTest {

    private static final AssetDraft STRICT = rules(RiskTier.HIGH, "safety", "tone");

    private static AssetDraft rules(RiskTier tier, String... suites) {
        return new AssetDraft("", tier, List.of(suites), Map.of());
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void isEmptyIfRulesBecomeStricter() {
        assertThat(Loosening.after(null, rules(RiskTier.MINIMAL), STRICT, at(1)))
                .isNull();
        assertThat(Loosening.after(null, STRICT, STRICT, at(1))).isNull();
    }

    @Test
    void accumulatesOverEdits() {
        Loosening first = Loosening.after(null, STRICT, rules(RiskTier.LIMITED, "safety"), at(1));
        assertThat(first).isEqualTo(new Loosening(RiskTier.HIGH, List.of("tone"), at(1)));
        Loosening second = Loosening.after(first, rules(RiskTier.LIMITED, "safety"), rules(RiskTier.MINIMAL), at(2));
        assertThat(second).isEqualTo(new Loosening(RiskTier.HIGH, List.of("safety", "tone"), at(2)));
    }

    @Test
    void keepsItsTimeWhileTheRulesAreUnchanged() {
        AssetDraft loose = rules(RiskTier.LIMITED, "tone");
        Loosening loosened = Loosening.after(null, STRICT, loose, at(3));
        assertThat(Loosening.after(
                        loosened,
                        loose,
                        new AssetDraft("other words", RiskTier.LIMITED, List.of("tone"), Map.of()),
                        at(4)))
                .isEqualTo(loosened);
    }

    @Test
    void endsOnceTheRulesAreRestored() {
        AssetDraft loose = rules(RiskTier.LIMITED);
        Loosening loosened = Loosening.after(null, STRICT, loose, at(3));
        assertThat(Loosening.after(loosened, loose, STRICT, at(4))).isNull();
    }

    @Test
    void boundsTheSuitesItRemembers() {
        String[] many = IntStream.range(0, 150).mapToObj(i -> "suite-" + i).toArray(String[]::new);
        Loosening loosened = Loosening.after(null, rules(RiskTier.LIMITED, many), rules(RiskTier.LIMITED), at(1));
        assertThat(Objects.requireNonNull(loosened).droppedSuites()).hasSize(100);
    }
}
