package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.price.ModelPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.definition.Choice;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteOptions;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.gateway.rule.CallFacts;
import io.plumbline.gateway.rule.RouteRule;
import io.plumbline.gateway.upstream.AnswerLengths;
import io.plumbline.gateway.upstream.TargetState;
import io.plumbline.gateway.upstream.TargetStates;
import io.plumbline.kit.security.Caller;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Picks the variant for a call that names none. The first matching rule limits the candidates; the route's
/// choice decides among them. While a rollout is in progress, the choice is by weight, since otherwise its two
/// arms could not be compared. A choice by latency or cost reads existing figures, once per variant. Thread-safe.
@Component
final class VariantPicker {

    private final TargetDirectory targets;
    private final TargetStates states;
    private final AnswerLengths lengths;
    private final ModelPrices prices;
    private final Clock clock;

    VariantPicker(
            TargetDirectory targets, TargetStates states, AnswerLengths lengths, ModelPrices prices, Clock clock) {
        this.targets = targets;
        this.states = states;
        this.lengths = lengths;
        this.prices = prices;
        this.clock = clock;
    }

    /// The figure by which variants are compared; lower is better.
    @FunctionalInterface
    private interface Figure {
        /// Returns infinity for a variant that must not be chosen, NaN for an unknown figure.
        double of(Variant variant, ServedTarget target);
    }

    VariantPick pick(Route route, Caller caller, CallKeys keys, String stickyKey) {
        RouteOptions options = route.definition().options();
        RouteRule rule = rule(route, caller, keys);
        List<Variant> candidates = rule == null ? weighted(route.definition().variants()) : meant(route, rule);
        String ruled = rule == null ? null : rule.name();
        Choice choice = route.rollout() == null ? options.choiceOrUsual() : Choice.WEIGHTED;
        if (choice == Choice.WEIGHTED || candidates.size() == 1) {
            return byWeight(route, candidates, stickyKey, Choice.WEIGHTED.reason(), ruled);
        }
        if (choice == Choice.LATENCY && ThreadLocalRandom.current().nextDouble() < options.explorationOrUsual()) {
            return byWeight(route, candidates, stickyKey, "exploration", ruled);
        }
        Map<String, Long> outputs = new HashMap<>();
        Figure figure = choice == Choice.LATENCY ? latency(keys) : cost(route.name(), keys, outputs);
        VariantPick best = best(route, candidates, choice, figure, ruled);
        return best == null
                ? byWeight(route, candidates, stickyKey, Choice.WEIGHTED.reason(), ruled)
                : best.expecting(outputs);
    }

    private @Nullable RouteRule rule(Route route, Caller caller, CallKeys keys) {
        List<RouteRule> rules = route.definition().options().rulesOrNone();
        if (rules.isEmpty()) {
            return null;
        }
        CallFacts facts =
                new CallFacts(caller, caller.rolesIn(route.team()), keys.tags(), keys.inputTokens(), clock.instant());
        for (RouteRule rule : rules) {
            if (rule.holds(facts)) {
                return rule;
            }
        }
        return null;
    }

    private static List<Variant> weighted(List<Variant> variants) {
        List<Variant> weighted = new ArrayList<>(variants.size());
        for (Variant variant : variants) {
            if (variant.weight() > 0) {
                weighted.add(variant);
            }
        }
        return weighted;
    }

    /// Returns the variants of a rule; each has a weight of 1 if all their weights are 0.
    private static List<Variant> meant(Route route, RouteRule rule) {
        List<Variant> named = new ArrayList<>();
        for (Variant variant : route.definition().variants()) {
            if (rule.variants().contains(variant.name())) {
                named.add(variant);
            }
        }
        List<Variant> weighted = weighted(named);
        return weighted.isEmpty()
                ? named.stream().map(variant -> variant.weighing(1)).toList()
                : weighted;
    }

    private static VariantPick byWeight(
            Route route, List<Variant> candidates, String stickyKey, String by, @Nullable String rule) {
        Variant chosen = VariantChoice.of(candidates, route.name(), stickyKey);
        return new VariantPick(chosen, by, rule, share(chosen, candidates), Map.of(), Map.of());
    }

    private static double share(Variant chosen, List<Variant> candidates) {
        long all = 0;
        for (Variant candidate : candidates) {
            all += candidate.weight();
        }
        return chosen.weight() / (double) all;
    }

    /// Returns the lowest. Among variants with unknown figures, returns the first that no other call is trying.
    /// Null if no variant can be chosen.
    private @Nullable VariantPick best(
            Route route, List<Variant> candidates, Choice choice, Figure figure, @Nullable String rule) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Variant best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Variant candidate : candidates) {
            Optional<ServedTarget> target = targets.find(candidate.target(), route.team());
            if (target.isEmpty()) {
                continue;
            }
            double value = figure.of(candidate, target.get());
            boolean untried = Double.isNaN(value) && choice == Choice.LATENCY;
            if (untried && states.of(target.get().upstream()).inFlight() == 0) {
                return new VariantPick(candidate, "exploration", rule, share(candidate, candidates), figures, Map.of());
            }
            if (Double.isFinite(value)) {
                figures.put(candidate.name(), value);
            }
            if (value < least) {
                least = value;
                best = candidate;
            }
        }
        return best == null
                ? null
                : new VariantPick(best, choice.reason(), rule, share(best, candidates), figures, Map.of());
    }

    private Figure latency(CallKeys keys) {
        return (_, target) -> {
            TargetState state = states.of(target.upstream());
            return state.isShut(clock.instant()) ? Double.POSITIVE_INFINITY : state.expectedMillis(keys.stream());
        };
    }

    /// Returns the expected cost of the call: its input, and the typical recent output on this route, up to the
    /// call's limit.
    ///
    /// @param outputs receives the expected output tokens
    private Figure cost(String route, CallKeys keys, Map<String, Long> outputs) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return (variant, target) -> {
            if (states.of(target.upstream()).isShut(clock.instant())) {
                return Double.POSITIVE_INFINITY;
            }
            long output = expectedOutput(route, keys, target);
            outputs.put(variant.name(), output);
            return prices.cost(target.upstream().priced(), new TokenUsage(keys.inputTokens(), 0, output, true), today)
                    .map(BigDecimal::doubleValue)
                    .orElse(Double.NaN);
        };
    }

    private long expectedOutput(String route, CallKeys keys, ServedTarget target) {
        long usual = lengths.expected(route, target.upstream());
        Long asked = keys.largestOutput();
        Long largest = asked != null ? asked : OutputLimits.of(target.upstream().defaults());
        return keys.choices() * (largest == null ? usual : Math.min(usual, largest));
    }
}
