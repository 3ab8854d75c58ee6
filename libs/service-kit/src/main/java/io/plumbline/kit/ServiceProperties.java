package io.plumbline.kit;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// Who this service is and where the others are.
///
/// @param service `governance`, `registry`, `gateway`, `eval` or `monitoring`; also the name of its schema
/// @param publicUrl where browsers and clients reach this service
/// @param services where the services reach each other, by name
/// @param keyEncryptionKey 32 random bytes in base64, the same for all services of an installation
/// @param pseudonymKey 32 random bytes in base64, for the keyed hash of data subjects
/// @param trustedProxies a regular expression that the addresses of the proxies in front match as a whole, whose
///     `X-Forwarded-For` and `X-Forwarded-Proto` are believed; Tomcat takes it from here. Nobody's unless set
@Validated
@ConfigurationProperties("plumbline")
public record ServiceProperties(
        @NotBlank String service,
        @NotNull URI publicUrl,
        @NotNull Map<String, URI> services,
        @NotBlank String keyEncryptionKey,
        @NotBlank String pseudonymKey,
        @Nullable String trustedProxies) {

    /// Where the named service is reached from here.
    public URI urlOf(String name) {
        URI url = services.get(name);
        if (url == null) {
            throw new IllegalStateException("plumbline.services." + name + " is not set");
        }
        return url;
    }

    @Override
    public String toString() {
        return "ServiceProperties[service=" + service + ", publicUrl=" + publicUrl + "]";
    }
}
