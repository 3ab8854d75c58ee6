package io.plumbline.bench.retrieval;

import com.zaxxer.hikari.HikariDataSource;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.pgvector.PgVectorIndex;
import io.plumbline.knowledge.index.pgvector.VectorExtension;
import io.plumbline.knowledge.index.pgvector.VectorGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// An index on pgvector in a schema of its own, which it drops at the end. One connection searches, so that the memory
/// of its process on the server can be read.
final class VectorDatabase implements AutoCloseable {

    private static final String SCHEMA = "plumbline_bench";
    private static final String TABLES = "/db/registry-pgvector/V202612011500__create_knowledge_vector.sql";
    private static final UUID ID = new UUID(0, 1);
    private static final int BUILD_MEGABYTES = 2_048;
    /// In `/proc/PID/stat` after the name of the program, in hundredths of a second.
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final HikariDataSource database;
    private final PgVectorIndex index;
    private final VectorGraph graph;

    private VectorDatabase(HikariDataSource database, PgVectorIndex index, VectorGraph graph) {
        this.database = database;
        this.index = index;
        this.graph = graph;
    }

    /// @param url of a database whose user may create a schema and, if it is missing, the extension
    static VectorDatabase open(String url, IndexSettings settings) throws SQLException, IOException {
        VectorExtension extension;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists vector");
            extension = VectorExtension.find(connection);
            statement.execute(
                    "drop schema if exists %1$s cascade; create schema %1$s; set search_path = %1$s".formatted(SCHEMA));
            statement.execute(tables().replace("${vectors}", extension.schema()));
        }
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(url);
        database.setMaximumPoolSize(1);
        database.setConnectionInitSql("set search_path = " + SCHEMA);
        database.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new VectorDatabase(
                database,
                PgVectorIndex.open(database, extension, ID, settings),
                new VectorGraph(database, extension, ID, settings));
    }

    private static String tables() throws IOException {
        try (InputStream file = PgVectorIndex.class.getResourceAsStream(TABLES)) {
            if (file == null) {
                throw new IOException("There is no " + TABLES);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    PgVectorIndex index() {
        return index;
    }

    /// @return seconds
    double buildGraph() throws SQLException {
        long began = System.nanoTime();
        graph.build(BUILD_MEGABYTES);
        return (System.nanoTime() - began) / 1e9;
    }

    /// The bytes of the table and all of its indexes.
    long size() throws SQLException {
        return number("select pg_total_relation_size('knowledge_vector')");
    }

    long graphSize() throws SQLException {
        return number("""
                select coalesce(sum(pg_relation_size(indexrelid)), 0) from pg_index
                where indrelid = 'knowledge_vector'::regclass and indexrelid::regclass::text like 'knowledge_vector_graph%'
                """);
    }

    /// The memory of the server: what all connections share, and, where the server is on this machine, the memory of a
    /// connection that searches, which has used part of what is shared.
    Map<String, Double> memory() throws SQLException, IOException {
        Map<String, Double> memory = new LinkedHashMap<>();
        memory.put(
                "shared by connections of the server",
                number("select setting::bigint * 8 from pg_settings where name = 'shared_buffers'") / 1024.0);
        Path process = Path.of("/proc/%d/status".formatted(number("select pg_backend_pid()")));
        if (Files.isReadable(process)) {
            for (String line : Files.readAllLines(process)) {
                if (line.startsWith("RssAnon:")) {
                    memory.put("a connection's own", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
                }
            }
        }
        return memory;
    }

    /// The CPU time that the connection has used on the server; not a number where the server is on another machine.
    double cpuMillis() throws SQLException, IOException {
        Path process = Path.of("/proc/%d/stat".formatted(number("select pg_backend_pid()")));
        if (!Files.isReadable(process)) {
            return Double.NaN;
        }
        String[] fields = Files.readString(process).replaceFirst("^.*\\) ", "").split(" ", -1);
        return 10.0 * (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists %s cascade".formatted(SCHEMA));
        } finally {
            database.close();
        }
    }
}
