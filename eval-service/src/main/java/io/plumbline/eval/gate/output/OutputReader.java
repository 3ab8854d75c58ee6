package io.plumbline.eval.gate.output;

import io.plumbline.kit.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a file of outputs one by one. Holds at most one, and of logs only the members that it needs. For one
/// file and one thread.
final class OutputReader {

    /// As for the answers to a gate's own calls.
    static final int MAX_OUTPUT = 200_000;

    private static final String TOO_LONG = "the answer is too long";
    private static final int MAX_LINE = 4_000_000;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ID = 200;
    private static final int MAX_REPEATS = 10;
    private static final int MAX_REPORTED = 20;
    private static final int MAX_ERROR = 200;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_LINE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();
    /// For a value within a document.
    private static final JsonMapper PARTS = JSON.rebuild()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final OutputFormat format;
    private final Consumer<ReceivedOutput> sink;
    private final ProblemException problem = OutputProblem.INVALID_OUTPUTS.because(
            "Nothing was stored. At most " + MAX_REPORTED + " faults are listed.");
    private int place;

    OutputReader(OutputFormat format, Consumer<ReceivedOutput> sink) {
        this.format = format;
        this.sink = sink;
    }

    /// @throws ProblemException 400 with the first faults
    void read(InputStream file) throws IOException {
        if (format == OutputFormat.INSPECT) {
            readLog(file);
        } else {
            readLines(file);
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private void fault(String message) {
        if (problem.errors().size() < MAX_REPORTED) {
            problem.at((format == OutputFormat.INSPECT ? "/samples/" : "/lines/") + place, message);
        }
    }

    private void readLines(InputStream file) throws IOException {
        try (BufferedInputStream in = new BufferedInputStream(file)) {
            for (String line = line(in); line != null; line = line(in)) {
                place++;
                if (!line.isBlank()) {
                    readLine(line);
                }
            }
        }
    }

    private void readLine(String line) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JacksonException e) {
            fault("is not a well-formed JSON object");
            return;
        }
        if (!row.isObject()) {
            fault("is not a JSON object");
        } else if (format == OutputFormat.LM_EVAL) {
            readSample(row);
        } else {
            give(row.path("id"), row.path("repeat").asInt(0), row.path("output"), row.path("error"));
        }
    }

    /// The filtered response of a task that generates; other tasks have figures only.
    private void readSample(JsonNode row) {
        JsonNode id = row.at("/doc/id");
        JsonNode output = row.path("filtered_resps").path(0);
        while (output.isArray()) {
            output = output.path(0);
        }
        if (!output.isString()) {
            fault("has no generated text in filtered_resps: only tasks that generate have outputs");
            return;
        }
        give(id.isMissingNode() ? row.path("doc_id") : id, 0, output, JSON.missingNode());
    }

    private void readLog(InputStream file) throws IOException {
        try (JsonParser parser = PARTS.createParser(file)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw OutputProblem.INVALID_OUTPUTS.because(
                        "This is not a log of Inspect in JSON. Convert a log with: inspect log convert --to json.");
            }
            boolean found = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean samples = "samples".equals(parser.currentName());
                if (parser.nextToken() == JsonToken.START_ARRAY && samples) {
                    found = true;
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        place++;
                        readSample(parser);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw OutputProblem.INVALID_OUTPUTS.because("The log has no samples.");
            }
        } catch (JacksonException e) {
            place++;
            fault("is not well-formed JSON");
        }
    }

    private void readSample(JsonParser parser) {
        JsonNode id = JSON.missingNode();
        JsonNode output = JSON.missingNode();
        JsonNode error = JSON.missingNode();
        int epoch = 1;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = PARTS.readTree(parser);
                case "epoch" -> epoch = parser.getValueAsInt(1);
                case "output" -> output = completion(PARTS.readTree(parser));
                case "error" -> error = PARTS.readTree(parser).path("message");
                default -> parser.skipChildren();
            }
        }
        give(id, epoch - 1, output, error);
    }

    private static JsonNode completion(JsonNode output) {
        JsonNode completion = output.path("completion");
        if (completion.isString()) {
            return completion;
        }
        JsonNode content = output.at("/choices/0/message/content");
        if (!content.isArray()) {
            return content;
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asString("")));
        return JSON.valueToTree(text.toString());
    }

    private void give(JsonNode id, int repeat, JsonNode output, JsonNode error) {
        String record = id.isString() || id.isIntegralNumber() ? id.asString() : "";
        if (record.isBlank() || record.length() > MAX_ID) {
            fault("needs the id of its record, of at most " + MAX_ID + " characters");
        } else if (repeat < 0 || repeat >= MAX_REPEATS) {
            fault("has a repeat that is not from 0 to " + (MAX_REPEATS - 1));
        } else if (output.isString()) {
            String text = output.asString().replace('\0', '\uFFFD');
            boolean fits = text.length() <= MAX_OUTPUT;
            sink.accept(new ReceivedOutput(record, repeat, fits ? text : null, fits ? null : TOO_LONG));
        } else if (error.isString() && !error.asString().isBlank()) {
            sink.accept(new ReceivedOutput(record, repeat, null, shortened(error.asString())));
        } else {
            fault("needs an output, or an error");
        }
    }

    private static String shortened(String error) {
        String line = error.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), MAX_ERROR));
    }

    /// Returns the next line; null at the end.
    ///
    /// @throws ProblemException if it is too long
    private @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            if (line.size() > MAX_LINE) {
                throw OutputProblem.INVALID_OUTPUTS.because(
                        "Line " + (place + 1) + " is longer than " + MAX_LINE / 1_000_000 + " MB.");
            }
            next = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
