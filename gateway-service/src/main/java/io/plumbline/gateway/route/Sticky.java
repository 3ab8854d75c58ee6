package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/// By what a call keeps its variant. Where a call does not say it, the next in this order counts; a call that
/// says neither user nor session stays with its conversation, unless REQUEST is wanted.
public enum Sticky {
    @JsonProperty("user")
    USER,
    @JsonProperty("session")
    SESSION,
    @JsonProperty("request")
    REQUEST
}
