package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// Lets a route answer identical calls from the cache.
///
/// @param ttlSeconds how long an answer may be reused
/// @param scope who shares an answer; the user unless set
/// @param tools whether calls that offer tools are cached too; false unless set
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CacheTerms(
        @NotNull @Min(1) @Max(86_400) Integer ttlSeconds,
        @Nullable Scope scope,
        @Nullable Boolean tools) {

    /// Who shares an answer.
    public enum Scope {
        /// One subject of one credential. A call of a key that names no subject is not cached.
        @JsonProperty("user")
        USER,
        /// One credential.
        @JsonProperty("key")
        KEY,
        /// All callers in the route's team.
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
