package io.plumbline.standalone.postgres;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Remembers that a home's data is in the user's own Postgres, and where. A user who forgets the variable would
/// otherwise find an empty database and believe their data lost, or remove the only secrets that open it.
public final class DatabaseChoice {

    private final Home home;

    public DatabaseChoice(Home home) {
        this.home = home;
    }

    /// The URL of the user's own database, if it holds the data.
    public Optional<String> own() {
        try {
            return Files.exists(file()) ? Optional.of(Files.readString(file()).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Accepts the database that the environment names.
    ///
    /// @throws CannotContinue when it names none, but an earlier one did
    public void take(Optional<DatabaseAddress> named) {
        Optional<String> before = own();
        if (named.isEmpty() && before.isPresent()) {
            throw new CannotContinue(
                    "The data of this stack are in %s, but %s is not set. Set it as before. For a new stack with its own database, set %s to another folder."
                            .formatted(before.get(), DatabaseAddress.URL_VARIABLE, Home.VARIABLE));
        }
        if (named.isPresent()) {
            try {
                OwnerOnlyFile.write(file(), named.get().url() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path file() {
        return home.secrets().resolve("own-database");
    }
}
