package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A provider's refusal that goes to the client is an answer too: it may quote the request, in which the client
/// gets its own values back, and it may tell what the policy takes out of answers, such as a credential.
final class GuardedRefusal {

    private static final String WORDS = "message";

    private GuardedRefusal() {}

    /// The failure with its words as the client may read them; without them where the policy stops them.
    static UpstreamFailure of(UpstreamFailure failure, AnswerGuard guard) {
        Refusal refusal = failure.refusalForClient();
        if (refusal == null || refusal.body() == null) {
            return failure;
        }
        return failure.saying(guarded(refusal.body(), guard));
    }

    /// The same for a failure that the provider tells within a stream: having no time to look at its words ends
    /// nothing but them.
    static UpstreamFailure inWords(UpstreamFailure failure, AnswerGuard guard) {
        String words = failure.words();
        if (words == null) {
            return failure;
        }
        ObjectNode said = WireJson.newObject().put(WORDS, words);
        boolean passes = guard.optionally(() -> guard.redactAndRestore(ChatTexts.ofMember(said, WORDS), () -> {}));
        return failure.inWords(passes ? said.path(WORDS).asString() : null);
    }

    private static byte @Nullable [] guarded(byte[] said, AnswerGuard guard) {
        ObjectNode body = WireJson.object(said).orElse(null);
        if (body == null) {
            return null;
        }
        boolean[] changed = {false};
        for (String name : List.copyOf(body.propertyNames())) {
            if (!guard.redactAndRestore(ChatTexts.ofMember(body, name), () -> changed[0] = true)) {
                return null;
            }
        }
        return changed[0] ? WireJson.bytes(body) : said;
    }
}
