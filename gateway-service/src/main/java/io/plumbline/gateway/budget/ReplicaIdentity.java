package io.plumbline.gateway.budget;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.budget.LeaseStore.Holder;
import io.plumbline.gateway.journal.JournalProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Who this replica is. It keeps its id beside its journal: whoever starts on that journal is the same
/// replica, and settles what earlier runs had leased.
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

    /// A file that does not hold an id is written anew: then earlier leases end when they expire.
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
