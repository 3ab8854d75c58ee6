package io.plumbline.console.gate;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Discard;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.gate.GateClient.Guarded;
import io.plumbline.console.gate.GateClient.Origin;
import io.plumbline.console.gate.GateClient.Run;
import io.plumbline.console.gate.GateClient.Served;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Describes a gate in words.
final class GateFacts {

    private static final List<String> TIERS = List.of("metrics", "judge", "human panel", "red team");

    private GateFacts() {}

    /// A fact about the evaluated systems.
    record Fact(String label, String text) {}

    /// The outcome of a tier.
    record Tier(String name, String outcome) {}

    /// Returns the ids of people in the facts.
    static List<String> people(Gate gate) {
        List<String> people = new ArrayList<>();
        Origin origin = gate.baselineOrigin();
        if (origin != null) {
            Stream.ofNullable(origin.requestedBy()).forEach(people::add);
            Stream.ofNullable(origin.approvedBy()).forEach(people::addAll);
        }
        Discard discard = gate.discarded();
        if (discard != null) {
            people.add(discard.by());
        }
        return people;
    }

    /// Returns why the result is only informative; null if it counts.
    static @Nullable String informational(Gate gate) {
        if (gate.counts()) {
            return null;
        }
        if (gate.candidate().isRoute()) {
            return "only a version can be promoted to production, not a route";
        }
        if (gate.checks().stream().anyMatch(check -> check.name().equals("outputs"))) {
            return "the candidate's outputs were produced elsewhere, and the suite does not let them count";
        }
        Origin origin = gate.baselineOrigin();
        boolean chosen = origin != null && origin.source().equals("REQUESTED");
        return chosen || gate.onlySlices().isEmpty()
                ? "it was not compared with what is in production"
                : "the requester chose only a part of the suite";
    }

    /// Returns the reason for the choice of the baseline; null without a reason to show.
    static @Nullable String origin(@Nullable Origin origin, Map<String, String> names) {
        return origin == null
                ? null
                : switch (origin.source()) {
                    case "PRODUCTION" -> "in production";
                    case "BLESSED" ->
                        "baseline requested by " + name(origin.requestedBy(), names) + ", approved by "
                                + Stream.ofNullable(origin.approvedBy())
                                        .flatMap(List::stream)
                                        .map(id -> name(id, names))
                                        .collect(Collectors.joining(", "));
                    default -> "chosen by the requester of the gate";
                };
    }

    /// Returns facts about the served systems; unknown or inapplicable ones are omitted.
    static List<Fact> serving(Gate gate, Map<String, String> names) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Served configuration", digest(gate.servedConfiguration()));
        add(facts, "Served configuration of the baseline", digest(gate.baselineServedConfiguration()));
        add(facts, "Served configuration of the judge", digest(gate.judgeServedConfiguration()));
        Map<String, Object> deviations = gate.deviations();
        add(
                facts,
                "Deviations from production",
                deviations == null || deviations.isEmpty()
                        ? null
                        : deviations.entrySet().stream()
                                .map(one -> one.getKey() + " " + one.getValue())
                                .collect(Collectors.joining(", ")));
        add(facts, "Guard policy", guarded(gate.guarded()));
        Discard discard = gate.discarded();
        if (discard != null) {
            facts.add(new Fact("Discarded", "by " + name(discard.by(), names) + ": " + discard.reason()));
        }
        return facts;
    }

    /// Returns the outcome of each tier.
    static List<Tier> tiers(Gate gate) {
        return gate.tiers().entrySet().stream()
                .map(tier -> {
                    int number = Integer.parseInt(tier.getKey());
                    return new Tier(
                            number >= 1 && number <= TIERS.size()
                                    ? "Tier " + number + ", " + TIERS.get(number - 1)
                                    : "Tier " + number,
                            tier.getValue());
                })
                .toList();
    }

    /// Returns the tiers that the verdict does not use, for example `human panel, red team`; empty for none.
    static String missingTiers(Gate gate) {
        List<String> missing = gate.missingTiers();
        return missing == null
                ? ""
                : missing.stream()
                        .map(Integer::parseInt)
                        .filter(tier -> tier >= 1 && tier <= TIERS.size())
                        .map(tier -> TIERS.get(tier - 1))
                        .collect(Collectors.joining(", "));
    }

    /// Returns the results of the calls so far, and their cost.
    static String run(Run run) {
        return Figures.count(run.errors(), "call") + " failed, " + Figures.count(run.cached(), "answer")
                + " reused from earlier gates, " + cost(run.costUsd())
                + (run.lastError() == null ? "" : "; newest error: " + run.lastError()) + ended(run.halted());
    }

    private static String ended(@Nullable String halted) {
        return halted == null
                ? ""
                : switch (halted) {
                    case "HOPELESS" -> "; stopped early: the candidate answered no call";
                    case "OUTAGE" -> "; stopped early: a model stopped answering";
                    case "COST" -> "; stopped at the suite's cost cap";
                    case "TIME" -> "; stopped at the suite's time cap";
                    default -> "; stopped early";
                };
    }

    /// Formats to the cent, and below one to three digits.
    private static String cost(BigDecimal costUsd) {
        BigDecimal cents = costUsd.setScale(2, RoundingMode.HALF_UP);
        return (cents.signum() == 0 ? costUsd.round(new MathContext(3)).stripTrailingZeros() : cents).toPlainString()
                + " USD";
    }

    private static @Nullable String guarded(@Nullable Guarded guarded) {
        return guarded == null || !guarded.any()
                ? null
                : String.format(
                        Locale.ROOT,
                        "%,d questions altered, %,d questions blocked, %,d answers altered, %,d answers withheld",
                        guarded.altered(),
                        guarded.blockedInput(),
                        guarded.alteredOutput(),
                        guarded.blockedOutput());
    }

    private static @Nullable String digest(@Nullable Served served) {
        return served == null ? null : served.digest();
    }

    private static String name(@Nullable String id, Map<String, String> names) {
        return id == null ? "an unknown person" : names.getOrDefault(id, id);
    }

    private static void add(List<Fact> facts, String label, @Nullable String text) {
        if (text != null) {
            facts.add(new Fact(label, text));
        }
    }
}
