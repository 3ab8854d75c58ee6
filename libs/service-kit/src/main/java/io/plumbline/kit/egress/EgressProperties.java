package io.plumbline.kit.egress;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The way out of the organisation, for the gateway's calls to providers and eval's to outside scorers. What is
/// said here is checked by [EgressProxy], whose refusals quote none of it, and not by the binding, whose may.
///
/// @param proxy the forward proxy by which the gateway calls providers and eval outside scorers,
///     `http://host:port`; unless given they are called straight. Siblings always are
/// @param bypass hosts that are called without it, as a list or with commas between them: `example.com` and
///     what is below it, `.example.com` only what is below, `10.1.2.3`, `10.0.0.0/8`, `*`. Loopback always is
/// @param user for whom the proxy asks, by HTTP's Basic; with `password`
/// @param password of that user; in no log and no error
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
