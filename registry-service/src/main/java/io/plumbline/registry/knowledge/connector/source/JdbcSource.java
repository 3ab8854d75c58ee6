package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.JdbcSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The rows of a query of a PostgreSQL database, ordered by id. Each page is one statement in a read-only
/// transaction. The query is a subquery in it, where PostgreSQL allows no statement that writes. A position is the
/// last id of the page before it. Rows without an id are skipped.
final class JdbcSource implements DocumentSource {

    private static final int PAGE = 100;
    private static final int FETCH = 10;
    private static final int MAX_CHARACTERS = 16_000_000;
    private static final int MAX_TEXT = 5_000_001;
    private static final int MAX_ID = 500;
    private static final int QUERY_SECONDS = 60;

    private final String url;
    private final JdbcSettings settings;
    private final Map<String, String> secrets;

    /// @param url of the operator
    JdbcSource(String url, JdbcSettings settings, Map<String, String> secrets) {
        this.url = url;
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override
    public boolean listsTexts() {
        return true;
    }

    @Override
    public Listing list(@Nullable String position) throws SourceException {
        try (Connection connection = DriverManager.getConnection(url, properties())) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement(sql())) {
                query.setQueryTimeout(QUERY_SECONDS);
                query.setFetchSize(FETCH);
                query.setString(1, position == null ? "" : position);
                try (ResultSet rows = query.executeQuery()) {
                    return page(rows);
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", secrets.getOrDefault("password", ""));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "120");
        properties.setProperty("ApplicationName", "plumbline-connector");
        return properties;
    }

    private String sql() {
        String id = "cast(q." + quoted(settings.id()) + " as text) collate \"C\"";
        String title = settings.title() == null ? "null" : "cast(q." + quoted(settings.title()) + " as text)";
        return "select " + id + ", left(" + title + ", 1000), left(cast(q." + quoted(settings.text())
                + " as text), " + MAX_TEXT + ") from (" + settings.query() + "\n) q where " + id
                + " > ? order by 1 limit " + (PAGE + 1);
    }

    private static String quoted(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }

    private Listing page(ResultSet rows) throws SQLException, SourceException {
        TextFormat format = Objects.requireNonNullElse(settings.format(), TextFormat.TEXT);
        List<SourceEntry> entries = new ArrayList<>();
        int characters = 0;
        while (rows.next()) {
            if (entries.size() == PAGE || characters > MAX_CHARACTERS) {
                return new Listing(entries, entries.getLast().key());
            }
            String id = rows.getString(1);
            if (id.length() > MAX_ID) {
                throw new SourceException(Remedy.NEXT_RUN, "id-not-usable");
            }
            String text = Objects.requireNonNullElse(rows.getString(3), "");
            characters += text.length();
            entries.add(SourceEntry.of(id, format.document(id, rows.getString(2), text)));
        }
        return new Listing(entries, null);
    }

    private static SourceException failure(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.startsWith("08") || state.startsWith("53") || state.equals("57014") || state.startsWith("57P")) {
            return new SourceException(Remedy.RETRY, "unreachable");
        }
        return new SourceException(Remedy.NEXT_RUN, "sql-" + (state.isEmpty() ? "error" : state));
    }

    @Override
    public FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        throw new SourceException(Remedy.NEXT_RUN, "listed-only");
    }
}
