package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/// By what a route chooses among its variants.
public enum Choice {
    /// By their weights; a user or session stays with its variant.
    @JsonProperty("weighted")
    WEIGHTED("weight"),
    /// The fastest lately, but for a share of calls that keeps the figures of the others fresh.
    @JsonProperty("latency")
    LATENCY("latency"),
    /// The cheapest for this call.
    @JsonProperty("cost")
    COST("cost");

    private final String reason;

    Choice(String reason) {
        this.reason = reason;
    }

    /// How the audit log names it as a reason.
    String reason() {
        return reason;
    }
}
