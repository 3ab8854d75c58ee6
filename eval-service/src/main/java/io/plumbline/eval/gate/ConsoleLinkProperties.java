package io.plumbline.eval.gate;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The addresses that answers name.
///
/// @param console URL of the console for browsers; without it, answers do not name pages
@Validated
@ConfigurationProperties("plumbline.public-urls")
record ConsoleLinkProperties(@Nullable URI console) {}
