package io.plumbline.console.prompt;

import io.plumbline.console.prompt.PromptClient.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows of messages in a form. Rows are added and removed by buttons that submit the form with `edit`, so the
/// editor works without JavaScript.
public final class MessageRows {

    /// The roles of messages.
    public static final List<String> ROLES = List.of("system", "developer", "user", "assistant");

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LINE = 70;
    private static final int LEAST_LINES = 3;
    private static final int MOST_LINES = 16;
    private static final String ADD = "add";
    private static final String REMOVE = "remove-";

    private MessageRows() {}

    /// A row.
    public record Row(@Nullable String role, @Nullable String content) {

        String roleOrUser() {
            return Objects.requireNonNullElse(role, "user");
        }

        /// Returns the number of lines of its text field.
        public int height() {
            long lines = text().lines().mapToLong(line -> 1 + line.length() / LINE).sum();
            return (int) Math.clamp(lines + 1, LEAST_LINES, MOST_LINES);
        }

        /// Returns the text with the line feeds of the registry instead of a browser's.
        public String text() {
            return Objects.requireNonNullElse(content, "").replace("\r\n", "\n");
        }
    }

    /// Returns the rows as submitted, without the gaps that binding leaves.
    public static List<Row> present(@Nullable List<@Nullable Row> rows) {
        return rows == null ? List.of() : rows.stream().filter(Objects::nonNull).toList();
    }

    /// Returns the rows after a click on a button.
    ///
    /// @param edit `add` or `remove-INDEX`
    public static List<Row> edited(List<Row> rows, String edit) {
        List<Row> edited = new ArrayList<>(rows);
        if (edit.equals(ADD)) {
            edited.add(new Row(
                    rows.isEmpty() ? "system" : "user".equals(rows.getLast().role()) ? "assistant" : "user", ""));
        } else if (edit.startsWith(REMOVE)) {
            int at = Integer.parseInt(edit.substring(REMOVE.length()));
            if (at < edited.size() && edited.size() > 1) {
                edited.remove(at);
            }
        }
        return edited;
    }

    /// Whether the value of `edit` is of a button of the rows.
    public static boolean isEdit(@Nullable String edit) {
        return edit != null && (edit.equals(ADD) || edit.matches(REMOVE + "\\d{1,3}"));
    }

    static List<Row> of(List<Message> messages) {
        return messages.stream()
                .map(message -> new Row(message.role(), message.content()))
                .toList();
    }

    /// Returns the rows as messages.
    public static List<Message> messages(List<Row> rows) {
        return rows.stream()
                .map(row -> new Message(row.roleOrUser(), row.text()))
                .toList();
    }

    /// Returns a schema in which each placeholder of the rows is a required string; null if there are none.
    public static @Nullable JsonNode schemaOf(List<Row> rows) {
        ObjectNode properties = JSON.createObjectNode();
        for (Row row : rows) {
            Matcher placeholder = PLACEHOLDER.matcher(row.text());
            while (placeholder.find()) {
                properties.putObject(placeholder.group(1)).put("type", "string");
            }
        }
        if (properties.isEmpty()) {
            return null;
        }
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ArrayNode required = schema.putArray("required");
        properties.propertyNames().forEach(required::add);
        schema.set("properties", properties);
        return schema;
    }
}
