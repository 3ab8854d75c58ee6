package io.plumbline.registry.dataset;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.dataset.file.RecordReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The table of records. Records are written once, in batches, and never change.
@Repository
class RecordStore {

    private static final String INSERT = """
            insert into dataset_record (version_id, ordinal, team, record)
            select :version, :before + n, :team, record::jsonb from unnest(:records) with ordinality as batch (record, n)
            """;
    private static final int BATCH = 500;
    private static final int BATCH_CHARACTERS = 4_000_000;
    /// A page ends early once it exceeds this size, beyond its last record.
    private static final int PAGE_CHARACTERS = 8_000_000;
    private static final int FETCH = 20;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RecordStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Writes the records of a new version in the current transaction. Call [Writer#flush] for the last batch.
    Writer writer(UUID versionId, String team) {
        return new Writer(versionId, team);
    }

    /// Collects records into batches. Not thread-safe.
    final class Writer implements RecordReader.Sink {

        private final UUID versionId;
        private final String team;
        private final List<String> batch = new ArrayList<>(BATCH);
        private int written;
        private int characters;

        private Writer(UUID versionId, String team) {
            this.versionId = versionId;
            this.team = team;
        }

        @Override
        public void record(int line, Map<String, @Nullable Object> members) {
            String record = CanonicalJson.text(members);
            batch.add(record);
            characters += record.length();
            if (batch.size() == BATCH || characters > BATCH_CHARACTERS) {
                flush();
            }
        }

        @Override
        public void fault(int line, String pointer, String message) {
            throw new IllegalStateException("the file was checked before and has changed since");
        }

        void flush() {
            if (!batch.isEmpty()) {
                jdbc.sql(INSERT)
                        .param("version", versionId)
                        .param("before", written)
                        .param("team", team)
                        .param("records", batch.toArray(String[]::new))
                        .update();
                written += batch.size();
                batch.clear();
                characters = 0;
            }
        }
    }

    /// Gives the records of a version to a sink, in order. Requires a transaction, so that rows arrive in small
    /// portions.
    void replay(UUID versionId, Consumer<String> sink) {
        jdbc.sql("select record from dataset_record where version_id = ? order by ordinal")
                .withFetchSize(FETCH)
                .param(versionId)
                .query((RowCallbackHandler) row -> sink.accept(row.getString("record")));
    }

    /// Gives the first records of a version to a sink, in order. Requires a transaction, so that rows arrive in
    /// small portions.
    void first(UUID versionId, int most, Consumer<JsonNode> sink) {
        jdbc.sql("select record from dataset_record where version_id = ? order by ordinal limit ?")
                .withFetchSize(FETCH)
                .params(versionId, most)
                .query((RowCallbackHandler) row -> sink.accept(json.readTree(row.getString("record"))));
    }

    /// Returns the number of different records that a version has and another one does not.
    long newRecords(UUID versionId, UUID otherId) {
        return jdbc.sql("""
                        select count(*) from (
                            select record from dataset_record where version_id = ?
                            except select record from dataset_record where version_id = ?) added
                        """).params(versionId, otherId).query(Long.class).single();
    }

    /// Returns a page of a version's records in order. Requires a transaction, so that rows arrive in small
    /// portions.
    ///
    /// @param containing a text that their values contain, ignoring case; null for all records
    Page<JsonNode> page(UUID versionId, @Nullable String containing, Paging paging) {
        int after = paging.after(1).map(cursor -> cursor.integer(0)).orElse(0);
        return jdbc.sql("""
                        select ordinal, record from dataset_record
                        where version_id = :version and ordinal > :after
                            and (cast(:containing as text) is null or exists (
                                select from jsonb_path_query(record, 'strict $.**') value
                                where jsonb_typeof(value) in ('string', 'number')
                                    and strpos(lower(value #>> '{}'), lower(:containing)) > 0))
                        order by ordinal limit :limit
                        """)
                .withFetchSize(FETCH)
                .param("version", versionId)
                .param("after", after)
                .param("containing", containing == null || containing.isBlank() ? null : containing.strip())
                .param("limit", paging.size() + 1)
                .query((ResultSetExtractor<Page<JsonNode>>) rows -> read(rows, paging.size()));
    }

    private Page<JsonNode> read(ResultSet rows, int limit) throws SQLException {
        List<JsonNode> items = new ArrayList<>();
        int characters = 0;
        int last = 0;
        while (rows.next()) {
            if (items.size() == limit || characters > PAGE_CHARACTERS) {
                return new Page<>(items, Cursor.of(last).encoded());
            }
            String record = rows.getString("record");
            characters += record.length();
            last = rows.getInt("ordinal");
            items.add(json.readTree(record));
        }
        return new Page<>(items, null);
    }
}
