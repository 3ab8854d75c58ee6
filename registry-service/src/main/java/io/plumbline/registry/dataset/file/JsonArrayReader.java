package io.plumbline.registry.dataset.file;

import io.plumbline.audit.canonical.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON array of objects, one at a time. An element that is too long or not an object is reported, and
/// reading continues after it; after malformed JSON there is no next element.
final class JsonArrayReader implements RecordReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CanonicalJson.MAX_DEPTH + 1)
                    .maxStringLength(MAX_RECORD)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public void read(InputStream file, Sink sink) throws IOException {
        int row = 1;
        try (JsonParser parser = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), file)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                sink.fault(row, "", "is not in a JSON array of objects");
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    sink.fault(row, "", "is followed by no closing bracket");
                    return;
                }
                readElement(row, parser, sink);
                row++;
            }
            if (parser.nextToken() != null) {
                sink.fault(row, "", "follows the end of the array");
            }
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            sink.fault(
                    row,
                    "",
                    "is not well-formed JSON"
                            + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
    }

    private static void readElement(int row, JsonParser parser, Sink sink) {
        long from = position(parser);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            sink.fault(row, "", "is not a JSON object");
            return;
        }
        Element element = new Element(parser, from + MAX_RECORD);
        Map<String, @Nullable Object> members = element.object();
        if (element.isTooLong()) {
            sink.fault(row, "", "is longer than " + MAX_RECORD + " bytes");
        } else {
            sink.record(row, members);
        }
    }

    /// Returns the position in bytes, or in characters: a parser knows no bytes of UTF-16 and UTF-32.
    private static long position(JsonParser parser) {
        TokenStreamLocation at = parser.currentLocation();
        return Math.max(at.getByteOffset(), at.getCharOffset());
    }

    /// Builds the values of one element, and builds no more once it is too long.
    private static final class Element {

        private final JsonParser parser;
        private final long end;

        Element(JsonParser parser, long end) {
            this.parser = parser;
            this.end = end;
        }

        boolean isTooLong() {
            return position(parser) > end;
        }

        Map<String, @Nullable Object> object() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                Object value = value();
                if (!isTooLong()) {
                    members.put(name, value);
                }
            }
            return members;
        }

        private @Nullable Object value() {
            return switch (parser.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> parser.getString();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> null;
            };
        }

        private List<@Nullable Object> array() {
            List<@Nullable Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Object value = value();
                if (!isTooLong()) {
                    values.add(value);
                }
            }
            return values;
        }
    }
}
