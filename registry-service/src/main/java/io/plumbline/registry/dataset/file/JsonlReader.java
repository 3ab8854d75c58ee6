package io.plumbline.registry.dataset.file;

import io.plumbline.audit.canonical.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads one JSON object per line. Empty lines are skipped.
final class JsonlReader implements RecordReader {

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(CanonicalJson.MAX_DEPTH)
                            .maxStringLength(MAX_RECORD)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public void read(InputStream file, Sink sink) throws IOException {
        LineReader lines = new LineReader(file);
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.fault() != null) {
                sink.fault(line.number(), "", line.fault());
            } else if (!line.text().isBlank()) {
                read(line, sink);
            }
        }
    }

    private static void read(LineReader.Line line, Sink sink) {
        Map<String, @Nullable Object> members;
        try {
            members = JSON.readValue(line.text(), MEMBERS);
        } catch (JacksonException e) {
            sink.fault(line.number(), "", "is not a well-formed JSON object");
            return;
        }
        if (members == null) {
            sink.fault(line.number(), "", "is not a JSON object");
        } else {
            sink.record(line.number(), members);
        }
    }
}
