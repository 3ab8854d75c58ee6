package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.guard.AnswerGuard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The log probabilities of a choice: they go on as they are, or not at all. The tokens that were chosen spell a
/// text, which is mostly the choice's own; the others are single words that were not said.
final class Logprobs {

    static final String NAME = "logprobs";

    private Logprobs() {}

    /// Whether those of a choice that is there in full may go on. What they spell beside its texts, such as thoughts
    /// that are not given, is looked at like any other text.
    ///
    /// @param choice of which nothing had to be changed
    static boolean mayPass(ObjectNode choice, AnswerGuard guard) {
        return guard.optionally(() -> {
            for (String text : chosen(choice.path(NAME))) {
                if (!isSaid(text, choice) && !guard.redact(new LogprobsPlace(text))) {
                    return false;
                }
            }
            return guard.passesLoose(LogprobsPlace.of(choice));
        });
    }

    /// Whether those of a choice of a chunk may go on. What they spell is what the chunk says: what comes in tokens
    /// alone, nobody could put together.
    ///
    /// @param choice of which all went on as it came
    static boolean mayPassInPieces(ObjectNode choice, AnswerGuard guard) {
        if (guard.isIdle() && !guard.judgesTools()) {
            return true;
        }
        for (String text : chosen(choice.path(NAME))) {
            if (!isSaid(text, choice)) {
                return false;
            }
        }
        return guard.optionally(() -> guard.passesLoose(LogprobsPlace.of(choice)));
    }

    /// What the tokens spell that were chosen, list by list.
    private static List<String> chosen(JsonNode logprobs) {
        List<String> chosen = new ArrayList<>();
        for (JsonNode list : logprobs.isArray() ? List.of(logprobs) : logprobs) {
            if (list.isArray()) {
                chosen.add(spelled(list));
            }
        }
        return chosen;
    }

    /// By their bytes where they have some, since a token may be a part of a character.
    private static String spelled(JsonNode tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode token : tokens) {
            if (token.path("bytes").isArray()) {
                token.path("bytes").forEach(each -> bytes.write(each.asInt(0)));
            } else {
                bytes.writeBytes((token.isString() ? token : token.path("token"))
                        .asString("")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private static boolean isSaid(String text, ObjectNode choice) {
        if (text.isEmpty()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> member : choice.properties()) {
            if (!member.getKey().equals(NAME) && holds(member.getValue(), text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(JsonNode node, String text) {
        if (node.isString()) {
            return node.asString().contains(text);
        }
        for (JsonNode each : node) {
            if (holds(each, text)) {
                return true;
            }
        }
        return false;
    }
}
