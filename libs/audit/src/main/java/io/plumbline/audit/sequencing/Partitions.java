package io.plumbline.audit.sequencing;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Creates the partitions of events ahead of time. For the roles in `audit_sequencer`. Thread-safe.
public final class Partitions {
    private final JdbcClient jdbc;

    public Partitions(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /// Creates missing partitions from this month to the given number of months ahead.
    ///
    /// @param monthsAhead 0 to 120
    /// @return number created
    public int ensure(int monthsAhead) {
        return jdbc.sql("SELECT audit.ensure_partitions(?)")
                .param(monthsAhead)
                .query(Integer.class)
                .single();
    }
}
