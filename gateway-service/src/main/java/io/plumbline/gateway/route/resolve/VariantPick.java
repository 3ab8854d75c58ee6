package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.route.definition.Variant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variant of a call and the reason. Immutable.
///
/// @param by `name`, `weight`, `latency`, `exploration` or `cost`
/// @param rule name of the rule that limited the variants; null for none
/// @param share its weight as a share of all candidates, 0..1; null if the call named it
/// @param figures the latencies (ms) or costs (USD) compared, by variant; otherwise empty
/// @param outputs output tokens that a choice by cost expected, by variant; otherwise empty
public record VariantPick(
        Variant variant,
        String by,
        @Nullable String rule,
        @Nullable Double share,
        Map<String, Double> figures,
        Map<String, Long> outputs) {

    public static final String BY_NAME = "name";

    public VariantPick {
        figures = Map.copyOf(figures);
        outputs = Map.copyOf(outputs);
    }

    static VariantPick named(Variant variant) {
        return new VariantPick(variant, BY_NAME, null, null, Map.of(), Map.of());
    }

    /// Returns the pick with the expected output tokens.
    VariantPick expecting(Map<String, Long> expected) {
        return new VariantPick(variant, by, rule, share, figures, expected);
    }
}
