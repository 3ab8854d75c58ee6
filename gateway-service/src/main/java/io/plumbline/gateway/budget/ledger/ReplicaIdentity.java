package io.plumbline.gateway.budget.ledger;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.budget.ledger.LeaseStore.Holder;
import io.plumbline.gateway.journal.JournalProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The identity of this replica. Its ID is stored next to its journal: a process that starts with that journal is
/// the same replica, and settles the leases of earlier runs.
@Component
class ReplicaIdentity {

    private static final String FILE = "replica-id";

    private final Holder holder;

    ReplicaIdentity(JournalProperties properties, UuidV7 ids) {
        this.holder = new Holder(ids.next(), replica(properties.journalDirectory(), ids));
    }

    Holder holder() {
        return holder;
    }

    /// Returns the stored ID. A file without a valid ID is rewritten; earlier leases then end when they expire.
    private static UUID replica(Path folder, UuidV7 ids) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip());
            }
        } catch (IllegalArgumentException e) {
            // then it gets another
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.createDirectories(folder);
            UUID id = ids.next();
            Files.writeString(file, id.toString());
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
