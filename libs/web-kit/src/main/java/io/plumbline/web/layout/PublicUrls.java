package io.plumbline.web.layout;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where browsers reach the services that have pages; one that is not set is left out of the navigation.
///
/// @param governance where browsers reach governance
/// @param eval where browsers reach eval
/// @param monitoring where browsers reach monitoring
@ConfigurationProperties("plumbline.public-urls")
public record PublicUrls(
        @Nullable URI governance,
        @Nullable URI eval,
        @Nullable URI monitoring) {}
