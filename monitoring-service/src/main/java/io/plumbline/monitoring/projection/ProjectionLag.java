package io.plumbline.monitoring.projection;

import io.plumbline.kit.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The lag of projections behind the log.
@Component
public class ProjectionLag {

    private final JdbcClient jdbc;

    ProjectionLag(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Returns the number of events that the named projection has not applied.
    public long of(String projection) {
        return Tenancy.asWorker(
                () -> jdbc.sql("""
                        select size - coalesce((select next_leaf from projection where name = ?), 0)
                        from audit.tree_head
                        """).param(projection).query(Long.class).single());
    }
}
