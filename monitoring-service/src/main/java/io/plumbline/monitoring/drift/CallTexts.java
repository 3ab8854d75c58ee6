package io.plumbline.monitoring.drift;

import io.plumbline.audit.Actor;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a text of calls from their stored content, as the guards left it. One event of the audit log records all
/// reads of a batch.
@Component
class CallTexts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Actor SERVICE = new Actor("service", "monitoring-service");
    private static final String PURPOSE = "semantic drift";
    private static final String USER = "user";
    /// As the gateway writes them: `[EMAIL_ADDRESS_KTQXM_RTWNK]`.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[([A-Z][A-Z_]{1,40})_[A-Z]{5}_[A-Z]{5}]");

    private final PayloadReader payloads;

    CallTexts(PayloadReader payloads) {
        this.payloads = payloads;
    }

    /// Returns the texts by call. Calls without readable content, and blank texts, are absent. In the caller's
    /// transaction.
    Map<UUID, String> of(DriftStore.Due baseline, List<UUID> calls) {
        Map<UUID, String> texts = new HashMap<>();
        payloads.sample(baseline.team(), calls, new Resource("baseline", baseline.name()), SERVICE, PURPOSE)
                .forEach((call, content) -> {
                    String text = text(content, baseline.plan().text());
                    if (text != null && !text.isBlank()) {
                        texts.put(call, baseline.plan().against() == BaselineKind.DATASET ? asInDatasets(text) : text);
                    }
                });
        return texts;
    }

    /// Replaces the gateway's placeholders by their kind, as redacted texts of datasets have them.
    static String asInDatasets(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("<$1>");
    }

    static @Nullable String text(byte[] content, DriftText which) {
        try {
            JsonNode call = JSON.readTree(content);
            return switch (which) {
                case INPUT -> question(call);
                case OUTPUT -> {
                    JsonNode choice = call.path("choices").path(0);
                    JsonNode message = choice.path("message");
                    yield text(message.isMissingNode() ? choice : message);
                }
                case PASSAGE, FEEDBACK -> null;
            };
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Returns the last message of the user in a call or a record of a dataset; null for none.
    static @Nullable String question(JsonNode call) {
        if (call.path("input").isString()) {
            return call.path("input").asString();
        }
        JsonNode messages = call.path(call.has("messages") ? "messages" : "input");
        String last = null;
        for (JsonNode message : messages) {
            if (message.path("role").asString(USER).equals(USER)) {
                last = text(message);
            }
        }
        return last;
    }

    /// Returns the text of a string, a message, a part, or a list of parts.
    private static String text(JsonNode node) {
        if (node.isString()) {
            return node.asString();
        }
        StringBuilder text = new StringBuilder();
        if (node.isArray()) {
            node.forEach(part -> text.append(text(part)).append('\n'));
        } else if (node.isObject()) {
            text.append(text(node.path("content"))).append(text(node.path("text")));
        }
        return text.toString().strip();
    }
}
