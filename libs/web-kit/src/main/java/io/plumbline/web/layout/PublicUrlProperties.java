package io.plumbline.web.layout;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The public URLs of services with pages. A service without a URL is omitted from the navigation.
///
/// @param governance URL of governance-service for browsers
/// @param console URL of the console for browsers
@ConfigurationProperties("plumbline.public-urls")
public record PublicUrlProperties(
        @Nullable URI governance, @Nullable URI console) {}
