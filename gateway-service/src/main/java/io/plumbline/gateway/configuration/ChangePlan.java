package io.plumbline.gateway.configuration;

import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.Environment;
import io.plumbline.gateway.route.ProductionGuard.Draft;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a route served by until now, what it is to serve by, and what is decided about that.
///
/// @param memory null of a name that was never remembered
/// @param before what counts as served until now
/// @param after variant → configuration; empty of a development route
/// @param decisions digest of each that is new → decision about it
/// @param inherited digest of each that is new → the approvals of what it was compared with
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

    /// Whether each variant is served by somebody: otherwise what served until now stays the measure of what may
    /// serve next.
    boolean isWhole() {
        return after.size() == draft.definition().variants().size();
    }

    boolean leavesProduction() {
        return draft.environment() != Environment.PRODUCTION && memory != null && memory.production();
    }

    Set<String> digests() {
        return after.values().stream().map(Composed::digest).collect(Collectors.toSet());
    }

    /// Variant → digest of its configuration.
    Map<String, String> byVariant() {
        Map<String, String> byVariant = new LinkedHashMap<>();
        after.forEach((variant, composed) -> byVariant.put(variant, composed.digest()));
        return byVariant;
    }

    /// Names exactly what is to be.
    String subject() {
        return draft.name() + " " + ServedConfiguration.digestOf(byVariant());
    }
}
