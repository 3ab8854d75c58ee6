package io.plumbline.simulator.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request as it arrived, without what must not be kept: of its headers only the names, of its credential only a
/// digest.
///
/// @param headers names in lower case, sorted
/// @param credentialSha256 of the bearer token or the key itself, in hex
/// @param body its first 64 KB as text
/// @param bodyBytes its whole length
public record RecordedCall(
        String model,
        Instant at,
        String method,
        String path,
        List<String> headers,
        @Nullable String credentialSha256,
        String body,
        int bodyBytes) {
    static final int MOST_BODY_BYTES = 64 * 1024;

    public boolean isTruncated() {
        return bodyBytes > MOST_BODY_BYTES;
    }
}
