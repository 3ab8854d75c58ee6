package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// That a route gives the same answer to the same call again.
///
/// @param ttlSeconds for how long
/// @param scope among whom; the user unless given
/// @param tools whether also to calls that offer tools; not unless given
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CacheTerms(
        @NotNull @Min(1) @Max(86_400) Integer ttlSeconds,
        @Nullable Scope scope,
        @Nullable Boolean tools) {

    /// Among whom an answer is shared.
    public enum Scope {
        /// One subject of one credential. A call of a key that names no subject is not cached.
        @JsonProperty("user")
        USER,
        /// One credential.
        @JsonProperty("key")
        KEY,
        /// All who call in the route's team.
        @JsonProperty("team")
        TEAM
    }

    public Scope scopeOrUsual() {
        return scope == null ? Scope.USER : scope;
    }

    public boolean withTools() {
        return Boolean.TRUE.equals(tools);
    }
}
