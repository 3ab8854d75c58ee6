package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What binds a call to its variant. If a call does not have it, the next one in this order applies. A call
/// without user and session stays with its conversation, unless REQUEST is set.
public enum Sticky {
    @JsonProperty("user")
    USER,
    @JsonProperty("session")
    SESSION,
    @JsonProperty("request")
    REQUEST
}
