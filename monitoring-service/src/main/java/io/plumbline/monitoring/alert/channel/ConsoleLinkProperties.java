package io.plumbline.monitoring.alert.channel;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The addresses that messages name.
///
/// @param console URL of the console for browsers; without it, messages do not name pages
@ConfigurationProperties("plumbline.public-urls")
record ConsoleLinkProperties(@Nullable URI console) {}
