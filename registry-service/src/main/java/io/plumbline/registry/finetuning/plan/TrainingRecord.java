package io.plumbline.registry.finetuning.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A record of a dataset as training material. The prompt is its `messages` or `input`.
///
/// For supervised methods the answer is the last message, of the role `assistant`, else the member `completion`, else
/// the first reference. For preferences, `chosen` (else the first reference) and `rejected` are answers to the prompt.
/// An answer is a text, or a list of one message, as TRL's conversational formats have it.
public final class TrainingRecord {

    private static final String ASSISTANT = "assistant";
    private static final String USER = "user";
    private static final String REJECTED = "rejected";

    private final ArrayNode prompt;
    private final String answer;
    private final @Nullable String rejected;

    private TrainingRecord(ArrayNode prompt, String answer, @Nullable String rejected) {
        this.prompt = prompt;
        this.answer = answer;
        this.rejected = rejected;
    }

    /// Returns what prevents training with a record; empty if it is suitable. The text quotes nothing.
    public static Optional<String> fault(JsonNode record, TrainingMethod method) {
        ArrayNode prompt = prompt(record);
        boolean isAnswered = isAnswered(prompt);
        if (method.isPreference()) {
            return preferenceFault(record, prompt, isAnswered);
        }
        if (record.path("label").isBoolean() && !record.path("label").booleanValue()) {
            return Optional.of("is labelled as an undesirable answer");
        }
        if (isAnswered) {
            boolean isLone = prompt.size() < 2;
            if (isLone) {
                return Optional.of("needs a message before the answer");
            }
            return isText(last(prompt).path("content"))
                    ? Optional.empty()
                    : Optional.of("needs an answer that is a text that is not blank");
        }
        return isText(completion(record))
                ? Optional.empty()
                : Optional.of("needs an answer: a last message of the role assistant, completion, or a reference");
    }

    private static Optional<String> preferenceFault(JsonNode record, ArrayNode prompt, boolean isAnswered) {
        if (isAnswered || prompt.isEmpty()) {
            return Optional.of("needs a prompt that ends before the answer");
        }
        JsonNode chosen = chosen(record);
        JsonNode rejected = answer(record, REJECTED);
        if (!isText(chosen)) {
            return Optional.of("needs chosen, a text that is not blank, or a reference");
        }
        if (!isText(rejected)) {
            return Optional.of("needs rejected, a text that is not blank");
        }
        return chosen.stringValue().equals(rejected.stringValue())
                ? Optional.of("needs different texts as chosen and rejected")
                : Optional.empty();
    }

    /// Reads a record without a [#fault].
    public static TrainingRecord of(JsonNode record, TrainingMethod method) {
        ArrayNode prompt = prompt(record);
        if (method.isPreference()) {
            return new TrainingRecord(
                    prompt, chosen(record).asString(), answer(record, REJECTED).asString());
        }
        if (isAnswered(prompt)) {
            String answer = last(prompt).path("content").asString();
            prompt.remove(prompt.size() - 1);
            return new TrainingRecord(prompt, answer, null);
        }
        return new TrainingRecord(prompt, completion(record).asString(), null);
    }

    /// Returns the line of a file for an executor.
    public ObjectNode line(TrainingForm form) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (rejected == null) {
            ArrayNode messages = line.putArray("messages");
            messages.addAll(prompt);
            messages.add(message(ASSISTANT, answer));
        } else if (form == TrainingForm.OPENAI) {
            line.putObject("input").set("messages", prompt);
            line.putArray("preferred_output").add(message(ASSISTANT, answer));
            line.putArray("non_preferred_output").add(message(ASSISTANT, rejected));
        } else {
            line.set("prompt", prompt);
            line.putArray("chosen").add(message(ASSISTANT, answer));
            line.putArray("rejected").add(message(ASSISTANT, rejected));
        }
        return line;
    }

    private static ArrayNode prompt(JsonNode record) {
        ArrayNode prompt = JsonNodeFactory.instance.arrayNode();
        if (record.path("messages") instanceof ArrayNode messages) {
            prompt.addAll(messages);
        } else if (isText(record.path("input"))) {
            prompt.add(message(USER, record.path("input").stringValue()));
        }
        return prompt;
    }

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }

    private static boolean isAnswered(ArrayNode prompt) {
        return !prompt.isEmpty() && last(prompt).path("role").asString("").equals(ASSISTANT);
    }

    private static JsonNode last(ArrayNode prompt) {
        return prompt.get(prompt.size() - 1);
    }

    private static JsonNode completion(JsonNode record) {
        JsonNode completion = answer(record, "completion");
        return completion.isString() ? completion : record.path("references").path(0);
    }

    private static JsonNode chosen(JsonNode record) {
        JsonNode chosen = answer(record, "chosen");
        return chosen.isString() ? chosen : record.path("references").path(0);
    }

    /// Returns the text of an answer: of a text itself, or of a list of one message.
    private static JsonNode answer(JsonNode record, String member) {
        JsonNode answer = record.path(member);
        return answer.isArray() && answer.size() == 1 ? answer.path(0).path("content") : answer;
    }

    private static boolean isText(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank();
    }
}
