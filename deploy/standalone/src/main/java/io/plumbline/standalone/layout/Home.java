package io.plumbline.standalone.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The folder `.plumbline`: everything that one stack writes. Nothing outside is ever written; removing what
/// [#purge()] names therefore leaves no trace.
///
/// | path | holds |
/// |---|---|
/// | `credentials.json` | how a person reaches the stack (0600) |
/// | `secrets/` | what each service alone may read (0700) |
/// | `data/` | the database, the gateway's journal and its copies of what it follows |
/// | `audit/` | what is needed to verify the audit log, kept outside the database |
/// | `run/` | the lock and a record of each process |
/// | `logs/` | logs of this run and earlier ones |
/// | `postgres/` | the unpacked server, a cache |
public record Home(Path root) {

    public static final String VARIABLE = "PLUMBLINE_HOME";

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public static Home from(Map<String, String> environment) {
        String root = environment.getOrDefault(VARIABLE, "").strip();
        return new Home(Path.of(root.isEmpty() ? ".plumbline" : root));
    }

    /// Creates missing folders, and makes all of them readable by the owner only.
    public Home prepare() {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
        try {
            for (Path folder : List.of(root, secrets(), data(), audit(), run(), logs())) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
                if (!Files.getPosixFilePermissions(folder).equals(ownerOnly)) {
                    Files.setPosixFilePermissions(folder, ownerOnly);
                }
            }
            return this;
        } catch (IOException e) {
            throw new CannotContinue(
                    "Cannot write in %s: %s. Set %s to a folder of your own.".formatted(root, e.getMessage(), VARIABLE),
                    e);
        }
    }

    public Path credentials() {
        return root.resolve("credentials.json");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path serviceProperties(Service service) {
        return secrets().resolve(service.fullName() + ".properties");
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path postgresData() {
        return data().resolve("postgres");
    }

    public Path gatewayJournal() {
        return data().resolve("gateway-journal");
    }

    public Path gatewaySnapshots() {
        return data().resolve("gateway-snapshots");
    }

    public Path audit() {
        return root.resolve("audit");
    }

    /// The file in which governance records the newest checkpoint that it signed.
    public Path auditAnchor() {
        return audit().resolve("anchor");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path postgresBinaries() {
        return root.resolve("postgres");
    }

    /// Removes data, secrets, logs and records. Keeps what the build can recreate (binaries), and everything that
    /// is not ours.
    public void purge() {
        purgeAllButWhatADatabaseNeeds();
        remove(List.of(secrets(), audit(), credentials()));
    }

    /// The same for a stack whose external database stays: keeps the secrets that open it, and the records
    /// against which its audit log is verified.
    public void purgeAllButWhatADatabaseNeeds() {
        remove(List.of(data(), run(), logs()));
    }

    private void remove(List<Path> paths) {
        try {
            for (Path path : paths) {
                FileTree.remove(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove all of " + root, e);
        }
    }
}
