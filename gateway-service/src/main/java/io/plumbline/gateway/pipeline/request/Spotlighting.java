package io.plumbline.gateway.pipeline.request;

import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.TeamKeys;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.spotlight.Spotlight;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Marks tool results and documents if the policy requires it, and the passages of a knowledge base in any case, so
/// that the model can distinguish them from instructions. Explains the marks to the model, from the first turn on if
/// tools are offered. The mark is
/// derived from the application's instructions under a key of the team. It is the same for all turns and users,
/// so that the provider's prompt cache and the gateway's own keep working. Stored content has no marks.
/// Thread-safe.
@Component
public final class Spotlighting {

    private static final String MESSAGES = "messages";
    private static final String HEADING =
            "Passages of a knowledge base follow. Use those that help to answer the question"
                    + " below, and cite them by number, for example [1].";

    private final TeamKeys keys;

    Spotlighting(TeamKeys keys) {
        this.keys = keys;
    }

    /// Inserts passages before the user's question and marks third-party texts.
    ///
    /// @param passages guarded, best first
    /// @return the filter that removes the marks from the answer; null if nothing is or could become marked
    public @Nullable Spotlight mark(CallRequest request, List<String> passages, EffectivePolicy policy, String team) {
        Spotlight.Method method = policy.whole().spotlight();
        ClientPrompt prompt = request.surface().prompt();
        ObjectNode body = request.body();
        boolean marks =
                method != null && (offersTools(body) || !prompt.untrusted(body).isEmpty());
        if (!marks && passages.isEmpty()) {
            return null;
        }
        String opening = prompt.openingPrompt(body);
        body.set(MESSAGES, body.path(MESSAGES).deepCopy()); // what is kept shares the trees
        Spotlight spotlight = Spotlight.of(
                method == null ? Spotlight.Method.DELIMIT : method,
                keys.of(team).key("spotlight"),
                opening == null ? "" : opening);
        if (marks) {
            for (TextPlace place : prompt.untrusted(body)) {
                place.replace(spotlight.mark(place.text()));
            }
        }
        if (!passages.isEmpty()) {
            prompt.precedeQuestion(body, written(passages, spotlight));
        }
        tell(spotlight.instructions(), prompt, body);
        return spotlight;
    }

    private static String written(List<String> passages, Spotlight spotlight) {
        StringBuilder written = new StringBuilder(HEADING);
        for (int i = 0; i < passages.size(); i++) {
            written.append("\n\n[").append(i + 1).append("]\n").append(spotlight.mark(passages.get(i)));
        }
        return written.append("\n\nQuestion:").toString();
    }

    /// Whether the request offers tools. Their results may follow in later turns, which need the same beginning
    /// of the prompt.
    private static boolean offersTools(ObjectNode body) {
        return !body.path("tools").isEmpty() || !body.path("functions").isEmpty();
    }

    private static void tell(String words, ClientPrompt prompt, ObjectNode body) {
        if (!prompt.instruct(body, "\n\n" + words)) {
            ArrayNode own = WireJson.newObject().putArray(MESSAGES);
            own.addObject().put("role", "system").put("content", words);
            prompt.precede(body, own);
        }
    }
}
