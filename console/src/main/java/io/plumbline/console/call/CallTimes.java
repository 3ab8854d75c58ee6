package io.plumbline.console.call;

import io.plumbline.console.call.CallClient.Detail;
import io.plumbline.console.call.CallClient.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bars of a call's timeline: the whole call, its guards, each attempt at a provider, and the stream. Durations
/// are measured. The order is that of the path; where a bar starts is not recorded, so attempts follow the guards
/// of the input, and the last one ends no later than the call.
final class CallTimes {

    private static final double WIDTH = 600;
    private static final double NARROWEST = 2;

    private CallTimes() {}

    /// A bar in a box of 600 by 10 for each row.
    ///
    /// @param style `whole`, `guard`, `good` or `bad`
    record Bar(String label, String style, double x, double width, double ms) {}

    static List<Bar> of(Detail detail) {
        double latency = Math.max(detail.call().timing().latencyMs(), 0.001);
        List<Bar> bars = new ArrayList<>();
        bars.add(bar("Whole call", "whole", 0, latency, latency));
        double guards = detail.call().timing().guardMs();
        if (guards > 0) {
            bars.add(bar("Guards", "guard", 0, guards, latency));
        }
        List<Step> attempts = detail.path().stream()
                .filter(step -> "INVOKE".equals(step.stage()) && step.ms() != null)
                .toList();
        double all = attempts.stream().mapToDouble(CallTimes::ms).sum();
        double at = Math.clamp(latency - all, 0, guards);
        for (Step attempt : attempts) {
            String target = attempt.target();
            bars.add(bar(
                    target == null ? "Provider" : target,
                    "answered".equals(attempt.result()) ? "good" : "bad",
                    at,
                    ms(attempt),
                    latency));
            at += ms(attempt);
        }
        Double first = detail.call().timing().timeToFirstTokenMs();
        if (detail.request().stream() && first != null && first < latency) {
            bars.add(bar("Stream", "good", first, latency - first, latency));
        }
        return bars;
    }

    private static double ms(Step step) {
        Double ms = step.ms();
        return ms == null ? 0 : ms;
    }

    private static Bar bar(String label, String style, double from, double ms, double latency) {
        double width = Math.clamp(ms / latency * WIDTH, NARROWEST, WIDTH);
        return new Bar(label, style, Math.clamp(from / latency * WIDTH, 0, WIDTH - width), width, ms);
    }

    /// Returns the name of a stage for people.
    static String stage(String stage) {
        return switch (stage) {
            case "RESOLVE" -> "Route";
            case "LIMIT" -> "Limits";
            case "APPROVE" -> "Approval";
            case "GUARD_INPUT" -> "Guards, input";
            case "RETRIEVE" -> "Knowledge base";
            case "CACHE" -> "Cache";
            case "RESERVE" -> "Budget";
            case "INVOKE" -> "Provider";
            case "GUARD_OUTPUT" -> "Guards, output";
            case "RECORD" -> "Audit log";
            default -> stage;
        };
    }

    /// A row of the path.
    record Row(
            String stage,
            @Nullable String target,
            String result,
            String style,
            @Nullable Double ms) {}

    static List<Row> rows(Detail detail) {
        List<Row> rows = new ArrayList<>();
        for (Step step : detail.path()) {
            rows.add(new Row(
                    stage(step.stage()),
                    step.target(),
                    step.result().replace('_', ' '),
                    style(step.result()),
                    step.ms()));
        }
        return rows;
    }

    private static String style(String result) {
        return switch (result) {
            case "passed", "answered", "allow", "hit", "found" -> "good";
            case "miss", "bypass", "none" -> "plain";
            case "flag", "redact", "ask", "withheld" -> "warn";
            default -> "bad";
        };
    }
}
