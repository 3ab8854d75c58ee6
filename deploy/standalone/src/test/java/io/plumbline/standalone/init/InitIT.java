package io.plumbline.standalone.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAccess;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.PostgresServer;
import io.plumbline.testpostgres.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Unpacked once for all tests.
    @TempDir
    static Path binaries;

    @TempDir
    Path folder;

    private Home home;
    private Init init;
    private Ports ports;

    @BeforeEach
    void startPostgres() throws IOException {
        home = new Home(folder);
        init = new Init(home);
        ports = new Ports(FreePort.find() - 32);
        Files.createSymbolicLink(home.postgresBinaries(), binaries);
        PostgresServer.of(home.prepare(), ports.postgres(), init.secrets().superuserPassword())
                .start();
    }

    @AfterEach
    void stopPostgres() throws IOException {
        PostgresServer.findRunning(home).ifPresent(PostgresServer::shutDown);
        Files.delete(home.postgresBinaries());
    }

    @Test
    void givesEachServiceRolesThatCanLogIn() throws IOException, SQLException {
        Credentials credentials = install();

        for (Service service : Service.withDatabase()) {
            Properties told = load(home.serviceProperties(service));
            for (String role : List.of("owner", "app", "worker")) {
                DatabaseAddress address = new DatabaseAddress(
                        told.getProperty("plumbline.database.url"),
                        service.id() + "_" + role,
                        told.getProperty("plumbline.database." + role + "-password"));
                try (Connection connection = address.connect()) {
                    assertThat(connection.getCatalog()).isEqualTo("plumbline");
                }
            }
        }
        try (Connection connection = credentials.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE superuser_only (id int)");
        }
    }

    @Test
    void changesNothingWhenRunAgain() throws IOException {
        install();
        Map<Path, String> before = contents();

        install();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void hidesEveryFileFromOthers() throws IOException {
        install();

        for (Path path : contents().keySet()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as("%s", path)
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
                .isEqualTo("rwx------");
    }

    @Test
    void hidesAFolderThatWasOpen() throws IOException {
        for (Path folder : List.of(home.root(), Files.createDirectories(home.logs()))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        install();

        for (Path folder : List.of(home.root(), home.logs())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void mendsTheListOfSecretsFromTheOtherFiles() throws IOException {
        install();
        Map<Path, String> before = contents();
        Files.delete(home.secrets().resolve("installation.properties"));
        Files.delete(home.serviceProperties(Service.GATEWAY));

        install();
        Map<Path, String> after = contents();
        // What stood in the gateway's file alone: its roles' passwords. They are new, and hold in the database.
        assertThat(withoutPasswordsOf("gateway", after)).isEqualTo(withoutPasswordsOf("gateway", before));
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void mendsCredentialsThatAreLostOrTornOff() throws IOException {
        install();
        String before = Files.readString(home.credentials());
        Files.writeString(home.credentials(), before.substring(0, 40));

        install();
        assertThat(Files.readString(home.credentials())).isEqualTo(before);
    }

    @Test
    void refusesToMakeANewKeyForDataThatWasEncryptedUnderALostOne() throws IOException {
        install();
        Files.delete(home.secrets().resolve("installation.properties"));
        for (Service service : Service.values()) {
            Files.delete(home.serviceProperties(service));
        }

        assertThatThrownBy(init::secrets)
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("installation.properties no longer contains key-encryption-key, pseudonym-key,")
                .hasMessageContaining("--purge");
    }

    @Test
    void leavesADatabaseAloneThatWasMadeWithOtherSecrets(@TempDir Path elsewhere) throws IOException, SQLException {
        DatabaseAddress database = install().database();
        Init other = new Init(new Home(elsewhere));

        assertThatThrownBy(() -> other.install(other.secrets(), ports, database))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("was created with other secrets than those in " + elsewhere)
                .hasMessageContaining("Nothing in it was changed");
        String password = load(home.serviceProperties(Service.GATEWAY)).getProperty("plumbline.database.app-password");
        try (Connection connection = new DatabaseAddress(database.url(), "gateway_app", password).connect()) {
            assertThat(connection.getCatalog()).isEqualTo("plumbline");
        }
    }

    @Test
    void movesTheUrlsWithThePorts() throws IOException {
        install();
        String secret = load(home.serviceProperties(Service.EVAL)).getProperty("plumbline.security.client-secret");

        DatabaseAddress database =
                DatabaseAccess.openEmbedded(ports.postgres(), init.secrets().superuserPassword(), LIMIT);
        Credentials moved = init.install(init.secrets(), new Ports(20_000), database);

        Properties eval = load(home.serviceProperties(Service.EVAL));
        assertThat(eval.getProperty("server.port")).isEqualTo("20002");
        assertThat(eval.getProperty("plumbline.services.registry")).isEqualTo("http://127.0.0.1:20001");
        assertThat(eval.getProperty("plumbline.security.issuer")).isEqualTo("http://localhost:20003");
        assertThat(eval.getProperty("plumbline.security.client-secret")).isEqualTo(secret);
        assertThat(moved.simulatorUrl()).isEqualTo("http://127.0.0.1:20009");
        assertThat(Credentials.read(home)).contains(moved);
    }

    private Credentials install() {
        Secrets secrets = init.secrets();
        DatabaseAddress database = DatabaseAccess.openEmbedded(ports.postgres(), secrets.superuserPassword(), LIMIT);
        return init.install(secrets, ports, database);
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new HashMap<>();
        contents.put(home.credentials(), Files.readString(home.credentials()));
        try (Stream<Path> files = Files.list(home.secrets())) {
            for (Path file : files.toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private Map<Path, String> withoutPasswordsOf(String service, Map<Path, String> contents) {
        Map<Path, String> rest = new HashMap<>(contents);
        rest.replaceAll((path, text) -> {
            String ownProperties = path.getFileName().toString().startsWith(service)
                    ? "plumbline.database.\\w+-password"
                    : service + ".database-\\w+-password";
            return text.replaceAll("(?m)^" + ownProperties + "=.*$", "");
        });
        return rest;
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
