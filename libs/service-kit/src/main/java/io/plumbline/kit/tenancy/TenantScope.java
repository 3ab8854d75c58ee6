package io.plumbline.kit.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Opens and closes the current thread's tenancy for a request. A transaction may already be under way (an
/// idempotency key opens one before the handler is known): its connection is told too.
public final class TenantScope {

    private final TenantDataSource dataSource;

    public TenantScope(TenantDataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void open(Set<String> teams) {
        Tenancy.enter(teams);
        if (TransactionSynchronizationManager.hasResource(dataSource)) {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                TenantDataSource.apply(connection);
            } catch (SQLException e) {
                Tenancy.leave();
                throw new IllegalStateException("cannot set the tenancy of the transaction", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }

    public void close() {
        Tenancy.leave();
    }
}
