package io.plumbline.eval.benchmark.ledger;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.Benchmark.UploadedFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores benchmarks and the versions of their data.
@Component
public final class BenchmarkStore {

    private static final int BATCH = 500;
    private static final TypeReference<List<UploadedFile>> FILES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    BenchmarkStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    private record ItemRow(int item, String material) {}

    /// Creates a benchmark; returns false if the name is taken, even by another team.
    public boolean insert(String name, String team, BenchmarkDocument document) {
        return jdbc.sql("""
                        insert into benchmark (name, team, document, revision, created_at, updated_at)
                        values (:name, :team, cast(:document as jsonb), 1, :now, :now) on conflict do nothing
                        """)
                        .param("name", name)
                        .param("team", team)
                        .param("document", json.writeValueAsString(document))
                        .param("now", now())
                        .update()
                == 1;
    }

    public void change(String name, BenchmarkDocument document) {
        jdbc.sql("""
                        update benchmark set document = cast(:document as jsonb), revision = revision + 1,
                            updated_at = :now where name = :name
                        """)
                .param("name", name)
                .param("document", json.writeValueAsString(document))
                .param("now", now())
                .update();
    }

    public Optional<Benchmark> find(String name) {
        return jdbc.sql("select * from benchmark where name = ?")
                .param(name)
                .query((row, _) -> benchmark(row))
                .optional();
    }

    /// Returns a benchmark and locks it until the transaction ends.
    public Optional<Benchmark> hold(String name) {
        return jdbc.sql("select * from benchmark where name = ? for update")
                .param(name)
                .query((row, _) -> benchmark(row))
                .optional();
    }

    /// By name.
    public List<Benchmark> list(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select * from benchmark where cast(:after as text) is null or name > :after
                        order by name limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> benchmark(row))
                .list();
    }

    /// Stores the next version of a benchmark that is locked.
    public void insert(BenchmarkVersion version, List<BenchmarkItem> items) {
        jdbc.sql("""
                        insert into benchmark_version (benchmark, team, version, digest, format, items, examples, files,
                            uploaded_by, created_at)
                        values (:benchmark, :team, :version, :digest, :format, :items, :examples,
                            cast(:files as jsonb), :by, :at)
                        """)
                .param("benchmark", version.benchmark())
                .param("team", version.team())
                .param("version", version.version())
                .param("digest", version.digest())
                .param("format", version.format().name())
                .param("items", version.items())
                .param("examples", version.examples())
                .param("files", json.writeValueAsString(version.files()))
                .param("by", version.uploadedBy())
                .param("at", Timestamp.from(version.createdAt()))
                .update();
        for (int from = 0; from < items.size(); from += BATCH) {
            List<ItemRow> rows = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, items.size()); i++) {
                rows.add(new ItemRow(i, json.writeValueAsString(items.get(i))));
            }
            jdbc.sql("""
                            insert into benchmark_item (benchmark, team, version, item, material)
                            select :benchmark, :team, :version, item, material
                            from json_to_recordset(cast(:rows as json)) as given (item int, material text)
                            """)
                    .param("benchmark", version.benchmark())
                    .param("team", version.team())
                    .param("version", version.version())
                    .param("rows", json.writeValueAsString(rows))
                    .update();
        }
        jdbc.sql("update benchmark set newest = ?, updated_at = ? where name = ?")
                .params(version.version(), now(), version.benchmark())
                .update();
    }

    public Optional<BenchmarkVersion> version(String benchmark, int version) {
        return jdbc.sql("select * from benchmark_version where benchmark = ? and version = ?")
                .params(benchmark, version)
                .query((row, _) -> version(row))
                .optional();
    }

    /// Newest first.
    ///
    /// @param before null for the newest
    public List<BenchmarkVersion> versions(String benchmark, @Nullable Integer before, int limit) {
        return jdbc.sql("""
                        select * from benchmark_version where benchmark = :benchmark
                            and (cast(:before as int) is null or version < :before) order by version desc limit :limit
                        """)
                .param("benchmark", benchmark)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> version(row))
                .list();
    }

    /// Returns all items of a version, in their order.
    public List<BenchmarkItem> items(String benchmark, int version) {
        return jdbc.sql("select material from benchmark_item where benchmark = ? and version = ? order by item")
                .params(benchmark, version)
                .query((row, _) -> json.readValue(row.getString(1), BenchmarkItem.class))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Benchmark benchmark(ResultSet row) throws SQLException {
        return new Benchmark(
                row.getString("name"),
                row.getString("team"),
                json.readValue(row.getString("document"), BenchmarkDocument.class),
                row.getInt("revision"),
                row.getInt("newest"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private BenchmarkVersion version(ResultSet row) throws SQLException {
        return new BenchmarkVersion(
                row.getString("benchmark"),
                row.getString("team"),
                row.getInt("version"),
                row.getString("digest"),
                BenchmarkKind.valueOf(row.getString("format")),
                row.getInt("items"),
                row.getInt("examples"),
                json.readValue(row.getString("files"), FILES),
                row.getString("uploaded_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
