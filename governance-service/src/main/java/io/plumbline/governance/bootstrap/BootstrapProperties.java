package io.plumbline.governance.bootstrap;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The first administrator of an installation. The bounds of the secrets are checked when they are taken over: a
/// failed binding would be reported with their values.
///
/// @param adminUser the administrator's sign-in name
/// @param adminPassword the administrator's initial password
/// @param adminApiKey the administrator's API key, `plk_<id>_<secret>`
@Validated
@ConfigurationProperties("plumbline.bootstrap")
record BootstrapProperties(
        @NotBlank @Size(max = 100) String adminUser,
        @NotBlank String adminPassword,
        @NotBlank String adminApiKey) {

    @Override
    public String toString() {
        return "BootstrapProperties[adminUser=" + adminUser + "]";
    }
}
