package io.plumbline.kit.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Gives each thread a connection of the role that its [Tenancy] names, so a store needs no second instance for
/// background work. On a connection of the app role, it sets the thread's visible teams. The policies of
/// `plumbline.protect` enforce them: a query without `where team = …` still sees no other team.
public final class TenantDataSource extends DelegatingDataSource {

    private final DataSource worker;

    /// @param app the pool of the role under row-level security
    /// @param worker the pool of the role that sees every row
    public TenantDataSource(DataSource app, DataSource worker) {
        super(app);
        this.worker = worker;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (Tenancy.isWorker()) {
            return worker.getConnection();
        }
        Connection connection = super.getConnection();
        try {
            apply(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    static void apply(Connection connection) throws SQLException {
        try (PreparedStatement setting =
                connection.prepareStatement("select set_config('plumbline.teams', ?, false)")) {
            setting.setString(1, Tenancy.current());
            setting.execute();
        }
    }
}
