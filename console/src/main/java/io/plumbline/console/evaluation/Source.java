package io.plumbline.console.evaluation;

import java.util.Collection;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The source of a document, for people to read and edit.
public final class Source {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    private Source() {}

    /// Returns the document as text.
    ///
    /// @param without members of the answer that do not belong to the document
    public static String of(JsonNode answer, Collection<String> without) {
        ObjectNode document = ((ObjectNode) answer).deepCopy();
        document.remove(without);
        return JSON.writer().with(PRETTY).writeValueAsString(document);
    }

    /// @throws tools.jackson.core.JacksonException if the text is not JSON
    public static JsonNode read(String text) {
        return JSON.readTree(text);
    }
}
