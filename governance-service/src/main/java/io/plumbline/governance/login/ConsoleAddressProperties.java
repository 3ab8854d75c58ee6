package io.plumbline.governance.login;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The address of the console, where most pages are.
///
/// @param console URL of the console for browsers; without it, the start page is the sign-in
@ConfigurationProperties("plumbline.public-urls")
record ConsoleAddressProperties(@Nullable URI console) {}
