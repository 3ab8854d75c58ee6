package io.plumbline.kit.egress;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The egress configuration, for the gateway's calls to providers and eval-service's calls to external scorers.
/// [EgressProxy] validates it, not the binding, because binding errors may quote the values.
///
/// @param proxy the forward proxy for calls to providers and external scorers, `http://host:port`; direct calls
///     if not set. Calls to siblings never use it
/// @param bypass hosts called without the proxy, as a list or comma-separated: `example.com` and its subdomains,
///     `.example.com` for subdomains only, `10.1.2.3`, `10.0.0.0/8`, or `*`. Loopback always bypasses the proxy
/// @param user the user for Basic authentication at the proxy; requires `password`
/// @param password the password of that user; never logged or quoted
@ConfigurationProperties("plumbline.egress")
public record EgressProperties(
        @Nullable String proxy,
        @Nullable List<String> bypass,
        @Nullable String user,
        @Nullable String password) {

    /// No egress configuration.
    public static final EgressProperties NONE = new EgressProperties(null, null, null, null);

    /// Omits the credentials of the proxy.
    @Override
    public String toString() {
        return "EgressProperties[bypass=" + bypass + "]";
    }
}
