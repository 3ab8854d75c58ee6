package io.plumbline.knowledge.index.pgvector;

import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkAccess;
import io.plumbline.knowledge.index.FieldType;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.SearchFilter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The permissions of a caller and a checked filter as conditions of SQL. Values are parameters, never part of its
/// text.
final class SearchConditions {

    private final IndexSettings settings;
    private final List<Object> values = new ArrayList<>();
    private final String sql;

    private SearchConditions(IndexSettings settings, SearchFilter filter, CallerAccess caller) {
        this.settings = settings;
        List<String> readers = new ArrayList<>(caller.principals());
        readers.add(ChunkAccess.EVERYONE);
        String allowed = "team = any (%s) and readers && %s and restrictions <@ %s"
                .formatted(texts(caller.teams()), texts(readers), texts(caller.clearances()));
        this.sql = filter.equals(SearchFilter.none()) ? allowed : allowed + " and " + condition(filter);
    }

    static SearchConditions of(SearchFilter filter, CallerAccess caller, IndexSettings settings) {
        return new SearchConditions(settings, filter, caller);
    }

    String sql() {
        return sql;
    }

    /// Sets the parameters.
    ///
    /// @param first index of the first one, from 1
    /// @return the index after the last one
    int bind(PreparedStatement statement, int first) throws SQLException {
        int index = first;
        for (Object value : values) {
            if (value instanceof String[] texts) {
                statement.setArray(index++, array(statement.getConnection(), texts));
            } else {
                statement.setString(index++, (String) value);
            }
        }
        return index;
    }

    private static java.sql.Array array(Connection connection, String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private String texts(Collection<String> texts) {
        values.add(texts.toArray(String[]::new));
        return "?";
    }

    private String condition(SearchFilter filter) {
        return switch (filter) {
            case SearchFilter.Equal(String field, String value) -> oneOf(field, Set.of(value));
            case SearchFilter.In(String field, Set<String> among) -> oneOf(field, among);
            case SearchFilter.Range range -> range(range);
            case SearchFilter.Tagged(Set<String> tags) -> "tags && " + texts(tags);
            case SearchFilter.OfDocument(Set<String> ids) -> "document_id = any (%s)".formatted(texts(ids));
            case SearchFilter.All(List<SearchFilter> filters) -> joined(filters, " and ", "true");
            case SearchFilter.Any(List<SearchFilter> filters) -> joined(filters, " or ", "false");
            case SearchFilter.Not(SearchFilter inner) -> "not (%s)".formatted(condition(inner));
        };
    }

    private String joined(List<SearchFilter> filters, String word, String none) {
        return filters.isEmpty()
                ? none
                : filters.stream().map(this::condition).collect(Collectors.joining(word, "(", ")"));
    }

    private String oneOf(String field, Set<String> among) {
        if (among.isEmpty()) {
            return "false";
        }
        return among.stream()
                .map(value -> {
                    values.add(json(Map.of(field, List.of(value)), settings));
                    return "metadata @> cast(? as jsonb)";
                })
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private String range(SearchFilter.Range range) {
        FieldType type = type(range.field(), settings);
        List<String> ends = new ArrayList<>();
        addEnd(ends, ">=", type, range.from());
        addEnd(ends, "<=", type, range.to());
        String compared = ends.isEmpty() ? "" : " ? (%s)".formatted(String.join(" && ", ends));
        values.add("$.\"%s\"[*]%s".formatted(range.field(), compared));
        return "jsonb_path_exists(metadata, cast(? as jsonpath))";
    }

    private static void addEnd(List<String> ends, String operator, FieldType type, @Nullable String value) {
        if (value != null) {
            ends.add("@ %s %s".formatted(operator, decimal(type.number(value))));
        }
    }

    /// The metadata of a chunk as it is stored: ordered values as numbers, others as texts.
    static String json(Map<String, List<String>> metadata, IndexSettings settings) {
        return metadata.entrySet().stream()
                .map(field -> "\"%s\":%s"
                        .formatted(
                                field.getKey(),
                                field.getValue().stream()
                                        .map(value -> json(type(field.getKey(), settings), value))
                                        .collect(Collectors.joining(",", "[", "]"))))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(FieldType type, String value) {
        return type.isOrdered() ? decimal(type.number(value)) : quoted(value);
    }

    private static String decimal(double number) {
        return BigDecimal.valueOf(number).toPlainString();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ') {
                json.append("\\u%04x".formatted((int) each));
            } else {
                if (each == '"' || each == '\\') {
                    json.append('\\');
                }
                json.append(each);
            }
        }
        return json.append('"').toString();
    }

    private static FieldType type(String field, IndexSettings settings) {
        return Objects.requireNonNull(settings.fields().get(field));
    }
}
