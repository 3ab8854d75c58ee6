package io.plumbline.images;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Hands each container the files that it alone may read: a folder for each, on a volume shared only by init and
/// that container.
final class HandOver {

    private final Path folder;

    HandOver(Path folder) {
        this.folder = folder;
    }

    /// The superuser's password for a new Postgres. Postgres reads it once; a different password is therefore not
    /// a correction but a sign that the secrets belong to another database.
    ///
    /// @throws CannotContinue if another one was handed over before
    void superuserPassword(String password) {
        Path file = folder.resolve("postgres").resolve("superuser-password");
        try {
            if (Files.exists(file) && !Files.readString(file).equals(password)) {
                throw new CannotContinue("The database was made with other secrets than those of this installation."
                        + " Restore the volume of the installation from its backup, or remove all volumes to start"
                        + " anew.");
            }
            OwnerOnlyFile.write(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void services(Home home) {
        try {
            for (Service service : Service.values()) {
                Path file = home.serviceProperties(service);
                OwnerOnlyFile.write(folder.resolve(service.id()).resolve(file.getFileName()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
