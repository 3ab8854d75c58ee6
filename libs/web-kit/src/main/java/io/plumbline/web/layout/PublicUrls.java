package io.plumbline.web.layout;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where browsers reach the services that have pages; one that is not set is left out of the navigation.
///
/// @param governance the address of governance for browsers
/// @param eval the address of eval for browsers
/// @param monitoring the address of monitoring for browsers
@ConfigurationProperties("plumbline.public-urls")
public record PublicUrls(
        @Nullable URI governance,
        @Nullable URI eval,
        @Nullable URI monitoring) {}
