package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The list of an installation's secrets, `secrets/installation.properties`: created once. If all or part of it
/// is lost, it is restored from the files of the services and `credentials.json`, which hold the same values.
final class SecretsFile {

    private static final String COMMENT = "The secrets of this installation. Whoever reads this file owns it.";

    private final Home home;
    private final SecretSource source;

    SecretsFile(Home home, SecretSource source) {
        this.home = home;
        this.source = source;
    }

    /// @throws CannotContinue if a secret on which data depends is lost everywhere
    Secrets loadOrCreate() {
        Map<String, String> known = new LinkedHashMap<>(PropertiesFile.read(file()));
        known.values().removeIf(String::isBlank);
        recalled().forEach(known::putIfAbsent);
        List<String> missing = Secrets.names().stream()
                .filter(name -> !known.containsKey(name))
                .toList();
        refuseIfDataWouldBeLost(missing);
        missing.forEach(name -> known.put(name, source.newSecret(name)));
        known.keySet().retainAll(Secrets.names());
        PropertiesFile.write(file(), COMMENT, known);
        return new Secrets(known);
    }

    private Map<String, String> recalled() {
        Map<String, String> recalled = new ServiceSettings(home).recall();
        Optional<Credentials> credentials = Credentials.read(home);
        credentials.ifPresent(read -> {
            recalled.putIfAbsent(Secrets.ADMIN_PASSWORD, read.adminPassword());
            recalled.putIfAbsent(Secrets.ADMIN_API_KEY, read.adminApiKey());
            recalled.putIfAbsent(Secrets.SUPERUSER_PASSWORD, read.databasePassword());
        });
        return recalled;
    }

    private void refuseIfDataWouldBeLost(List<String> missing) {
        List<String> irreplaceable =
                missing.stream().filter(name -> !Secrets.isReplaceable(name)).toList();
        if (!irreplaceable.isEmpty() && PostgresServer.hasData(home)) {
            throw new CannotContinue(("%s no longer contains %s, without which the data in %s cannot be used."
                            + " Restore the file, or start over with ./plumbline down --purge.")
                    .formatted(file(), String.join(", ", irreplaceable), home.postgresData()));
        }
    }

    private Path file() {
        return home.secrets().resolve("installation.properties");
    }
}
