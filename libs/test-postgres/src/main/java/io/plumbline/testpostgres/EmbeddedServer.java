package io.plumbline.testpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A server process of our own on a free loopback port, with its data in a temporary directory and without fsync.
///
/// Its parent is a shell that reads a pipe whose other end this JVM holds. However the JVM ends, kill -9
/// included, the pipe closes and the shell stops the server and removes the data. A shutdown hook would run too
/// early: the server outlives all hooks, and components that close late still find their database.
final class EmbeddedServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final String GUARDIAN = """
            trap '' INT TERM HUP
            directory=$1; shift
            "$@" >"$directory/server.log" 2>&1 &
            server=$!
            cat >/dev/null
            kill -QUIT $server
            wait $server
            rm -rf "$directory"
            """;

    /// Kept reachable for the life of the JVM, because the pipe closes when its stream is collected.
    private static final List<Process> GUARDIANS = new CopyOnWriteArrayList<>();

    private EmbeddedServer() {}

    static Server start(Path binaries, String superuserPassword) {
        try {
            Unprivileged user = Unprivileged.here();
            IOException failure = new IOException("No attempt was made");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) { // another process may take the free port first
                try {
                    Path directory = initialize(binaries, user, superuserPassword);
                    return start(binaries, user, directory, superuserPassword);
                } catch (IOException e) {
                    failure = e;
                }
            }
            throw failure;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the embedded PostgreSQL started", e);
        }
    }

    private static Path initialize(Path binaries, Unprivileged user, String password)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("plumbline-test-postgres");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = Files.createDirectory(directory.resolve("data"));
        Path passwordFile = Files.writeString(directory.resolve("password"), password);
        user.own(data);
        user.own(passwordFile);
        List<String> command = user.command(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--pwfile=" + passwordFile,
                // Cleartext on loopback: what SCRAM's key derivation costs, each test would pay on every connection.
                "--auth=password",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
                "--no-instructions");
        Path log = directory.resolve("initdb.log");
        Process initdb = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (initdb.waitFor() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log));
        }
        return directory;
    }

    private static Server start(Path binaries, Unprivileged user, Path directory, String password)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", GUARDIAN, "plumbline-test-postgres", directory.toString()));
        command.addAll(user.command(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                directory.resolve("data").toString()));
        settings(port).forEach(setting -> {
            command.add("-c");
            command.add(setting);
        });
        Process guardian = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        GUARDIANS.add(guardian);
        Server server = new Server("127.0.0.1", port, "postgres", password);
        try {
            awaitReady(server, directory.resolve("server.log"));
        } catch (IOException e) {
            guardian.getOutputStream().close();
            throw e;
        }
        return server;
    }

    private static List<String> settings(int port) {
        return List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=300",
                "shared_buffers=64MB",
                "fsync=off",
                "full_page_writes=off",
                "scram_iterations=1",
                "timezone=UTC");
    }

    private static void awaitReady(Server server, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = server.dataSource("postgres").getConnection()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                String output = Files.exists(log) ? Files.readString(log) : "";
                // "Starting up" is logged as FATAL too, but only to a client whose connection was taken.
                if (output.contains("database system is shut down")
                        || output.contains("FATAL:  could not create")
                        || System.nanoTime() > deadline) {
                    throw new IOException("PostgreSQL is not ready: " + output, e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
