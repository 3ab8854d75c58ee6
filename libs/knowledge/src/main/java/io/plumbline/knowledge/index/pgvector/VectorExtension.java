package io.plumbline.knowledge.index.pgvector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// The extension pgvector of a database. Its types and operators are used with the name of their schema, so that no
/// setting of a role decides whether they are found.
///
/// @param schema quoted where necessary
public record VectorExtension(String schema, String version) {

    /// The first version whose searches continue until they found enough that the filter allows.
    static final String FIRST_VERSION = "0.8.0";

    /// The database cannot have an index on pgvector. The message says what to do.
    public static final class UnusableException extends IllegalStateException {
        UnusableException(String message) {
            super(message);
        }
    }

    /// Finds the extension.
    ///
    /// @throws UnusableException when it is missing, too old, or closed to the role of the connection
    public static VectorExtension find(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("""
                        select e.extversion, quote_ident(n.nspname), has_schema_privilege(n.oid, 'USAGE'), current_user,
                            (select max(default_version) from pg_available_extensions where name = 'vector')
                        from (select) as always
                        left join (pg_extension e join pg_namespace n on n.oid = e.extnamespace) on e.extname = 'vector'
                        """);
                ResultSet row = query.executeQuery()) {
            row.next();
            String version = row.getString(1);
            if (version == null) {
                throw new UnusableException(missing(row.getString(5)));
            }
            String schema = row.getString(2);
            check(version);
            if (!row.getBoolean(3)) {
                throw new UnusableException(
                        "The role %1$s may not use the schema %2$s of the extension vector. As a superuser, run: GRANT USAGE ON SCHEMA %2$s TO registry_owner, registry_app, registry_worker"
                                .formatted(row.getString(4), schema));
            }
            return new VectorExtension(schema, version);
        }
    }

    @SuppressWarnings("NullAway") // A column without a value.
    private static String missing(String available) {
        return available == null
                ? "The server has no pgvector. Install version %s or later on the machine of the database (on Debian: postgresql-17-pgvector)."
                        .formatted(FIRST_VERSION)
                : "The database has no extension vector. As a superuser, run: CREATE EXTENSION vector SCHEMA registry";
    }

    /// @throws UnusableException for an older version than the first that can be used
    static void check(String version) {
        List<Integer> found = numbers(version);
        List<Integer> first = numbers(FIRST_VERSION);
        for (int i = 0; i < first.size(); i++) {
            int number = i < found.size() ? found.get(i) : 0;
            if (number != first.get(i)) {
                if (number < first.get(i)) {
                    throw new UnusableException(
                            "The extension vector has version %s, and %s or later is needed. Install it, and as a superuser run: ALTER EXTENSION vector UPDATE"
                                    .formatted(version, FIRST_VERSION));
                }
                return;
            }
        }
    }

    private static List<Integer> numbers(String version) {
        return Stream.of(version.split("[^0-9]+", -1))
                .filter(part -> !part.isEmpty() && part.length() < 9)
                .map(Integer::parseInt)
                .toList();
    }

    /// A type or function of the extension, such as `halfvec`.
    String of(String name) {
        return schema + "." + name;
    }

    /// An operator of the extension, such as `<=>`.
    String operator(String symbol) {
        return "operator(%s.%s)".formatted(schema, symbol);
    }
}
