package io.plumbline.standalone.init;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plumbline.standalone.layout.Addresses;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.OwnerOnlyFile;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `credentials.json`: how a person and their tools reach this stack. Its format is part of the public contract.
@JsonPropertyOrder({
    "gatewayUrl",
    "registryUrl",
    "evalUrl",
    "governanceUrl",
    "monitoringUrl",
    "simulatorUrl",
    "consoleUrl",
    "adminUser",
    "adminPassword",
    "adminApiKey",
    "databaseUrl",
    "databaseUser",
    "databasePassword"
})
public record Credentials(
        String gatewayUrl,
        String registryUrl,
        String evalUrl,
        String governanceUrl,
        String monitoringUrl,
        String simulatorUrl,
        String consoleUrl,
        String adminUser,
        String adminPassword,
        String adminApiKey,
        String databaseUrl,
        String databaseUser,
        String databasePassword) {

    static final String ADMIN_USER = "admin";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The address of a service.
    public String url(Service service) {
        return switch (service) {
            case GOVERNANCE -> governanceUrl;
            case REGISTRY -> registryUrl;
            case GATEWAY -> gatewayUrl;
            case EVAL -> evalUrl;
            case MONITORING -> monitoringUrl;
            case CONSOLE -> consoleUrl;
        };
    }

    static Credentials of(Secrets secrets, Addresses addresses, DatabaseAddress database) {
        return new Credentials(
                addresses.publicUrl(Service.GATEWAY),
                addresses.publicUrl(Service.REGISTRY),
                addresses.publicUrl(Service.EVAL),
                addresses.publicUrl(Service.GOVERNANCE),
                addresses.publicUrl(Service.MONITORING),
                addresses.simulatorUrl(),
                addresses.publicUrl(Service.CONSOLE),
                ADMIN_USER,
                secrets.adminPassword(),
                secrets.adminApiKey(),
                database.url(),
                database.user(),
                database.password());
    }

    /// Empty if there is no readable file.
    public static Optional<Credentials> read(Home home) {
        if (!Files.exists(home.credentials())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(home.credentials()), Credentials.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Home home) {
        try {
            OwnerOnlyFile.write(home.credentials(), JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DatabaseAddress database() {
        return new DatabaseAddress(databaseUrl, databaseUser, databasePassword);
    }

    /// Contains no secret.
    @Override
    public String toString() {
        return "Credentials of " + governanceUrl;
    }
}
