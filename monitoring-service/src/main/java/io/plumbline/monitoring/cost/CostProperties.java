package io.plumbline.monitoring.cost;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When an expensive hour raises an alert.
///
/// @param leastExtraUsd an hour that costs less than this more than usual raises no alert
@ConfigurationProperties("plumbline.monitoring.costs")
record CostProperties(@DefaultValue("1") double leastExtraUsd) {

    CostProperties {
        if (!(leastExtraUsd >= 0.01 && leastExtraUsd <= 1_000_000)) {
            throw new IllegalArgumentException("plumbline.monitoring.costs.least-extra-usd is 0.01 to 1000000");
        }
    }
}
