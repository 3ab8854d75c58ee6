package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAccess;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.PostgresServer;
import io.plumbline.testpostgres.FreePort;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Init does in folders what it does in volumes, and on an embedded Postgres what it does on one in a container.
/// One deployment is set up for all tests.
class InitCommandIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    @TempDir
    private static Path postgres;

    private static InitRun init;
    private static String saidOfTheDatabase;

    @BeforeAll
    static void setUp() throws IOException {
        init = new InitRun(folder);
        init.tell("PLUMBLINE_GOVERNANCE_URL", "https://governance.example.com");
        init.run("secrets");
        startPostgresWithThePasswordThatItWasHanded();
        saidOfTheDatabase = init.run("database");
    }

    @AfterAll
    static void stopPostgres() {
        PostgresServer.findRunning(new Home(postgres)).ifPresent(PostgresServer::shutDown);
    }

    private static void startPostgresWithThePasswordThatItWasHanded() throws IOException {
        String password = Files.readString(folder.resolve("handover/postgres/superuser-password"));
        int port = FreePort.find();
        PostgresServer.of(new Home(postgres).prepare(), port, password).start();
        DatabaseAccess.openEmbedded(port, password, LIMIT);
        init.tell("PLUMBLINE_DATABASE_URL", "postgresql://postgres@127.0.0.1:" + port + "/plumbline");
    }

    @Test
    void handsEachServiceWhatItSignsInWithAndWhereItsSiblingsAre() throws IOException, SQLException {
        assertThat(saidOfTheDatabase).contains("Schemas, roles and the services' files are there.");

        for (Service service : Service.withDatabase()) {
            Path handed = init.handed(service);
            try (Stream<Path> files = Files.list(handed)) {
                assertThat(files).containsExactly(handed.resolve(service.fullName() + ".properties"));
            }
            Properties told = load(handed.resolve(service.fullName() + ".properties"));
            try (Connection connection = new DatabaseAddress(
                            told.getProperty("plumbline.database.url"),
                            service.id() + "_app",
                            told.getProperty("plumbline.database.app-password"))
                    .connect()) {
                assertThat(connection.getCatalog()).isEqualTo("plumbline");
            }
            assertThat(told)
                    .containsEntry("server.address", "0.0.0.0")
                    .containsEntry("plumbline.security.issuer", "https://governance.example.com")
                    .containsEntry("plumbline.security.jwks-uri", "http://governance:8083/oauth2/jwks")
                    .containsEntry("plumbline.services.registry", "http://registry:8081");
        }
        assertThat(load(folder.resolve("handover/gateway/gateway-service.properties")))
                .containsEntry("plumbline.gateway.allow-private-providers", "false");
        assertThat(init.run("credentials"))
                .contains("\"governanceUrl\" : \"https://governance.example.com\"")
                .contains("\"gatewayUrl\" : \"http://localhost:8080\"", "\"adminPassword\" : ");
    }

    @Test
    void keepsTheGatewaysStateInOneFolderAndTheAnchorInAnother() throws IOException {
        Path state = folder.resolve("state");
        assertThat(load(folder.resolve("handover/gateway/gateway-service.properties"))
                        .getProperty("plumbline.gateway.journal-directory"))
                .startsWith(state.resolve("data") + "/");
        assertThat(load(folder.resolve("handover/governance/governance-service.properties")))
                .containsEntry(
                        "plumbline.audit.anchor-file",
                        state.resolve("audit/anchor").toString());
    }

    @Test
    void changesNothingWhenRunAgain() throws IOException {
        Map<Path, String> before = contents();

        init.run("secrets");
        init.run("database");

        assertThat(contents()).isEqualTo(before).hasSizeGreaterThan(10);
    }

    @Test
    void hidesEveryFileFromOthers() throws IOException {
        for (Path file : contents().keySet()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("%s", file)
                    .isEqualTo("rw-------");
        }
    }

    private static Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
