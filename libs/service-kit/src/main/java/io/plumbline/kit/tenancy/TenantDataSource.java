package io.plumbline.kit.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Sets the visible teams of the current thread on every connection that is taken. The policies of
/// `plumbline.protect` enforce them: a query without `where team = …` still sees no other team.
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
