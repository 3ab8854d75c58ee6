package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a route chooses among its variants.
public enum Choice {
    /// By weight. A user or session stays with its variant.
    @JsonProperty("weighted")
    WEIGHTED("weight"),
    /// The fastest one recently, except for a share of calls that keeps the figures of the others current.
    @JsonProperty("latency")
    LATENCY("latency"),
    /// The cheapest for this call.
    @JsonProperty("cost")
    COST("cost");

    private final String reason;

    Choice(String reason) {
        this.reason = reason;
    }

    /// Returns its name as a reason in the audit log.
    public String reason() {
        return reason;
    }
}
