package io.plumbline.gateway.pipeline.question;

import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes a text safe to read for an approver: writes out invisible characters and characters that change the
/// direction of text, such as `<U+00202E>` (Unicode Technical Report 36).
final class VisibleText {

    private static final JsonMapper INDENTED = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private VisibleText() {}

    static String of(String text) {
        if (text.codePoints().allMatch(VisibleText::isSeen)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isSeen(codePoint)) {
                visible.appendCodePoint(codePoint);
            } else {
                visible.append("<U+")
                        .append(HexFormat.of().withUpperCase().toHexDigits(codePoint, 6))
                        .append('>');
            }
        });
        return visible.toString();
    }

    /// Formats JSON with one line per member. Text that is not an object stays unchanged. So does an object with
    /// a duplicate member, of which parsers read either the first or the last.
    static String ofJson(String json) {
        ObjectNode object =
                WireJson.object(json.getBytes(StandardCharsets.UTF_8)).orElse(null);
        if (object == null) {
            return of(json);
        }
        return isUnambiguous(json)
                ? of(INDENTED.writeValueAsString(object))
                : "Programs may read this differently, because it contains a duplicate member:\n" + of(json);
    }

    private static boolean isUnambiguous(String json) {
        try {
            JsonNode _ = INDENTED.readTree(json);
            return true;
        } catch (JacksonException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean isSeen(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
