package io.plumbline.testpostgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The server's programs, unpacked from the class path once for each version and user and kept in the temporary
/// directory. Safe for several JVMs at once: one unpacks under a file lock, and a rename makes the finished
/// directory visible.
final class PostgresPrograms {
    private static final Path DEBIAN_PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final Path DEBIAN_DATA = Path.of("/usr/share/postgresql");

    private PostgresPrograms() {}

    static Path directory() {
        URL archive = archive();
        Path cache =
                Path.of(System.getProperty("java.io.tmpdir"), "plumbline-postgres-" + System.getProperty("user.name"));
        // The archive's address holds its version.
        Path unpacked = cache.resolve(UUID.nameUUIDFromBytes(archive.toString().getBytes(StandardCharsets.UTF_8))
                .toString());
        try {
            Files.createDirectories(cache);
            try (FileChannel channel =
                    FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until it is closed
                if (!Files.isDirectory(unpacked)) {
                    Path partial = Files.createTempDirectory(cache, "partial");
                    Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                    unpack(archive, partial);
                    Files.move(partial, unpacked);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack the embedded PostgreSQL", e);
        }
        return unpacked;
    }

    /// Finds programs on this machine whose server has pgvector, where Debian's packages have them. The newest, from
    /// 17:
    /// earlier ones lack the locale that tests use.
    static Optional<Path> withVectors() {
        try (Stream<Path> versions = Files.list(DEBIAN_PROGRAMS)) {
            return versions.filter(version -> version.getFileName().toString().matches("1[7-9]|2\\d"))
                    .filter(version -> Files.exists(
                            DEBIAN_DATA.resolve(version.getFileName()).resolve("extension/vector.control")))
                    .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty(); // there is no such folder
        }
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        String name = "/postgres-%s-%s.txz".formatted(system, machine);
        URL archive = PostgresPrograms.class.getResource(name);
        if (archive == null) {
            throw new IllegalStateException(
                    "No embedded PostgreSQL for this machine (%s). Set PLUMBLINE_TEST_DATABASE_URL.".formatted(name));
        }
        return archive;
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream raw = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
        }
    }
}
