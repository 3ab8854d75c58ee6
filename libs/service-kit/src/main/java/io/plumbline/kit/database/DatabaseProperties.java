package io.plumbline.kit.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The database of the service. Its users are `<service>_owner` (migrations), `<service>_app` (requests, under
/// row-level security) and `<service>_worker` (background work, sees every team).
///
/// @param url JDBC URL
/// @param ownerPassword password of `<service>_owner`
/// @param appPassword password of `<service>_app`
/// @param workerPassword password of `<service>_worker`
/// @param appConnections maximum connections of the app role, 1..200
/// @param workerConnections maximum connections of the worker role, 1..50
@Validated
@ConfigurationProperties("plumbline.database")
public record DatabaseProperties(
        @NotBlank String url,
        @NotBlank String ownerPassword,
        @NotBlank String appPassword,
        @NotBlank String workerPassword,
        @DefaultValue("16") @Min(1) @Max(200) int appConnections,
        @DefaultValue("4") @Min(1) @Max(50) int workerConnections) {

    @Override
    public String toString() {
        return "DatabaseProperties[url=" + url + "]";
    }
}
