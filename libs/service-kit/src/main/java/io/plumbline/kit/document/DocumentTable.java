package io.plumbline.kit.document;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The table of a kind of document. Each component of the document's record is a column: text, an enum's name, a
/// decimal, a date or bytes; any other type is JSON. Row-level security limits the rows to the caller's teams.
final class DocumentTable<D extends Record> {

    private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared(); // lenient: reads what earlier versions stored
    private final String table;
    private final Constructor<D> constructor;
    private final Map<String, RecordComponent> columns = new LinkedHashMap<>();

    DocumentTable(JdbcClient jdbc, String table, Class<D> type) {
        this.jdbc = jdbc;
        this.table = table;
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
            columns.put(CAPITAL.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT), component);
        }
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    Optional<NamedDocument<D>> find(String name) {
        return select("where name = :name", Map.of("name", name)).stream().findFirst();
    }

    /// Returns the document, locked until the transaction ends.
    Optional<NamedDocument<D>> lock(String name) {
        return select("where name = :name for update", Map.of("name", name)).stream()
                .findFirst();
    }

    List<NamedDocument<D>> all() {
        return select("", Map.of());
    }

    /// Returns documents by name.
    ///
    /// @param among their names; null for any
    List<NamedDocument<D>> after(String name, @Nullable Collection<String> among, int limit) {
        return among == null
                ? select("where name > :name order by name limit :limit", Map.of("name", name, "limit", limit))
                : select(
                        "where name > :name and name = any(:among) order by name limit :limit",
                        Map.of("name", name, "among", among.toArray(String[]::new), "limit", limit));
    }

    private List<NamedDocument<D>> select(String condition, Map<String, ?> parameters) {
        return jdbc.sql("select * from " + table + " " + condition)
                .params(parameters)
                .query((row, _) -> read(row))
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /// Inserts a document; returns false if its name is taken, perhaps by a team that the caller does not see.
    boolean insert(NamedDocument<D> document) {
        String names = String.join(", ", columns.keySet());
        return jdbc.sql("insert into " + table + " (name, team, " + names + ", created_at, updated_at, revision)"
                                + " values (:name, :team, " + placeholders() + ", :createdAt, :updatedAt, :revision)"
                                + " on conflict (name) do nothing")
                        .params(values(document.document()))
                        .param("name", document.name())
                        .param("team", document.team())
                        .param("createdAt", at(document.createdAt()))
                        .param("updatedAt", at(document.updatedAt()))
                        .param("revision", document.revision())
                        .update()
                == 1;
    }

    /// Replaces the previous revision.
    void update(NamedDocument<D> document) {
        String names = String.join(", ", columns.keySet());
        changed(jdbc.sql("update " + table + " set (" + names + ", updated_at, revision) = (" + placeholders()
                        + ", :updatedAt, :revision) where name = :name and revision = :revision - 1")
                .params(values(document.document()))
                .param("name", document.name())
                .param("updatedAt", at(document.updatedAt()))
                .param("revision", document.revision())
                .update());
    }

    void delete(NamedDocument<D> document) {
        changed(jdbc.sql("delete from " + table + " where name = :name and revision = :revision")
                .param("name", document.name())
                .param("revision", document.revision())
                .update());
    }

    private void changed(int rows) {
        if (rows != 1) {
            throw new OptimisticLockingFailureException("a row of " + table + " has changed");
        }
    }

    private String placeholders() {
        return columns.entrySet().stream()
                .map(column -> ":" + column.getKey() + (isJson(column.getValue().getType()) ? "::jsonb" : ""))
                .collect(Collectors.joining(", "));
    }

    private static boolean isJson(Class<?> type) {
        return !type.isEnum()
                && type != String.class
                && type != BigDecimal.class
                && type != LocalDate.class
                && type != byte[].class;
    }

    private Map<String, @Nullable Object> values(D document) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        columns.forEach((name, component) -> values.put(name, value(document, component)));
        return values;
    }

    private @Nullable Object value(D document, RecordComponent component) {
        Object value;
        try {
            value = component.getAccessor().invoke(document);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> constant.name();
            case Object other when isJson(component.getType()) -> json.writeValueAsString(other);
            default -> value;
        };
    }

    private NamedDocument<D> read(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        int i = 0;
        for (Map.Entry<String, RecordComponent> column : columns.entrySet()) {
            values[i++] = value(row, column.getKey(), column.getValue());
        }
        try {
            return new NamedDocument<>(
                    row.getString("name"),
                    row.getString("team"),
                    constructor.newInstance(values),
                    instant(row, "created_at"),
                    instant(row, "updated_at"),
                    row.getLong("revision"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read a row of " + table, e);
        }
    }

    private @Nullable Object value(ResultSet row, String column, RecordComponent component) throws SQLException {
        Class<?> type = component.getType();
        if (!isJson(type) && !type.isEnum()) {
            return type == byte[].class ? row.getBytes(column) : row.getObject(column, type);
        }
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .filter(constant -> ((Enum<?>) constant).name().equals(text))
                        .findFirst()
                        .orElseThrow()
                : json.readValue(text, json.constructType(component.getGenericType()));
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
