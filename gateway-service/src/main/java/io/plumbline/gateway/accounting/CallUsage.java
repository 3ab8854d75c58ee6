package io.plumbline.gateway.accounting;

import io.plumbline.audit.AuditEvent;
import io.plumbline.gateway.usage.UsageEntry;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads of a call's event what the call used. By hand, since it is done for every call and needs a few members of
/// many.
final class CallUsage {

    private CallUsage() {}

    /// @throws IllegalArgumentException when the event is not that of a call
    static UsageEntry of(AuditEvent event) {
        Map<String, @Nullable Object> call = event.attributes();
        String model = textOrNull(call, "model");
        return new UsageEntry(
                event.id(),
                event.time(),
                event.team(),
                event.actor().id(),
                text(call, "route"),
                model == null ? text(call, "upstreamModel") : model + "@" + count(call, "modelVersion"),
                text(call, "purpose"),
                event.outcome().name(),
                count(call, "inputTokens"),
                count(call, "outputTokens"),
                decimal(call, "costUsd"),
                call.get("routing") instanceof Map<?, ?> routing ? decimal(routing, "savedUsd") : null);
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
