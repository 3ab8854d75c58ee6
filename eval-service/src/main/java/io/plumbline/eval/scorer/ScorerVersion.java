package io.plumbline.eval.scorer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version of a scorer, without its module and secret. Its definition never changes.
///
/// @param digest of the definition: `sha256:` and 64 hexadecimal digits
/// @param bytes size of the module or source; 0 over HTTP
/// @param source in Python; absent in lists
/// @param http the endpoint over HTTP
/// @param statedVersion the version that the service over HTTP last stated
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScorerVersion(
        UUID id,
        String team,
        String name,
        int version,
        ScorerKind type,
        String digest,
        int bytes,
        @Nullable String source,
        @Nullable HttpEndpoint http,
        @Nullable String statedVersion,
        String createdBy,
        Instant createdAt) {

    /// Returns for example `politeness@2`.
    String reference() {
        return name + "@" + version;
    }

    String statedOrNone() {
        return statedVersion == null ? "" : statedVersion;
    }
}
