package io.plumbline.kit.egress;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The way out of the organisation, for the gateway's calls to providers and eval's to outside scorers. What is
/// said here is checked by [EgressProxy], whose refusals quote none of it, and not by the binding, whose may.
///
/// @param proxy the forward proxy for the gateway's calls to providers and eval's calls to external scorers,
///     `http://host:port`; direct calls unless set. Calls between the services never use it
/// @param bypass hosts that are called directly, as a list or separated by commas: `example.com` (with subdomains),
///     `.example.com` (only subdomains), `10.1.2.3`, `10.0.0.0/8`, `*`. Loopback is always called directly
/// @param user the user for the proxy's Basic authentication; requires `password`
/// @param password the password of that user; never logged or shown in errors
@ConfigurationProperties("plumbline.egress")
public record EgressProperties(
        @Nullable String proxy,
        @Nullable List<String> bypass,
        @Nullable String user,
        @Nullable String password) {

    /// Nothing is set.
    public static final EgressProperties NONE = new EgressProperties(null, null, null, null);

    /// Neither of the proxy's credentials.
    @Override
    public String toString() {
        return "EgressProperties[bypass=" + bypass + "]";
    }
}
