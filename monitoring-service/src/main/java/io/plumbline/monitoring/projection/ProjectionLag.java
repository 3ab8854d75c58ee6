package io.plumbline.monitoring.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The lag of projections behind the log; the gauge `plumbline.projection.lag` reports it.
@Component
public class ProjectionLag {

    private final JdbcClient jdbc;

    ProjectionLag(JdbcClient jdbc, List<Projection> projections, MeterRegistry meters) {
        this.jdbc = jdbc;
        for (Projection projection : projections) {
            Gauge.builder("plumbline.projection.lag", () -> of(projection.name()))
                    .description("Events of the log that the projection has not taken in")
                    .tag("projection", projection.name())
                    .register(meters);
        }
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
