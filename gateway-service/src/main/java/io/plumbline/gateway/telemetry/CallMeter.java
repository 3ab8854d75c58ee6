package io.plumbline.gateway.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The measurements of calls. All have the labels `gen_ai.operation.name`, `gen_ai.provider.name`,
/// `gen_ai.request.model`, `plumbline.provider` and `plumbline.route`.
public enum CallMeter {
    SERVER_DURATION(
            "gen_ai.server.request.duration",
            Kind.SECONDS,
            GenAiNames.ERROR_TYPE,
            "Time from receiving a call to the end of its answer, successful or not.",
            Buckets.DURATION),
    SERVER_FIRST_TOKEN(
            "gen_ai.server.time_to_first_token",
            Kind.SECONDS,
            null,
            "Time from receiving a call to the first token of its stream.",
            Buckets.FIRST_TOKEN),
    SERVER_OUTPUT_TOKEN(
            "gen_ai.server.time_per_output_token",
            Kind.SECONDS,
            null,
            "Time per output token after the first, for streams that completed.",
            Buckets.OUTPUT_TOKEN),
    CLIENT_DURATION(
            "gen_ai.client.operation.duration",
            Kind.SECONDS,
            GenAiNames.ERROR_TYPE,
            "Time spent in providers for a call, all attempts included. Not measured for calls that reached no provider.",
            Buckets.DURATION),
    TOKENS(
            "gen_ai.client.token.usage",
            Kind.TOKENS,
            GenAiNames.TOKEN_TYPE,
            "Tokens of a call, `input` and `output`; estimated if the provider does not report them.",
            Buckets.TOKENS),
    GUARDS("plumbline.gateway.guard.duration", Kind.SECONDS, null, "Time spent in guards for a call.", Buckets.NONE),
    OVERHEAD(
            "plumbline.gateway.overhead",
            Kind.SECONDS,
            null,
            "Duration of a call minus the time spent in providers.",
            Buckets.NONE),
    ATTEMPTS("plumbline.gateway.upstream.attempts", Kind.COUNT, null, "Attempts sent to providers.", Buckets.NONE),
    COST("plumbline.gateway.cost.usd", Kind.COUNT, null, "Cost of calls in US dollars.", Buckets.NONE),
    REPAIRS(
            "plumbline.gateway.answer.repairs",
            Kind.COUNT,
            null,
            "Choices that match the requested format only because the gateway called the model again.",
            Buckets.NONE),
    UNPRICED(
            "plumbline.gateway.unpriced.calls",
            Kind.COUNT,
            null,
            "Calls that used tokens of a model without a price.",
            Buckets.NONE);

    private final String wireName;
    private final Kind kind;
    private final @Nullable String label;
    private final String meaning;
    private final Buckets buckets;

    CallMeter(String wireName, Kind kind, @Nullable String label, String meaning, Buckets buckets) {
        this.wireName = wireName;
        this.kind = kind;
        this.label = label;
        this.meaning = meaning;
        this.buckets = buckets;
    }

    private enum Kind {
        SECONDS,
        TOKENS,
        COUNT
    }

    private enum Buckets {
        NONE,
        DURATION,
        FIRST_TOKEN,
        OUTPUT_TOKEN,
        TOKENS
    }

    public String wireName() {
        return wireName;
    }

    public String meaning() {
        return meaning;
    }

    /// Returns the upper bounds of its histogram, in seconds or tokens, as the conventions recommend; empty for
    /// meters that only sum and count.
    List<Double> buckets() {
        return switch (buckets) {
            case NONE -> List.of();
            case DURATION ->
                List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
            case FIRST_TOKEN ->
                List.of(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
            case OUTPUT_TOKEN -> List.of(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5);
            case TOKENS -> Stream.iterate(1.0, bound -> 4 * bound).limit(14).toList(); // powers of four
        };
    }

    /// Returns its labels in addition to the common ones.
    public List<String> labels() {
        return label == null ? List.of() : List.of(label);
    }

    /// Returns the labels that all meters have.
    public static List<String> commonLabels() {
        return List.of(
                GenAiNames.OPERATION,
                GenAiNames.PROVIDER,
                GenAiNames.MODEL,
                GenAiNames.PROVIDER_ENTRY,
                GenAiNames.ROUTE);
    }

    /// Returns the names of its series in Prometheus.
    public List<String> prometheusNames() {
        String base = wireName.toLowerCase(Locale.ROOT).replace('.', '_');
        if (kind == Kind.COUNT) {
            return List.of(base + "_total");
        }
        String name = kind == Kind.SECONDS ? base + "_seconds" : base;
        List<String> names = new ArrayList<>(List.of(name + "_count", name + "_sum", name + "_max"));
        if (buckets != Buckets.NONE) {
            names.addFirst(name + "_bucket");
        }
        return names;
    }
}
