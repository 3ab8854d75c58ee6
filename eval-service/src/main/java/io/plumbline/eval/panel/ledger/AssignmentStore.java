package io.plumbline.eval.panel.ledger;

import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Assignment.Decision;
import io.plumbline.eval.panel.ledger.Assignment.SkipReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores which annotator labels which item, and the labels. A decision is written only while the assignment is
/// open, so that of two at once the first counts.
@Component
public final class AssignmentStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public AssignmentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The progress of a slot.
    public record Progress(
            int slot,
            int total,
            int labelled,
            int skipped,
            @Nullable Double medianSeconds) {}

    public void insert(Panel panel, List<Assignment> assignments) {
        List<Map<String, Object>> rows = new ArrayList<>(assignments.size());
        for (Assignment assignment : assignments) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", assignment.id());
            row.put("item", assignment.item());
            row.put("slot", assignment.slot());
            row.put("turn", assignment.turn());
            row.put("answer_order", assignment.order());
            rows.add(row);
        }
        jdbc.sql("""
                        insert into panel_assignment (id, panel, item, team, slot, turn, answer_order, state)
                        select id, :panel, item, :team, slot, turn,
                            array(select cast(place as int) from jsonb_array_elements_text(answer_order) as place),
                            'OPEN'
                        from jsonb_to_recordset(cast(:rows as jsonb))
                            as given (id uuid, item int, slot int, turn int, answer_order jsonb)
                        """)
                .param("panel", panel.name())
                .param("team", panel.team())
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    /// Stores the labels of an annotator of another platform.
    public void insertLabelled(Panel panel, Annotator annotator, List<Assignment> assignments) {
        insert(panel, assignments);
        for (Assignment assignment : assignments) {
            Decision decision = assignment.decision();
            if (decision != null) {
                decide(assignment.id(), annotator.id(), decision);
            }
        }
    }

    /// Returns the first open assignment of a slot.
    public Optional<Assignment> next(String panel, int slot) {
        return jdbc.sql("""
                        select * from panel_assignment where panel = ? and slot = ? and state = 'OPEN'
                        order by turn limit 1
                        """)
                .params(panel, slot)
                .query((row, _) -> assignment(row))
                .optional();
    }

    /// Returns an assignment of a slot.
    public Optional<Assignment> find(String panel, int slot, UUID id) {
        return jdbc.sql("select * from panel_assignment where panel = ? and slot = ? and id = ?")
                .params(panel, slot, id)
                .query((row, _) -> assignment(row))
                .optional();
    }

    /// Returns the assignment that the annotator decided last.
    public Optional<Assignment> last(String panel, UUID annotator) {
        return jdbc.sql("""
                        select * from panel_assignment where panel = ? and annotator = ? and state <> 'OPEN'
                        order by decided_at desc, turn desc limit 1
                        """)
                .params(panel, annotator)
                .query((row, _) -> assignment(row))
                .optional();
    }

    /// Returns all decided assignments by item and slot.
    public List<Assignment> decided(String panel) {
        return jdbc.sql("select * from panel_assignment where panel = ? and state <> 'OPEN' order by item, slot")
                .params(panel)
                .query((row, _) -> assignment(row))
                .list();
    }

    public boolean hasLabels(String panel) {
        return jdbc.sql("select exists (select from panel_assignment where panel = ? and state <> 'OPEN')")
                .param(panel)
                .query(Boolean.class)
                .single();
    }

    public List<Progress> progress(String panel) {
        return jdbc.sql("""
                        select slot, count(*), count(*) filter (where state = 'LABELLED'),
                            count(*) filter (where state = 'SKIPPED'),
                            percentile_cont(0.5) within group (order by seconds)
                        from panel_assignment where panel = ? group by slot order by slot
                        """)
                .param(panel)
                .query((row, _) -> new Progress(
                        row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getObject(5, Double.class)))
                .list();
    }

    /// Records the first time that the annotator sees the item.
    public void shown(UUID id, Instant at) {
        jdbc.sql("update panel_assignment set shown_at = ? where id = ? and shown_at is null")
                .params(Timestamp.from(at), id)
                .update();
    }

    /// Stores a draft; returns false if the assignment is decided.
    public boolean draft(UUID id, Scores draft) {
        return jdbc.sql("update panel_assignment set draft = cast(? as jsonb) where id = ? and state = 'OPEN'")
                        .params(json.writeValueAsString(draft), id)
                        .update()
                == 1;
    }

    /// Stores a decision; returns false if there already is one.
    public boolean decide(UUID id, UUID annotator, Decision decision) {
        Scores labels = decision.labels();
        SkipReason skipped = decision.skipped();
        return jdbc.sql("""
                        update panel_assignment set state = :state, annotator = :annotator,
                            labels = cast(:labels as jsonb), skip_reason = :skipped, comment = :comment,
                            decided_at = :at, seconds = :seconds
                        where id = :id and state = 'OPEN'
                        """)
                        .param("state", labels == null ? "SKIPPED" : "LABELLED")
                        .param("annotator", annotator)
                        .param("labels", labels == null ? null : json.writeValueAsString(labels))
                        .param("skipped", skipped == null ? null : skipped.name())
                        .param("comment", decision.comment())
                        .param("at", Timestamp.from(decision.at()))
                        .param("seconds", decision.seconds())
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Opens a decided assignment again, with its label as the draft.
    ///
    /// @param draft as shown; null after a skip
    public void reopen(UUID id, @Nullable Scores draft) {
        jdbc.sql("""
                        update panel_assignment set state = 'OPEN', draft = cast(? as jsonb), labels = null,
                            skip_reason = null, comment = null, decided_at = null, seconds = null, annotator = null
                        where id = ?
                        """)
                .param(draft == null ? null : json.writeValueAsString(draft))
                .param(id)
                .update();
    }

    private Assignment assignment(ResultSet row) throws SQLException {
        Assignment.State state = Assignment.State.valueOf(row.getString("state"));
        return new Assignment(
                row.getObject("id", UUID.class),
                row.getString("panel"),
                row.getInt("item"),
                row.getInt("slot"),
                row.getInt("turn"),
                Arrays.asList((Integer[]) row.getArray("answer_order").getArray()),
                state,
                row.getObject("annotator", UUID.class),
                scores(row.getString("draft")),
                state == Assignment.State.OPEN ? null : decision(row),
                PanelStore.instant(row, "shown_at"));
    }

    private Decision decision(ResultSet row) throws SQLException {
        String skipped = row.getString("skip_reason");
        return new Decision(
                scores(row.getString("labels")),
                skipped == null ? null : SkipReason.valueOf(skipped),
                row.getString("comment"),
                row.getTimestamp("decided_at").toInstant(),
                row.getDouble("seconds"));
    }

    private @Nullable Scores scores(@Nullable String stored) {
        return stored == null ? null : json.readValue(stored, Scores.class);
    }
}
