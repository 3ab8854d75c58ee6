package io.plumbline.gateway.configuration;

import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
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
record ChangePlan(
        Draft draft,
        @Nullable RouteMemory memory,
        List<Authorized> before,
        Map<String, Composed> after,
        RiskTier tier,
        Map<String, Decision> decisions,
        Decision decision) {

    boolean isLifted(Instant now) {
        return memory != null && memory.isLifted(now);
    }

    Set<String> digests() {
        return after.values().stream().map(Composed::digest).collect(Collectors.toSet());
    }

    /// Names exactly what is to be.
    String subject() {
        Map<String, Object> byVariant = new LinkedHashMap<>();
        after.forEach((variant, composed) -> byVariant.put(variant, composed.digest()));
        return draft.name() + " " + ServedConfiguration.digestOf(byVariant);
    }
}
