package io.plumbline.registry.knowledge.index;

import io.plumbline.knowledge.index.pgvector.VectorExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Creates the tables of the index on pgvector, which an installation without the extension does not have. Their
/// migrations have a history of their own.
final class VectorSchema {

    private static final String MIGRATIONS = "classpath:db/registry-pgvector";
    private static final String HISTORY = "knowledge_vector_history";

    private final DataSource owner;
    private final VectorExtension extension;

    /// @param flyway the service's, which has migrated what the tables refer to
    /// @throws VectorExtension.UnusableException when the extension is missing, too old or closed to a role
    VectorSchema(Flyway flyway, DataSource worker) {
        this.owner = flyway.getConfiguration().getDataSource();
        find(worker);
        this.extension = find(owner);
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .locations(MIGRATIONS)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("vectors", extension.schema()))
                .load()
                .migrate();
    }

    /// @throws VectorExtension.UnusableException when the extension is missing, too old or closed to the role
    static VectorExtension find(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return VectorExtension.find(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be asked for its extensions", e);
        }
    }

    DataSource owner() {
        return owner;
    }

    VectorExtension extension() {
        return extension;
    }
}
