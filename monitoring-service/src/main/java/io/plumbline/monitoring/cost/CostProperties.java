package io.plumbline.monitoring.cost;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When an expensive hour, or a retry storm, raises an alert.
///
/// @param leastExtraUsd an hour that costs less than this more than usual raises no alert
/// @param stormCalls number of repeated calls of a caller, or of repeated attempts at providers, within five
///     minutes that is a retry storm
@ConfigurationProperties("plumbline.monitoring.costs")
record CostProperties(
        @DefaultValue("1") double leastExtraUsd,
        @DefaultValue("50") int stormCalls) {

    CostProperties {
        if (!(leastExtraUsd >= 0.01 && leastExtraUsd <= 1_000_000)) {
            throw new IllegalArgumentException("plumbline.monitoring.costs.least-extra-usd is 0.01 to 1000000");
        }
        if (stormCalls < 10 || stormCalls > 1_000_000_000) {
            throw new IllegalArgumentException("plumbline.monitoring.costs.storm-calls is 10 to 1000000000");
        }
    }
}
