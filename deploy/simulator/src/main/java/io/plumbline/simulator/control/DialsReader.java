package io.plumbline.simulator.control;

import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.dials.Latency;
import io.plumbline.simulator.dials.Tone;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Converts dials from and to JSON. Missing dials take their healthy value; unknown names and values out of range
/// are rejected, so that a misspelt dial cannot make a test pass by accident.
final class DialsReader {
    private static final double LONGEST_MILLIS = 600_000;
    private static final List<String> DIALS = List.of(
            "latencyMs",
            "timeToFirstTokenMs",
            "tokensPerSecond",
            "errorRate",
            "quality",
            "tone",
            "topicDrift",
            "cutStreams",
            "malformed",
            "obeysInjection",
            "seed");

    private DialsReader() {}

    static Dials read(ObjectNode body) {
        Fields fields = Fields.of(body);
        refuseUnknown(fields, DIALS);
        Dials healthy = Dials.HEALTHY;
        return new Dials(
                fields.object("latencyMs").map(DialsReader::latency).orElse(healthy.latencyMs()),
                nullable(fields.number("timeToFirstTokenMs", 0, LONGEST_MILLIS)),
                nullable(fields.number("tokensPerSecond", 0.1, 1_000_000)),
                fields.object("errorRate").map(DialsReader::errorRate).orElse(healthy.errorRate()),
                fields.number("quality", 0, 1).orElse(healthy.quality()),
                fields.string("tone").map(name -> tone(fields, name)).orElse(healthy.tone()),
                fields.number("topicDrift", 0, 1).orElse(healthy.topicDrift()),
                fields.number("cutStreams", 0, 1).orElse(healthy.cutStreams()),
                fields.number("malformed", 0, 1).orElse(healthy.malformed()),
                fields.number("obeysInjection", 0, 1).orElse(healthy.obeysInjection()),
                fields.present("seed").map(value -> seed(fields, value)).orElse(healthy.seed()));
    }

    static ObjectNode write(Dials dials) {
        ObjectNode node = Json.newObject();
        node.putObject("latencyMs")
                .put("p50", dials.latencyMs().p50())
                .put("p99", dials.latencyMs().p99());
        node.put("timeToFirstTokenMs", dials.timeToFirstTokenMs());
        node.put("tokensPerSecond", dials.tokensPerSecond());
        ObjectNode rates = node.putObject("errorRate");
        dials.errorRate().forEach((status, rate) -> rates.put(status.toString(), rate));
        return node.put("quality", dials.quality())
                .put("tone", dials.tone().label())
                .put("topicDrift", dials.topicDrift())
                .put("cutStreams", dials.cutStreams())
                .put("malformed", dials.malformed())
                .put("obeysInjection", dials.obeysInjection())
                .put("seed", dials.seed());
    }

    private static Latency latency(Fields fields) {
        refuseUnknown(fields, List.of("p50", "p99"));
        double median = fields.number("p50", 0, LONGEST_MILLIS)
                .orElseThrow(() -> fields.refuse("p50", "is required, in milliseconds"));
        double slow = fields.number("p99", 0, LONGEST_MILLIS).orElse(median);
        if (slow < median) {
            throw fields.refuse("p99", "must not be less than p50");
        }
        return new Latency(median, slow);
    }

    private static SortedMap<Integer, Double> errorRate(Fields fields) {
        SortedMap<Integer, Double> rates = new TreeMap<>();
        for (String key : fields.node().propertyNames()) {
            if (!key.matches("[45][0-9]{2}")) {
                throw fields.refuse(key, "must be an HTTP status from 400 to 599");
            }
            fields.number(key, 0, 1).ifPresent(rate -> rates.put(Integer.valueOf(key), rate));
        }
        if (rates.values().stream().mapToDouble(Double::doubleValue).sum() > 1 + 1e-9) {
            throw RequestRefusal.badField("errorRate", "the shares must not add up to more than 1");
        }
        return rates;
    }

    private static Tone tone(Fields fields, String name) {
        return Tone.named(name)
                .orElseThrow(() -> fields.refuse(
                        "tone",
                        "must be one of "
                                + Arrays.stream(Tone.values()).map(Tone::label).collect(Collectors.joining(", "))));
    }

    private static long seed(Fields fields, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw fields.refuse("seed", "must be a 64-bit integer");
        }
        return value.longValue();
    }

    private static void refuseUnknown(Fields fields, List<String> known) {
        for (String name : fields.node().propertyNames()) {
            if (!known.contains(name)) {
                throw fields.refuse(name, "is unknown here; known are " + String.join(", ", known));
            }
        }
    }

    private static @Nullable Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
