package io.plumbline.gateway.upstream;

import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import java.nio.charset.StandardCharsets;

/// Whether one target is told by which key it finds a conversation's prompt in its cache: until it refuses a
/// request for it, since not every server that speaks OpenAI's language takes members that it does not know.
/// Thread-safe.
final class CacheKeys {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private volatile boolean wanted = true;

    boolean areWanted() {
        return wanted;
    }

    /// Whether the target refused a request for a key that the gateway had set. From then on it gets none.
    boolean areRefused(UpstreamFailure failure, UpstreamRequest request) {
        Refusal said = failure.refusal();
        boolean refused = said != null && (said.status() == BAD_REQUEST || said.status() == UNPROCESSABLE);
        byte[] body = said == null || !refused ? null : said.body();
        if (!wanted
                || body == null
                || request.cacheKey() == null
                || request.body().has(OutgoingCalls.CACHE_KEY)
                || !new String(body, StandardCharsets.UTF_8).contains(OutgoingCalls.CACHE_KEY)) {
            return false;
        }
        wanted = false;
        return true;
    }
}
