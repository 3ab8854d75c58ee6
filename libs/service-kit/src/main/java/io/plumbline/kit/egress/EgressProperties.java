package io.plumbline.kit.egress;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the gateway calls providers, and eval its scorers, where the network has one way out. What is said
/// here is checked by [EgressProxy], whose refusals quote none of it, rather than by the binding, whose
/// refusals may.
///
/// @param proxy the forward proxy, `http://host:port`; calls go straight unless it is set. Siblings never
///     take it
/// @param bypass hosts that are reached without it, with commas between them: `example.com` (and what is
///     below it), `.example.com` (only what is below), `10.1.2.3`, `10.0.0.0/8`, `*`. Loopback is always
/// @param user who the proxy is told is calling, by HTTP's Basic; with `password`
/// @param password theirs; never logged
@ConfigurationProperties("plumbline.egress")
public record EgressProperties(
        @Nullable String proxy,
        @DefaultValue List<String> bypass,
        @Nullable String user,
        @Nullable String password) {

    /// Nothing is set.
    public static final EgressProperties NONE = new EgressProperties(null, List.of(), null, null);

    /// Neither of the proxy's credentials.
    @Override
    public String toString() {
        return "EgressProperties[bypass=" + bypass + "]";
    }
}
