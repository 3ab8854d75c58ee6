package io.plumbline.gateway.route.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariantChoiceTest {

    private static final int USERS = 40_000;

    @Test
    void choosesByWeight() {
        List<Variant> variants = List.of(variant("a", 70), variant("b", 25), variant("c", 5), variant("off", 0));
        Map<String, Long> counts = IntStream.range(0, USERS)
                .mapToObj(user -> chosen(variants, "user-" + user))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrder("a", "b", "c");
        for (Map.Entry<String, Double> expected :
                Map.of("a", 0.70, "b", 0.25, "c", 0.05).entrySet()) {
            double share = expected.getValue();
            double fiveSigma = 5 * Math.sqrt(USERS * share * (1 - share));
            assertThat((double) counts.get(expected.getKey()))
                    .as(expected.getKey())
                    .isCloseTo(USERS * share, within(fiveSigma));
        }
    }

    @Test
    void choosesTheSameForTheSameKeyWhateverTheOrder() {
        List<Variant> variants = List.of(variant("a", 1), variant("b", 2), variant("c", 3));
        for (int user = 0; user < 500; user++) {
            assertThat(chosen(variants.reversed(), "u" + user)).isEqualTo(chosen(variants, "u" + user));
        }
    }

    @Test
    void movesOnlyAsManyAsMustWhenACanaryGrows() {
        List<Variant> before = List.of(variant("stable", 90), variant("canary", 10));
        List<Variant> after = List.of(variant("stable", 80), variant("canary", 20));
        int moved = 0;
        for (int user = 0; user < USERS; user++) {
            String was = chosen(before, "u" + user);
            String is = chosen(after, "u" + user);
            if (!was.equals(is)) {
                moved++;
                assertThat(is).as("only towards the one that gains").isEqualTo("canary");
            }
        }
        double fiveSigma = 5 * Math.sqrt(USERS * 0.1 * 0.9);
        assertThat((double) moved).isCloseTo(USERS * 0.1, within(fiveSigma));
    }

    @Test
    void choosesIndependentlyInEachRoute() {
        List<Variant> variants = List.of(variant("a", 1), variant("b", 1));
        long same = IntStream.range(0, USERS)
                .filter(user -> VariantChoice.of(variants, "route-1", "u" + user)
                        .equals(VariantChoice.of(variants, "route-2", "u" + user)))
                .count();
        assertThat((double) same).isCloseTo(USERS / 2.0, within(5 * Math.sqrt(USERS / 4.0)));
    }

    private static String chosen(List<Variant> variants, String key) {
        return VariantChoice.of(variants, "route", key).name();
    }

    private static Variant variant(String name, int weight) {
        return new Variant(name, new Target("m", 1, null, null), null, weight);
    }
}
