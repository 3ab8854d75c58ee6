package io.plumbline.governance.bootstrap;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The first administrator of an installation. The length limits of the secrets are checked on import because
/// binding errors would quote the values.
///
/// @param adminUser user name of the first administrator
/// @param adminPassword their initial password, until they change it
/// @param adminApiKey their API key, `plk_<id>_<secret>`
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
