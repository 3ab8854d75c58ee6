package io.plumbline.gateway.configuration;

import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.ProductionGuard.Draft;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The previous and the new configurations of a route, and the decision about the change.
///
/// @param memory null for a name that was never remembered
/// @param before the configurations that count as served until now
/// @param after variant → configuration; empty for a development route
/// @param decisions digest of each new configuration → decision about it
/// @param inherited digest of each new configuration → the approvals of the one with which it was compared
record ChangePlan(
        Draft draft,
        @Nullable RouteMemory memory,
        List<Authorized> before,
        Map<String, Composed> after,
        RiskTier tier,
        Map<String, Decision> decisions,
        Map<String, RestsOn> inherited,
        Decision decision) {

    boolean isLifted(Instant now) {
        return memory != null && memory.isLifted(now);
    }

    /// Whether a target serves each variant. Otherwise the previous configurations stay the standard with which
    /// the next ones are compared.
    boolean isWhole() {
        return after.size() == draft.definition().variants().size();
    }

    boolean leavesProduction() {
        return draft.environment() != Environment.PRODUCTION && memory != null && memory.production();
    }

    Set<String> digests() {
        return after.values().stream().map(Composed::digest).collect(Collectors.toSet());
    }

    /// Returns variant → digest of its configuration.
    Map<String, String> byVariant() {
        Map<String, String> byVariant = new LinkedHashMap<>();
        after.forEach((variant, composed) -> byVariant.put(variant, composed.digest()));
        return byVariant;
    }

    /// Returns a name that identifies exactly the new state.
    String subject() {
        return draft.name() + " " + ServedConfiguration.digestOf(byVariant());
    }
}
