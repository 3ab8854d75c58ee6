package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.FileTree;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAccess;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.PostgresServer;
import io.plumbline.testpostgres.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
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

/// Init does in folders what it does in volumes, and on an embedded Postgres what it does on one in a container.
class InitCommandIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @TempDir
    Path postgres;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeVolumes() throws IOException {
        Files.createDirectories(folder.resolve("handover/postgres"));
        for (Service service : Service.values()) {
            Files.createDirectories(folder.resolve("handover").resolve(service.id()));
        }
    }

    @AfterEach
    void stopPostgres() {
        PostgresServer.findRunning(new Home(postgres)).ifPresent(PostgresServer::shutDown);
    }

    @Test
    void handsEachServiceWhatItSignsInWithAndWhereItsSiblingsAre() throws IOException, SQLException {
        environment.put("PLUMBLINE_GOVERNANCE_URL", "https://governance.example.com");
        run("secrets");
        startPostgresWithThePasswordThatItWasHanded();

        assertThat(run("database")).contains("Schemas, roles and the services' files are there.");

        for (Service service : Service.values()) {
            Path handed = folder.resolve("handover").resolve(service.id());
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
        assertThat(run("credentials"))
                .contains("\"governanceUrl\" : \"https://governance.example.com\"")
                .contains("\"gatewayUrl\" : \"http://localhost:8080\"", "\"adminPassword\" : ");
    }

    @Test
    void keepsTheGatewaysStateInOneFolderAndTheAnchorInAnother() throws IOException {
        run("secrets");
        startPostgresWithThePasswordThatItWasHanded();
        run("database");

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
        run("secrets");
        startPostgresWithThePasswordThatItWasHanded();
        run("database");
        Map<Path, String> before = contents();

        run("secrets");
        run("database");

        assertThat(contents()).isEqualTo(before).hasSizeGreaterThan(10);
    }

    @Test
    void hidesEveryFileFromOthers() throws IOException {
        run("secrets");
        startPostgresWithThePasswordThatItWasHanded();
        run("database");

        for (Path file : contents().keySet()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("%s", file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesToMakeNewSecretsForADatabaseThatWasMadeWithLostOnes() throws IOException {
        run("secrets");
        FileTree.remove(folder.resolve("state"));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> run("secrets"))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("The database was made with other secrets");
        }
    }

    @Test
    void saysThatThereAreNoCredentialsBeforeTheFirstStart() {
        assertThatThrownBy(() -> run("credentials"))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("There are no credentials yet");
    }

    @Test
    void understandsNoOtherWord() {
        for (List<String> words : List.of(List.<String>of(), List.of("purge"), List.of("secrets", "database"))) {
            assertThat(command(new ByteArrayOutputStream()).run(words)).isEqualTo(2);
        }
    }

    private void startPostgresWithThePasswordThatItWasHanded() throws IOException {
        String password = Files.readString(folder.resolve("handover/postgres/superuser-password"));
        int port = FreePort.find();
        PostgresServer.of(new Home(postgres).prepare(), port, password).start();
        DatabaseAccess.openEmbedded(port, password, LIMIT);
        environment.put("PLUMBLINE_DATABASE_URL", "postgresql://postgres@127.0.0.1:" + port + "/plumbline");
    }

    private String run(String word) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(command(out).run(List.of(word))).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private InitCommand command(ByteArrayOutputStream out) {
        return new InitCommand(folder, environment, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private Map<Path, String> contents() throws IOException {
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
