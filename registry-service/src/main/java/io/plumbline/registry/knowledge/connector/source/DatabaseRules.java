package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.JdbcSettings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The databases that connectors may query. The parameters of a connection are the operator's alone, because some
/// parameters of the driver read files or load classes.
@Component
final class DatabaseRules {

    private static final String SCHEME = "jdbc:postgresql://";

    /// URL without parameters → URL of the operator.
    private final Map<String, String> allowed = new TreeMap<>();

    /// @throws IllegalArgumentException if a URL of the configuration is not one of a PostgreSQL database
    DatabaseRules(ConnectorProperties properties) {
        for (String url : properties.databases()) {
            if (!url.startsWith(SCHEME)) {
                throw new IllegalArgumentException(
                        "plumbline.registry.connectors.databases takes URLs that begin with " + SCHEME);
            }
            allowed.put(url.split("\\?", 2)[0], url);
        }
    }

    /// @throws ProblemException 400 unless the database is allowed and the query is one SELECT statement
    void check(JdbcSettings settings) {
        if (!allowed.containsKey(settings.url())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A connector queries only databases in plumbline.registry.connectors.databases.")
                    .at("/source/jdbc/url", "must be a database that the operator allows, without parameters");
        }
        String query = settings.query().strip().toLowerCase(Locale.ROOT);
        if (!(query.startsWith("select") || query.startsWith("with")) || query.contains(";")) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A connector runs one query that only reads.")
                    .at("/source/jdbc/query", "must be one SELECT statement without semicolons");
        }
    }

    DocumentSource open(JdbcSettings settings, Map<String, String> secrets) throws SourceException {
        String url = allowed.get(settings.url());
        if (url == null) {
            throw new SourceException(Remedy.NEXT_RUN, "database-not-allowed");
        }
        return new JdbcSource(url, settings, secrets);
    }
}
