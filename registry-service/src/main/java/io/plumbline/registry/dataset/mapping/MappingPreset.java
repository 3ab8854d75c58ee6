package io.plumbline.registry.dataset.mapping;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The mappings of published conventions.
public enum MappingPreset implements RecordMapping {
    /// Hugging Face's `question` and `answer` or `answers`: a text, a list, or an object with a list `text`.
    QUESTION_ANSWER,
    /// Alpaca's `instruction`, `input` and `output`.
    ALPACA,
    /// ShareGPT's `conversations`: the last turn of the assistant is the reference.
    SHAREGPT,
    /// OpenAI evals' `input`, a text or messages, and `ideal`, a text or a list.
    OPENAI_EVALS;

    static final String NAMES = "question-answer, alpaca, sharegpt or openai-evals";

    private static final String REFERENCES = "references";
    private static final List<String> ANSWERS = List.of("answers", "answer");
    private static final List<String> CONVERSATIONS = List.of("conversations", "conversation", "messages", "items");

    static Optional<MappingPreset> of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(name))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public @Nullable Map<String, @Nullable Object> apply(
            Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        Map<String, @Nullable Object> mapped = new LinkedHashMap<>(row);
        boolean valid = switch (this) {
            case QUESTION_ANSWER -> mapQuestion(mapped, faults);
            case ALPACA -> mapInstruction(mapped, faults);
            case SHAREGPT -> mapConversation(mapped, faults);
            case OPENAI_EVALS -> mapSample(mapped, faults);
        };
        return valid ? mapped : null;
    }

    private static boolean mapQuestion(Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        String question = MappedTexts.text(row.remove("question"));
        if (question == null) {
            faults.accept("/question", "must be a text");
            return false;
        }
        row.put("input", question);
        for (String name : ANSWERS) {
            if (row.get(name) != null) {
                row.put(REFERENCES, MappedTexts.several(row.remove(name)));
                return true;
            }
        }
        row.putIfAbsent(REFERENCES, List.of());
        return true;
    }

    private static boolean mapInstruction(Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        String instruction = MappedTexts.text(row.remove("instruction"));
        if (instruction == null) {
            faults.accept("/instruction", "must be a text");
            return false;
        }
        String input = MappedTexts.text(row.remove("input"));
        row.put("input", input == null || input.isBlank() ? instruction : instruction + "\n\n" + input);
        row.put(REFERENCES, MappedTexts.several(row.remove("output")));
        return true;
    }

    private static boolean mapConversation(Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        String member =
                CONVERSATIONS.stream().filter(row::containsKey).findFirst().orElse("conversations");
        MappedConversation conversation = MappedConversation.of(row.remove(member), row.get("system"));
        if (conversation == null) {
            faults.accept(
                    "/" + member,
                    "must be a list of objects with from and value, or role and content, of known roles, with a question"
                            + " before the last answer");
            return false;
        }
        row.remove("system");
        row.put("messages", conversation.messages());
        row.put(REFERENCES, conversation.references());
        return true;
    }

    private static boolean mapSample(Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        Object input = row.remove("input");
        if (input instanceof List<?> messages) {
            row.put("messages", messages);
        } else if (input instanceof String) {
            row.put("input", input);
        } else {
            faults.accept("/input", "must be a text or a list of messages");
            return false;
        }
        row.put(REFERENCES, MappedTexts.several(row.remove("ideal")));
        return true;
    }

    @Override
    public String origin(String pointer) {
        return switch (this) {
            case QUESTION_ANSWER ->
                pointer.replaceFirst("^/input", "/question").replaceFirst("^/references", "/answer");
            case ALPACA -> pointer.replaceFirst("^/input", "/instruction").replaceFirst("^/references", "/output");
            case SHAREGPT -> pointer.replaceFirst("^/(messages|references)", "/conversations");
            case OPENAI_EVALS -> pointer.replaceFirst("^/messages", "/input").replaceFirst("^/references", "/ideal");
        };
    }

    @Override
    public Set<String> lists() {
        return switch (this) {
            case QUESTION_ANSWER -> Set.copyOf(ANSWERS);
            case ALPACA -> Set.of();
            case SHAREGPT -> Set.copyOf(CONVERSATIONS);
            case OPENAI_EVALS -> Set.of("input", "ideal");
        };
    }
}
