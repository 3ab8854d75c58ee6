package io.plumbline.governance.bootstrap;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;
import io.plumbline.governance.user.Password;

/// The first administrator of an installation.
///
/// @param adminUser the name to sign in with
/// @param adminPassword theirs, until they change it
/// @param adminApiKey their API key, `plk_<id>_<secret>`
@Validated
@ConfigurationProperties("plumbline.bootstrap")
record BootstrapProperties(
        @NotBlank @Size(max = 100) String adminUser,
        @NotNull @Password String adminPassword,
        @NotBlank @Size(max = 200) String adminApiKey) {

    @Override
    public String toString() {
        return "BootstrapProperties[adminUser=" + adminUser + "]";
    }
}
