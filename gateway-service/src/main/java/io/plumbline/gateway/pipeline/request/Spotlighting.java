package io.plumbline.gateway.pipeline.request;

import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.TeamKeys;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.spotlight.Spotlight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Marks tool results and documents if the policy requires it, so that the model can distinguish them from
/// instructions. Explains the marks to the model, from the first turn on if tools are offered. The mark is
/// derived from the application's instructions under a key of the team. It is the same for all turns and users,
/// so that the provider's prompt cache and the gateway's own keep working. Stored content has no marks.
/// Thread-safe.
@Component
public final class Spotlighting {

    private static final String MESSAGES = "messages";

    private final TeamKeys keys;

    Spotlighting(TeamKeys keys) {
        this.keys = keys;
    }

    /// Returns the filter that removes the marks from the answer; null if nothing is or could become marked.
    public @Nullable Spotlight mark(CallRequest request, EffectivePolicy policy, String team) {
        Spotlight.Method method = policy.whole().spotlight();
        ClientPrompt prompt = request.surface().prompt();
        ObjectNode body = request.body();
        if (method == null || !(offersTools(body) || !prompt.untrusted(body).isEmpty())) {
            return null;
        }
        String opening = prompt.openingPrompt(body);
        body.set(MESSAGES, body.path(MESSAGES).deepCopy()); // what is kept shares the trees
        Spotlight spotlight = Spotlight.of(method, keys.of(team).key("spotlight"), opening == null ? "" : opening);
        for (TextPlace place : prompt.untrusted(body)) {
            place.replace(spotlight.mark(place.text()));
        }
        tell(spotlight.instructions(), prompt, body);
        return spotlight;
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
