package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.TeamKeys;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.injection.Spotlight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Marks what tools have answered and documents say, where the policy asks for it, so that the model can tell
/// it from what it is to do; and tells the model so, from the first turn on where tools are offered. The mark
/// is that of the application's instructions, under a key of the team: the same from turn to turn and for
/// everybody, so that a provider's prompt cache and the gateway's own still work. What is kept of the call has
/// no marks. Thread-safe.
@Component
final class Spotlighting {

    private static final String MESSAGES = "messages";

    private final TeamKeys keys;

    Spotlighting(TeamKeys keys) {
        this.keys = keys;
    }

    /// What takes the marks out of the answer again; null when nothing is or could come to be marked.
    @Nullable
    Spotlight mark(ChatRequest request, EffectivePolicy policy, String team) {
        Spotlight.Method method = policy.whole().spotlight();
        Surface surface = request.surface();
        ObjectNode body = request.body();
        if (method == null || !(offersTools(body) || !surface.untrusted(body).isEmpty())) {
            return null;
        }
        String opening = surface.openingPrompt(body);
        body.set(MESSAGES, body.path(MESSAGES).deepCopy()); // what is kept shares the trees
        Spotlight spotlight = Spotlight.of(method, keys.of(team).key("spotlight"), opening == null ? "" : opening);
        for (TextPlace place : surface.untrusted(body)) {
            place.replace(spotlight.mark(place.text()));
        }
        tell(spotlight.instructions(), surface, body);
        return spotlight;
    }

    /// Then their answers may come later, when the beginning of the prompt must be what it was.
    private static boolean offersTools(ObjectNode body) {
        return !body.path("tools").isEmpty() || !body.path("functions").isEmpty();
    }

    private static void tell(String words, Surface surface, ObjectNode body) {
        if (!surface.instruct(body, "\n\n" + words)) {
            ArrayNode own = WireJson.newObject().putArray(MESSAGES);
            own.addObject().put("role", "system").put("content", words);
            surface.precede(body, own);
        }
    }
}
