package io.plumbline.gateway.limit;

import io.plumbline.gateway.limit.counter.SlidingWindow;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reports how much of limits was taken in the last minute, to callers who may see them. Includes what replicas hold
/// for the next second.
@Repository
class LimitUsage {

    private final JdbcClient jdbc;

    LimitUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Returns the amounts by counter; without counters of which nothing was taken.
    ///
    /// @param counters the names of limits and their dimensions, as replicas count them
    @Transactional(readOnly = true)
    public Map<String, Long> taken(Collection<String> counters) {
        if (counters.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                    select name, sum(slots[(each % :seconds)::int + 1]) as taken
                    from limit_counter, generate_series(
                        greatest(second, floor(extract(epoch from clock_timestamp()))::bigint) - :seconds + 1,
                        second) as each
                    where name = any(:names) and cardinality(slots) = :seconds
                    group by name
                    """)
                .param("seconds", SlidingWindow.SECONDS)
                .param("names", counters.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("name"), row.getLong("taken")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
