package io.plumbline.gateway.upstream;

import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.gateway.upstream.translation.OutgoingCalls;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import java.nio.charset.StandardCharsets;

/// Whether one target receives prompt cache keys: until it refuses a request because of one, since not every
/// server with OpenAI's dialect accepts unknown members. Thread-safe.
final class CacheKeys {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private volatile boolean wanted = true;

    boolean areWanted() {
        return wanted;
    }

    /// Whether the target refused a request because of a key that the gateway had set. From then on it receives
    /// none.
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
