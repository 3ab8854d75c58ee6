package io.plumbline.gateway.provider;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param allowPrivateProviders whether a provider may have a private or loopback address and use plain HTTP. For a
///     single machine or a closed network only: otherwise everyone who can create providers can reach internal hosts
@Validated
@ConfigurationProperties("plumbline.gateway")
record ProviderProperties(@DefaultValue("false") boolean allowPrivateProviders) {}
