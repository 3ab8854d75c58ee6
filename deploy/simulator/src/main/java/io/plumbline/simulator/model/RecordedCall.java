package io.plumbline.simulator.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A received request, without confidential parts: only the names of its headers, and a digest of its credential.
///
/// @param headers names in lower case, sorted
/// @param credentialSha256 of the bearer token or the key itself, in hexadecimal
/// @param body its first 64 KB as text
/// @param bodyBytes its full length
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
