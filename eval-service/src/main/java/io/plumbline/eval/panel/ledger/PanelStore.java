package io.plumbline.eval.panel.ledger;

import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.Scores;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores panels, their items and adjudicated labels.
@Component
public final class PanelStore {

    private static final String PANEL =
            "select name, team, document, revision, state, run_id, created_at, updated_at, closed_at from panel ";

    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    public PanelStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public Optional<Panel> find(String name) {
        return jdbc.sql(PANEL + "where name = ?")
                .param(name)
                .query((row, _) -> panel(row))
                .optional();
    }

    /// Returns the panel, locked until the transaction ends.
    public Optional<Panel> hold(String name) {
        return jdbc.sql(PANEL + "where name = ? for update")
                .param(name)
                .query((row, _) -> panel(row))
                .optional();
    }

    /// Returns the panel, which does not change until the transaction ends.
    public Optional<Panel> share(String name) {
        return jdbc.sql(PANEL + "where name = ? for share")
                .param(name)
                .query((row, _) -> panel(row))
                .optional();
    }

    public List<Panel> list(String after, int limit) {
        return jdbc.sql(PANEL + "where name > ? order by name limit ?")
                .params(after, limit)
                .query((row, _) -> panel(row))
                .list();
    }

    /// Creates a panel; returns false if the name is taken, even by another team.
    ///
    /// @param author opaque id of the caller
    public boolean insert(String name, String team, PanelDocument document, UUID runId, String author) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        insert into panel
                            (name, team, document, revision, state, run_id, created_by, created_at, updated_at)
                        values (?, ?, cast(? as jsonb), 1, 'OPEN', ?, ?, ?, ?) on conflict do nothing
                        """)
                        .params(name, team, json.writeValueAsString(document), runId, author, now, now)
                        .update()
                == 1;
    }

    /// Returns the opaque id of the caller that created the panel; empty for panels of earlier versions.
    public Optional<String> author(String name) {
        return jdbc.sql("select created_by from panel where name = ? and created_by is not null")
                .param(name)
                .query(String.class)
                .optional();
    }

    /// Gives the panel another secret, which decides on the orders of items and answers.
    public byte[] newSecret(String name) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        jdbc.sql("update panel set secret = ? where name = ?")
                .params(secret, name)
                .update();
        return secret;
    }

    /// Returns the secret; empty for panels of earlier versions, whose orders follow the seed.
    public Optional<byte[]> secret(String name) {
        return jdbc.sql("select secret from panel where name = ? and secret is not null")
                .param(name)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    /// Replaces the document and deletes items and assignments. Annotators stay.
    public void replace(String name, PanelDocument document) {
        jdbc.sql("delete from panel_assignment where panel = ?").param(name).update();
        jdbc.sql("delete from panel_item where panel = ?").param(name).update();
        change(name, document);
    }

    /// Replaces the document alone.
    public void change(String name, PanelDocument document) {
        jdbc.sql("""
                        update panel set document = cast(? as jsonb), revision = revision + 1, updated_at = ?
                        where name = ?
                        """)
                .params(json.writeValueAsString(document), Timestamp.from(clock.instant()), name)
                .update();
    }

    public void insertItems(Panel panel, List<PanelItem> items) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(items.size());
        for (PanelItem item : items) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("item", item.item());
            row.put("record_id", item.recordId());
            row.put("slice", item.slice());
            row.put("source", item.source());
            row.put("probability", item.probability());
            row.put("content", item.content());
            row.put("expected", item.expected());
            rows.add(row);
        }
        jdbc.sql("""
                        insert into panel_item
                            (panel, item, team, record_id, slice, source, probability, content, expected)
                        select :panel, item, :team, record_id, slice, source, probability, content, expected
                        from jsonb_to_recordset(cast(:items as jsonb))
                            as given (item int, record_id text, slice text, source int,
                                probability double precision, content jsonb, expected jsonb)
                        """)
                .param("panel", panel.name())
                .param("team", panel.team())
                .param("items", json.writeValueAsString(rows))
                .update();
    }

    public List<PanelItem> items(String panel) {
        return jdbc.sql("select * from panel_item where panel = ? order by item")
                .param(panel)
                .query((row, _) -> item(row))
                .list();
    }

    public Optional<PanelItem> item(String panel, int item) {
        return jdbc.sql("select * from panel_item where panel = ? and item = ?")
                .params(panel, item)
                .query((row, _) -> item(row))
                .optional();
    }

    public List<Adjudication> adjudications(String panel) {
        return jdbc.sql("select * from panel_adjudication where panel = ? order by item")
                .param(panel)
                .query((row, _) -> new Adjudication(
                        row.getInt("item"),
                        json.readValue(row.getString("labels"), Scores.class),
                        row.getString("comment"),
                        row.getString("decided_by"),
                        row.getTimestamp("decided_at").toInstant()))
                .list();
    }

    public void adjudicate(Panel panel, Adjudication decided) {
        jdbc.sql("""
                        insert into panel_adjudication (panel, item, team, labels, comment, decided_by, decided_at)
                        values (?, ?, ?, cast(? as jsonb), ?, ?, ?)
                        on conflict (panel, item) do update set labels = excluded.labels,
                            comment = excluded.comment, decided_by = excluded.decided_by,
                            decided_at = excluded.decided_at
                        """)
                .params(panel.name(), decided.item(), panel.team(), json.writeValueAsString(decided.labels()))
                .param(decided.comment())
                .params(decided.by(), Timestamp.from(decided.at()))
                .update();
    }

    /// Ends the labelling and stores the result.
    ///
    /// @param result in JSON
    public void close(String name, String result) {
        jdbc.sql("update panel set state = 'CLOSED', result = cast(? as jsonb), closed_at = ? where name = ?")
                .params(result, Timestamp.from(clock.instant()), name)
                .update();
    }

    /// Returns the stored result in JSON; empty before the panel is closed.
    public Optional<String> result(String name) {
        return jdbc.sql("select result from panel where name = ? and result is not null")
                .param(name)
                .query(String.class)
                .optional();
    }

    /// Returns the panel with that result.
    public Optional<Panel> ofRun(UUID runId) {
        return jdbc.sql(PANEL + "where run_id = ?")
                .param(runId)
                .query((row, _) -> panel(row))
                .optional();
    }

    private Panel panel(ResultSet row) throws SQLException {
        return new Panel(
                row.getString("name"),
                row.getString("team"),
                json.readValue(row.getString("document"), PanelDocument.class),
                row.getInt("revision"),
                Panel.State.valueOf(row.getString("state")),
                row.getObject("run_id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                instant(row, "closed_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private PanelItem item(ResultSet row) throws SQLException {
        String expected = row.getString("expected");
        return new PanelItem(
                row.getInt("item"),
                row.getString("record_id"),
                row.getString("slice"),
                row.getInt("source"),
                row.getDouble("probability"),
                json.readValue(row.getString("content"), PanelItem.Content.class),
                expected == null ? null : json.readValue(expected, Scores.class));
    }
}
