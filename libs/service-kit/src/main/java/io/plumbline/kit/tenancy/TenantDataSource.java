package io.plumbline.kit.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Tells the database, on every connection that is taken, which teams the current thread sees. The policies of
/// `plumbline.protect` do the rest: a query without a `where team = …` still sees nothing of another team.
public final class TenantDataSource extends DelegatingDataSource {

    public TenantDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
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
