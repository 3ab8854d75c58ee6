package io.plumbline.gateway.provider;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param allowPrivateProviders whether a provider may have a private or loopback address, and speak plain HTTP.
///     For a machine of one's own or a closed network; elsewhere it lets whoever makes providers reach what is
///     inside
@Validated
@ConfigurationProperties("plumbline.gateway")
public record ProviderProperties(@DefaultValue("false") boolean allowPrivateProviders) {}
