package io.plumbline.standalone.postgres;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.FileTree;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The data directory of the embedded Postgres: UTF-8, sorted by code point, for the same order on every machine.
final class PostgresCluster {

    private static final long INITDB_LIMIT_SECONDS = 120;

    private final Home home;
    private final PostgresBinaries binaries;
    private final RunAs runAs;

    PostgresCluster(Home home, PostgresBinaries binaries, RunAs runAs) {
        this.home = home;
        this.binaries = binaries;
        this.runAs = runAs;
    }

    static boolean isIn(Home home) {
        return Files.exists(versionFile(home.postgresData()));
    }

    /// Creates an empty cluster under another name first; the remains of an interrupted run are therefore never
    /// taken for a cluster.
    void create(String superuserPassword) throws IOException {
        Path unfinished = home.data().resolve("postgres.new");
        Path passwordFile = home.data().resolve("postgres.password");
        FileTree.remove(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            runAs.own(unfinished);
            OwnerOnlyFile.write(passwordFile, superuserPassword);
            runAs.own(passwordFile);
            initdb(unfinished, passwordFile);
            Files.move(unfinished, home.postgresData(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /// Ensures that the server can work on the data: checks its version, sets its owner.
    void prepare() throws IOException {
        String version = Files.readString(versionFile(home.postgresData())).strip();
        if (!version.equals(binaries.majorVersion())) {
            throw new CannotContinue(("The data in %s belongs to Postgres %s, but this build includes Postgres %s."
                            + " Dump the data with the earlier build and load them again,"
                            + " or start over with ./plumbline down --purge.")
                    .formatted(home.postgresData(), version, binaries.majorVersion()));
        }
        runAs.own(home.postgresData());
    }

    private void initdb(Path data, Path passwordFile) {
        Path output = home.logs().resolve("initdb.log");
        List<String> command = runAs.command(
                binaries.program("initdb"),
                List.of(
                        "-D",
                        data.toString(),
                        "-U",
                        DatabaseAddress.SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions"));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.data().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(INITDB_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new CannotContinue("Postgres could not create its data directory. See " + output + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path versionFile(Path data) {
        return data.resolve("PG_VERSION");
    }
}
