package io.plumbline.monitoring.preference;

import io.plumbline.kit.problem.RequestProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The formats of preference data, by the tools that read them.
public enum PreferenceFormat {
    /// TRL's `DPOTrainer`: `prompt`, `chosen`, `rejected` as texts. A prompt of several messages is one text,
    /// with each message after its role.
    TRL_DPO,
    /// The same with lists of messages.
    TRL_DPO_CONVERSATIONAL,
    /// TRL's `KTOTrainer`: `prompt`, `completion`, `label`.
    TRL_KTO,
    TRL_KTO_CONVERSATIONAL,
    /// OpenAI's preference fine-tuning: `input`, `preferred_output`, `non_preferred_output`.
    OPENAI,
    /// Records for suites: the question, the correction or well-rated answer as its reference, the route as
    /// its slice. A badly rated answer is `rejected`, and its record has no reference.
    RECORDS;

    private static final String PROMPT = "prompt";
    private static final int LONGEST_SLICE = 100;

    /// Whether it needs labelled answers instead of pairs.
    boolean labels() {
        return this == TRL_KTO || this == TRL_KTO_CONVERSATIONAL || this == RECORDS;
    }

    /// A dataset of the registry cannot store every format: its records have an `input` of their own.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 for a format that a dataset cannot store
    public void requireStorable() {
        if (this == OPENAI) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A dataset cannot store this format. Export it instead.")
                    .at("/format", "must be a format of TRL");
        }
    }

    private boolean conversational() {
        return this != TRL_DPO && this != TRL_KTO && this != RECORDS;
    }

    /// Returns the members of a dataset record: those of a line, those that every record has, and the origin.
    Map<String, Object> record(Preference preference) {
        Map<String, Object> record = common(preference);
        record.putAll(line(preference));
        record.put("route", preference.route());
        record.put("origin", preference.origin().name());
        record.put(
                "feedback", preference.feedback().stream().map(Object::toString).toList());
        return record;
    }

    private Map<String, Object> common(Preference preference) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", preference.key());
        if (conversational() || !isQuestion(preference.prompt())) {
            record.put("messages", preference.prompt());
        } else {
            record.put("input", text(preference.prompt()));
        }
        record.put("references", preference.chosen() == null ? List.of() : List.of(preference.chosen()));
        return record;
    }

    private static boolean isQuestion(List<PromptMessage> prompt) {
        return prompt.size() == 1 && prompt.getFirst().role().equals("user");
    }

    /// Returns the members of a line.
    Map<String, Object> line(Preference preference) {
        Map<String, Object> line = new LinkedHashMap<>();
        switch (this) {
            case TRL_DPO -> {
                line.put(PROMPT, text(preference.prompt()));
                line.put("chosen", chosen(preference));
                line.put("rejected", rejected(preference));
            }
            case TRL_DPO_CONVERSATIONAL -> {
                line.put(PROMPT, preference.prompt());
                line.put("chosen", answer(chosen(preference)));
                line.put("rejected", answer(rejected(preference)));
            }
            case TRL_KTO -> {
                line.put(PROMPT, text(preference.prompt()));
                line.put("completion", only(preference));
                line.put("label", preference.chosen() != null);
            }
            case TRL_KTO_CONVERSATIONAL -> {
                line.put(PROMPT, preference.prompt());
                line.put("completion", answer(only(preference)));
                line.put("label", preference.chosen() != null);
            }
            case OPENAI -> {
                line.put("input", Map.of("messages", preference.prompt()));
                line.put("preferred_output", answer(chosen(preference)));
                line.put("non_preferred_output", answer(rejected(preference)));
            }
            case RECORDS -> {
                line.putAll(common(preference));
                if (!preference.route().isBlank()) {
                    line.put(
                            "slice",
                            preference
                                    .route()
                                    .substring(
                                            0,
                                            Math.min(
                                                    LONGEST_SLICE,
                                                    preference.route().length())));
                }
                if (preference.rejected() != null) {
                    line.put("rejected", preference.rejected());
                }
            }
        }
        return line;
    }

    private static String chosen(Preference preference) {
        return Objects.requireNonNull(preference.chosen());
    }

    private static String rejected(Preference preference) {
        return Objects.requireNonNull(preference.rejected());
    }

    private static String only(Preference preference) {
        String chosen = preference.chosen();
        return chosen == null ? rejected(preference) : chosen;
    }

    private static List<PromptMessage> answer(String text) {
        return List.of(new PromptMessage("assistant", text));
    }

    private static String text(List<PromptMessage> prompt) {
        return prompt.size() == 1
                ? prompt.getFirst().content()
                : prompt.stream()
                        .map(message -> message.role() + ": " + message.content())
                        .collect(Collectors.joining("\n\n"));
    }
}
