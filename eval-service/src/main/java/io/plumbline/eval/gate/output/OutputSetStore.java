package io.plumbline.eval.gate.output;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores outputs from elsewhere. One store serves requests and sees the caller's teams; another serves the
/// runs.
@Component
public final class OutputSetStore {

    private final JdbcClient jdbc;

    public OutputSetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OutputSet set) {
        jdbc.sql("""
                        insert into output_set (id, team, dataset, format, source, outputs, digest, sent_by, created_at)
                        values (:id, :team, :dataset, :format, :source, :outputs, :digest, :sentBy, :createdAt)
                        """)
                .param("id", set.id())
                .param("team", set.team())
                .param("dataset", set.dataset())
                .param("format", set.format().name())
                .param("source", set.source())
                .param("outputs", set.outputs())
                .param("digest", set.digest())
                .param("sentBy", set.sentBy())
                .param("createdAt", Timestamp.from(set.createdAt()))
                .update();
    }

    void insert(UUID set, String team, Collection<ReceivedOutput> outputs) {
        jdbc.sql("""
                        insert into received_output (set_id, team, record_id, repeat, output, error)
                        select :set, :team, r, n, o, e from unnest(:records, :repeats, :outputs, :errors) as given (r, n, o, e)
                        """)
                .param("set", set)
                .param("team", team)
                .param("records", outputs.stream().map(ReceivedOutput::record).toArray(String[]::new))
                .param("repeats", outputs.stream().map(ReceivedOutput::repeat).toArray(Integer[]::new))
                .param("outputs", outputs.stream().map(ReceivedOutput::output).toArray(String[]::new))
                .param("errors", outputs.stream().map(ReceivedOutput::error).toArray(String[]::new))
                .update();
    }

    public Optional<OutputSet> find(UUID id) {
        return jdbc.sql("select * from output_set where id = ?")
                .param(id)
                .query((row, _) -> set(row))
                .optional();
    }

    private static OutputSet set(ResultSet row) throws SQLException {
        return new OutputSet(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("dataset"),
                OutputFormat.valueOf(row.getString("format")),
                row.getString("source"),
                row.getInt("outputs"),
                row.getString("digest"),
                row.getString("sent_by"),
                row.getTimestamp("created_at").toInstant());
    }

    /// Returns the outputs for these records.
    public List<ReceivedOutput> outputs(UUID set, Collection<String> records) {
        return jdbc.sql("""
                        select record_id, repeat, output, error from received_output where set_id = ? and record_id = any(?)
                        """)
                .params(set, records.toArray(String[]::new))
                .query((row, _) ->
                        new ReceivedOutput(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)))
                .list();
    }
}
