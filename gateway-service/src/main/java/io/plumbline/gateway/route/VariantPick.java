package io.plumbline.gateway.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which variant a call got, and why. Immutable.
///
/// @param by `name`, `weight`, `latency`, `exploration` or `cost`
/// @param rule name of the rule that limited the variants; null when none did
/// @param share of its weight in those of the variants that it was chosen among, 0..1; null when it was named
/// @param figures what a choice by latency (ms) or cost (USD) compared, by variant; empty otherwise
/// @param outputs tokens of output that a choice by cost expected, by variant; empty otherwise
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

    /// The same, with the tokens of output that it expected.
    VariantPick expecting(Map<String, Long> expected) {
        return new VariantPick(variant, by, rule, share, figures, expected);
    }
}
