package io.plumbline.audit.sequencing;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Creates the partitions of events ahead of time. For the roles in `audit_sequencer`. Thread-safe.
public final class Partitions {
    private final JdbcTemplate jdbc;

    public Partitions(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /// Creates missing partitions from this month to the given number of months ahead.
    ///
    /// @param monthsAhead 0 to 120
    /// @return number created
    public int ensure(int monthsAhead) {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT audit.ensure_partitions(?)", Integer.class, monthsAhead));
    }
}
