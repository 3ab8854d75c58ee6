package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.guard.answer.AnswerGuard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The log probabilities of a choice: forwarded unchanged or not at all. The chosen tokens spell a text, mostly
/// the choice's own; the others are single words that the model did not use.
final class ChoiceLogprobs {

    static final String NAME = "logprobs";

    private ChoiceLogprobs() {}

    /// Whether the log probabilities of a complete choice are allowed. Texts that they spell in addition to the
    /// choice's own, such as hidden thoughts, are inspected like any other text.
    ///
    /// @param choice unchanged by the guards
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

    /// Whether the log probabilities of a choice in a chunk are allowed. They spell the same text as the chunk; a
    /// text only in tokens cannot be assembled here.
    ///
    /// @param choice released unmodified
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

    /// Returns the text that the chosen tokens spell, list by list.
    private static List<String> chosen(JsonNode logprobs) {
        List<String> chosen = new ArrayList<>();
        for (JsonNode list : logprobs.isArray() ? List.of(logprobs) : logprobs) {
            if (list.isArray()) {
                chosen.add(spelled(list));
            }
        }
        return chosen;
    }

    /// Joins the tokens by their bytes if they have some, since a token may be part of a character.
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
