package io.plumbline.gateway.accounting;

import io.plumbline.audit.AuditEvent;
import io.plumbline.gateway.usage.UsageEntry;
import io.plumbline.gateway.usage.UsageEntry.Used;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the usage from a call's event. Hand-written, since it runs for every call and needs a few of many
/// members.
final class CallUsage {

    private static final String CACHED = "cachedInputTokens";

    private CallUsage() {}

    /// Returns one entry, or one per model if several answered.
    ///
    /// @throws IllegalArgumentException if the event is not that of a call
    static List<UsageEntry> of(AuditEvent event) {
        Map<String, @Nullable Object> call = event.attributes();
        Map<?, ?> routing = call.get("routing") instanceof Map<?, ?> told ? told : Map.of();
        if (!(routing.get("models") instanceof List<?> models)) {
            String model = textOrNull(call, "model");
            String label = model == null ? text(call, "upstreamModel") : model + "@" + count(call, "modelVersion");
            return List.of(entry(event, 0, label, call, decimal(routing, "savedUsd")));
        }
        List<UsageEntry> entries = new ArrayList<>(models.size());
        for (Object each : models) {
            if (!(each instanceof Map<?, ?> use)) {
                throw unfit("models");
            }
            entries.add(entry(event, entries.size(), text(use, "model"), use, null));
        }
        return entries;
    }

    private static UsageEntry entry(
            AuditEvent event, int part, String model, Map<?, ?> used, @Nullable BigDecimal savedUsd) {
        return new UsageEntry(
                event.id(),
                part,
                event.time(),
                event.team(),
                event.actor().id(),
                text(event.attributes(), "route"),
                model,
                text(event.attributes(), "purpose"),
                event.outcome().name(),
                new Used(
                        count(used, "inputTokens"),
                        part == 0 && event.attributes().containsKey(CACHED) ? count(event.attributes(), CACHED) : 0,
                        count(used, "outputTokens"),
                        decimal(used, "costUsd"),
                        savedUsd));
    }

    private static String text(Map<?, ?> members, String name) {
        String text = textOrNull(members, name);
        if (text == null) {
            throw unfit(name);
        }
        return text;
    }

    private static @Nullable String textOrNull(Map<?, ?> members, String name) {
        return switch (members.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw unfit(name);
        };
    }

    private static long count(Map<?, ?> members, String name) {
        return switch (members.get(name)) {
            case Integer count -> count;
            case Long count -> count;
            case null, default -> throw unfit(name);
        };
    }

    private static @Nullable BigDecimal decimal(Map<?, ?> members, String name) {
        return switch (members.get(name)) {
            case null -> null;
            case BigDecimal decimal -> decimal;
            case Number number -> new BigDecimal(number.toString());
            default -> throw unfit(name);
        };
    }

    private static IllegalArgumentException unfit(String name) {
        return new IllegalArgumentException("the event of a call has no fit member " + name);
    }
}
