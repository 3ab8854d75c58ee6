package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/// By what a call keeps its variant. Where a call does not say it, the next in this order counts.
public enum Sticky {
    @JsonProperty("user")
    USER,
    @JsonProperty("session")
    SESSION,
    @JsonProperty("request")
    REQUEST
}
