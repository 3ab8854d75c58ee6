package io.plumbline.eval.panel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores the annotators of panels.
@Component
public final class AnnotatorStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    public AnnotatorStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void insert(Panel panel, Annotator annotator) {
        jdbc.sql("""
                        insert into panel_annotator (id, panel, team, slot, user_id, name, invited, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(annotator.id(), panel.name(), panel.team(), annotator.slot())
                .param(annotator.user())
                .params(annotator.name(), annotator.invited(), Timestamp.from(annotator.createdAt()))
                .update();
    }

    /// Returns those in place, by slot.
    public List<Annotator> of(String panel) {
        return jdbc.sql("select * from panel_annotator where panel = ? and removed_at is null order by slot")
                .param(panel)
                .query(this::annotator)
                .list();
    }

    public Optional<Annotator> find(String panel, UUID id) {
        return jdbc.sql("select * from panel_annotator where panel = ? and id = ? and removed_at is null")
                .params(panel, id)
                .query(this::annotator)
                .optional();
    }

    /// Returns the user's places in open panels, newest first.
    public List<Annotator> ofUser(String user, int limit) {
        return jdbc.sql("""
                        select a.* from panel_annotator a join panel p on p.name = a.panel
                        where a.user_id = ? and a.removed_at is null and p.state = 'OPEN'
                        order by a.id desc limit ?
                        """).params(user, limit).query(this::annotator).list();
    }

    /// Returns a place of that user.
    public Optional<Annotator> ofUser(String user, UUID id) {
        return jdbc.sql("select * from panel_annotator where id = ? and user_id = ? and removed_at is null")
                .params(id, user)
                .query(this::annotator)
                .optional();
    }

    public void remove(UUID id) {
        jdbc.sql("update panel_annotator set removed_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    private Annotator annotator(ResultSet row, int number) throws SQLException {
        return new Annotator(
                row.getObject("id", UUID.class),
                row.getString("panel"),
                row.getInt("slot"),
                row.getString("user_id"),
                row.getString("name"),
                row.getBoolean("invited"),
                row.getTimestamp("created_at").toInstant(),
                PanelStore.instant(row, "removed_at"));
    }
}
