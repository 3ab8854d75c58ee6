package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Guards a provider's refusal like an answer. It may quote the request, so the client gets its own values back.
/// It may also contain values that the policy redacts in answers, such as a credential.
public final class GuardedRefusal {

    private static final String WORDS = "message";

    private GuardedRefusal() {}

    /// Returns the failure with the words that the client may read; without words if the policy blocks them.
    public static UpstreamFailure of(UpstreamFailure failure, AnswerGuard guard) {
        Refusal refusal = failure.refusalForClient();
        if (refusal == null || refusal.body() == null) {
            return failure;
        }
        return failure.saying(guarded(refusal.body(), guard));
    }

    /// Does the same for a failure that the provider reports within a stream. If there is no time to inspect the
    /// words, only the words are dropped.
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
