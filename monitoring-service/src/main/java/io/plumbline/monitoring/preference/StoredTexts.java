package io.plumbline.monitoring.preference;

import io.plumbline.audit.Actor;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadState;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.feedback.CommentRedaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the prompts and answers of calls from their stored content, redacts them irreversibly, and replaces
/// the gateway's placeholders by their kind. The audit log records each read. The request role may not read
/// the log, so this uses the worker role: the caller passes only calls of teams whose content it may read.
@Component
final class StoredTexts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PURPOSE = "preference data for training";
    private static final int BATCH = 50;
    private static final int LONGEST = 20_000;
    private static final int MOST_MESSAGES = 200;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");
    /// As the gateway writes them: `[EMAIL_ADDRESS_KTQXM_RTWNK]`.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[([A-Z][A-Z_]{1,40})_[A-Z]{5}_[A-Z]{5}]");

    private final PayloadReader payloads;
    private final TransactionTemplate transactions;
    private final CommentRedaction redaction;

    StoredTexts(PayloadReader payloads, TransactionTemplate transactions, CommentRedaction redaction) {
        this.payloads = payloads;
        this.transactions = transactions;
        this.redaction = redaction;
    }

    /// Prompt and answer of a call, or the reason why there are none.
    sealed interface Found {

        record Texts(List<PromptMessage> prompt, String answer) implements Found {}

        record Absent(LeftOut reason) implements Found {}
    }

    /// Returns the texts of calls, by call.
    Map<UUID, Found> of(List<UUID> calls, Actor reader) {
        Map<UUID, Found> found = new HashMap<>();
        for (int from = 0; from < calls.size(); from += BATCH) {
            List<UUID> batch = calls.subList(from, Math.min(calls.size(), from + BATCH));
            List<PayloadReader.Answer> answers =
                    Objects.requireNonNull(Tenancy.asWorker(() -> transactions.execute(_ -> batch.stream()
                            .map(call -> payloads.read(call, reader, PURPOSE))
                            .toList())));
            for (int i = 0; i < batch.size(); i++) {
                found.put(batch.get(i), found(answers.get(i)));
            }
        }
        return found;
    }

    private Found found(PayloadReader.Answer answer) {
        return switch (answer.state()) {
            case PayloadState.Kept _ -> read(answer.content().orElseThrow());
            case PayloadState.None _ -> new Found.Absent(LeftOut.CONTENT_NOT_STORED);
            case PayloadState.Expired _ -> new Found.Absent(LeftOut.CONTENT_EXPIRED);
            case PayloadState.Erased _ -> new Found.Absent(LeftOut.CONTENT_ERASED);
            case PayloadState.Missing _ -> new Found.Absent(LeftOut.CONTENT_MISSING);
        };
    }

    private Found read(byte[] content) {
        try {
            Found.Texts texts = texts(JSON.readTree(content));
            return texts == null ? new Found.Absent(LeftOut.CONTENT_UNUSABLE) : texts;
        } catch (JacksonException malformed) {
            return new Found.Absent(LeftOut.CONTENT_UNUSABLE);
        }
    }

    private Found.@Nullable Texts texts(JsonNode content) {
        JsonNode choices = content.path("choices");
        JsonNode choice = choices.path(0);
        String answer = text(choice.path("message").path("content"));
        List<PromptMessage> prompt = prompt(content);
        boolean plain = choices.size() == 1
                && !choice.path("finish_reason").asString("").equals("content_filter")
                && choice.path("message").path("tool_calls").isEmpty();
        if (!plain || answer == null || answer.isBlank() || prompt == null) {
            return null;
        }
        long length = answer.length()
                + prompt.stream()
                        .mapToLong(message -> message.content().length())
                        .sum();
        return length > LONGEST ? null : new Found.Texts(redacted(prompt), redacted(answer));
    }

    private static @Nullable List<PromptMessage> prompt(JsonNode content) {
        List<PromptMessage> prompt = new ArrayList<>();
        JsonNode system = content.path("system");
        if (!system.isMissingNode()) {
            String text = text(system);
            if (text == null) {
                return null;
            }
            prompt.add(new PromptMessage("system", text));
        }
        for (JsonNode message : content.path("messages")) {
            String role = message.path("role").asString("");
            String text = text(message.path("content"));
            if (!ROLES.contains(role)
                    || text == null
                    || !message.path("tool_calls").isEmpty()) {
                return null;
            }
            prompt.add(new PromptMessage(role, text));
        }
        boolean usable = !prompt.isEmpty()
                && prompt.size() <= MOST_MESSAGES
                && !prompt.getLast().role().equals("assistant")
                && prompt.stream().anyMatch(message -> !message.content().isBlank());
        return usable ? prompt : null;
    }

    /// Returns the text of a string, or of a list of texts; null for anything else.
    private static @Nullable String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        if (!content.isArray()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asString("").equals("text")
                    || !part.path("text").isString()) {
                return null;
            }
            text.append(part.path("text").asString());
        }
        return text.toString();
    }

    private List<PromptMessage> redacted(List<PromptMessage> prompt) {
        return prompt.stream()
                .map(message -> new PromptMessage(message.role(), redacted(message.content())))
                .toList();
    }

    private String redacted(String text) {
        return PLACEHOLDER
                .matcher(Objects.requireNonNull(redaction.apply(text)))
                .replaceAll("<$1>");
    }
}
