package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.watch.MetricPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Reads the output of a program: figures on standard output, and the end of its errors. Other lines are ignored, and
/// output beyond 64 MB ends the reading, which stops the program as soon as it writes more.
final class TrainingOutput {

    private static final int MAX_LINE = 64 * 1024;
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final int ERRORS = 2_000;

    private final ObjectReader json;
    private final TrainingReporter reporter;
    private final StringBuilder errors = new StringBuilder();
    private @Nullable Long tokens;

    TrainingOutput(JsonMapper json, TrainingReporter reporter) {
        // NaN and Infinity, as Python's json writes them.
        this.json = json.readerFor(JsonNode.class).with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);
        this.reporter = reporter;
    }

    void read(InputStream output) throws IOException {
        byte[] line = new byte[MAX_LINE];
        int length = 0;
        long total = 0;
        byte[] buffer = new byte[8 * 1024];
        for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
            total += read;
            if (total > MAX_BYTES) {
                output.close();
                return;
            }
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    line(line, length);
                    length = 0;
                } else if (length < MAX_LINE) {
                    line[length++] = buffer[i];
                }
            }
        }
        line(line, length);
    }

    private void line(byte[] bytes, int length) {
        if (length == 0 || length == MAX_LINE || bytes[0] != '{') {
            return;
        }
        try {
            JsonNode node = json.readTree(new String(bytes, 0, length, StandardCharsets.UTF_8));
            if (node.path("step").isIntegralNumber() && node.path("step").asInt(-1) >= 0) {
                MetricPoint point = point(node);
                tokens = point.tokens() == null ? tokens : point.tokens();
                reporter.points(List.of(point));
            }
        } catch (JacksonException e) {
            // Not a line of figures.
        }
    }

    private static MetricPoint point(JsonNode node) {
        return new MetricPoint(
                node.path("step").asInt(),
                number(node, "loss"),
                number(node, "evalLoss"),
                number(node, "learningRate"),
                number(node, "gradientNorm"),
                node.path("tokens").isIntegralNumber()
                        ? Math.clamp(node.path("tokens").asLong(), 0, MetricPoint.MAX_TOKENS)
                        : null,
                number(node, "canaryExposure"),
                null,
                null);
    }

    private static @Nullable Double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? Double.valueOf(node.path(name).asDouble()) : null;
    }

    /// Keeps the last characters.
    void readErrors(InputStream stream) {
        byte[] buffer = new byte[ERRORS];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                synchronized (errors) {
                    errors.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                    errors.delete(0, Math.max(0, errors.length() - ERRORS));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the end of what the program wrote as errors, of 400 characters at most.
    String errors() {
        synchronized (errors) {
            return errors.substring(Math.max(0, errors.length() - 400));
        }
    }

    /// Returns the tokens of the last step that named them.
    @Nullable
    Long tokens() {
        return tokens;
    }
}
