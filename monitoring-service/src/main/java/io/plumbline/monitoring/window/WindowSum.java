package io.plumbline.monitoring.window;

import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.clients.gateway.CallRouting;
import io.plumbline.monitoring.projection.CallEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sums of the calls and the feedback of a row. All sums are of whole numbers or decimals, so their order does
/// not matter. Not thread-safe.
final class WindowSum {

    /// Columns that are added to those of the stored row.
    static final List<String> ADDED = List.of(
            "calls",
            "blocked",
            "refused",
            "provider_errors",
            "gateway_errors",
            "fallbacks",
            "input_tokens",
            "output_tokens",
            "cached_tokens",
            "cost_usd",
            "unpriced",
            "cache_hits",
            "saved_usd",
            "flagged",
            "redacted",
            "attacks",
            "feedback",
            "negative",
            "score_millionths");

    private static final Set<String> ATTACKS = Set.of("prompt_injection", "jailbreak");
    private static final BigDecimal HIGHEST_SAVED_USD = BigDecimal.valueOf(1_000_000_000);
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final int DIGITS = 10;
    private static final double MILLION = 1_000_000;

    private final Map<String, Long> counts = new HashMap<>();
    private BigDecimal costUsd = BigDecimal.ZERO;
    private BigDecimal savedUsd = BigDecimal.ZERO;
    private final Latencies latencies = new Latencies();
    private final QuantileSketch firstToken = new QuantileSketch();

    void add(CallEvent event) {
        CallAttributes call = event.attributes();
        count("calls", 1);
        count("blocked", event.isBlocked() ? 1 : 0);
        count("refused", call.fault().faultDomain().equals("caller") ? 1 : 0);
        count("provider_errors", event.isProviderError() ? 1 : 0);
        count("gateway_errors", event.isGatewayError() ? 1 : 0);
        count("fallbacks", Boolean.TRUE.equals(call.served().fallback()) ? 1 : 0);
        addUsage(event, call.usage(), call.routing());
        addGuards(event.findings());
        Double first = call.timing().timeToFirstTokenMs();
        if (event.isCompleted()) {
            latencies
                    .of(OutputLength.of(call.usage().outputTokens()))
                    .add(call.timing().latencyMs());
            if (first != null && first >= 0) {
                firstToken.add(first);
            }
        }
    }

    /// Adds feedback on a call.
    ///
    /// @param score 0..1
    void addFeedback(double score) {
        count("feedback", 1);
        count("negative", score < 0.5 ? 1 : 0);
        count("score_millionths", Math.round(score * MILLION));
    }

    private void addUsage(CallEvent event, CallAttributes.Usage usage, @Nullable CallRouting routing) {
        count("input_tokens", usage.inputTokens());
        count("output_tokens", usage.outputTokens());
        Long cached = usage.cachedInputTokens();
        count("cached_tokens", cached == null ? 0 : Math.clamp(cached, 0, MOST_TOKENS));
        BigDecimal cost = usage.costUsd();
        costUsd = cost == null ? costUsd : costUsd.add(stored(cost));
        count("unpriced", event.isUnpriced() ? 1 : 0);
        if (routing != null) {
            count("cache_hits", "hit".equals(routing.cache()) ? 1 : 0);
            BigDecimal saved = routing.savedUsd();
            if (saved != null && saved.signum() > 0 && saved.compareTo(HIGHEST_SAVED_USD) <= 0) {
                savedUsd = savedUsd.add(stored(saved));
            }
        }
    }

    /// Rounds a cost to the digits of its column, so that the sum does not depend on the batches.
    private static BigDecimal stored(BigDecimal usd) {
        return usd.setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private void addGuards(List<CallFinding> findings) {
        boolean flagged = false;
        boolean redacted = false;
        boolean attacked = false;
        for (CallFinding finding : findings) {
            flagged |= finding.action().equals("flag");
            redacted |= finding.action().equals("redact");
            attacked |= ATTACKS.contains(finding.category());
        }
        count("flagged", flagged ? 1 : 0);
        count("redacted", redacted ? 1 : 0);
        count("attacks", attacked ? 1 : 0);
    }

    private void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    /// Adds another sum.
    void add(WindowSum other) {
        other.counts.forEach(this::count);
        costUsd = costUsd.add(other.costUsd);
        savedUsd = savedUsd.add(other.savedUsd);
        latencies.merge(other.latencies);
        firstToken.merge(other.firstToken);
    }

    /// Adds the sketches of the stored row, which the sum of the row then replaces.
    void addSketches(ResultSet row) throws SQLException {
        for (OutputLength length : OutputLength.values()) {
            addSketch(latencies.of(length), row.getBytes(latencyColumn(length)));
        }
        addSketch(firstToken, row.getBytes("first_token"));
    }

    private static void addSketch(QuantileSketch sum, byte @Nullable [] stored) {
        if (stored != null) {
            sum.merge(stored);
        }
    }

    private static String latencyColumn(OutputLength length) {
        return "latency_" + length.name().toLowerCase(Locale.ROOT);
    }

    /// Returns the row, for JSON.
    Map<String, @Nullable Object> row(WindowKey key) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("team", key.team());
        row.put("route", key.route());
        row.put("variant", key.variant());
        row.put("model", key.model());
        row.put("prompt", key.prompt());
        row.put("input_length", key.inputLength().name());
        row.put("language", key.language());
        row.put("tags", key.tags());
        row.put("purpose", key.purpose());
        row.put("minutes", key.minutes());
        row.put("start", key.start().toString());
        for (String column : ADDED) {
            row.put(column, counts.getOrDefault(column, 0L));
        }
        row.put("cost_usd", costUsd);
        row.put("saved_usd", savedUsd);
        for (OutputLength length : OutputLength.values()) {
            row.put(latencyColumn(length), hex(latencies.of(length)));
        }
        row.put("first_token", hex(firstToken));
        return row;
    }

    private static @Nullable String hex(QuantileSketch sketch) {
        return sketch.count() == 0 ? null : "\\x" + HexFormat.of().formatHex(sketch.bytes());
    }
}
