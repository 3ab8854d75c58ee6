package io.plumbline.governance.team;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of teams.
@Repository
class TeamStore {

    private static final RowMapper<Team> TEAM = (row, _) -> new Team(
            row.getString("name"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;

    TeamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whether it was new.
    boolean insert(String name, Instant createdAt, long change) {
        return jdbc.sql("insert into team (name, created_at, change) values (?, ?, ?) on conflict do nothing")
                        .params(name, OffsetDateTime.ofInstant(createdAt, ZoneOffset.UTC), change)
                        .update()
                == 1;
    }

    Optional<Team> find(String name) {
        return jdbc.sql("select name, created_at from team where name = ?")
                .param(name)
                .query(TEAM)
                .optional();
    }

    List<Team> after(String name, int limit) {
        return jdbc.sql("select name, created_at from team where name > ? order by name limit ?")
                .params(name, limit)
                .query(TEAM)
                .list();
    }

    List<String> names() {
        return jdbc.sql("select name from team order by name")
                .query((row, _) -> row.getString("name"))
                .list();
    }
}
