package io.plumbline.monitoring.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How received traces are read.
///
/// @param gatewayAddresses addresses of the gateway as clients see them, `host` or `host:port`. Spans of calls to them
///     are ignored because the gateway records these calls itself
/// @param mostCallsPerHour largest number of calls in received traces that are stored for a team in an hour, from 1.
///     Further spans are rejected
@ConfigurationProperties("plumbline.monitoring.otlp")
record OtlpProperties(
        @DefaultValue List<String> gatewayAddresses,
        @DefaultValue("100000") int mostCallsPerHour) {

    private static final int MOST = 100;

    OtlpProperties {
        if (gatewayAddresses.size() > MOST) {
            throw new IllegalArgumentException("plumbline.monitoring.otlp.gateway-addresses has at most 100 entries");
        }
        if (mostCallsPerHour < 1) {
            throw new IllegalArgumentException("plumbline.monitoring.otlp.most-calls-per-hour must be at least 1");
        }
        gatewayAddresses = List.copyOf(gatewayAddresses);
    }

    /// @param server `host` or `host:port`; null if unknown
    boolean isGateway(@Nullable String server) {
        return server != null
                && gatewayAddresses.stream()
                        .anyMatch(address -> server.equalsIgnoreCase(address)
                                || server.regionMatches(true, 0, address + ":", 0, address.length() + 1));
    }
}
