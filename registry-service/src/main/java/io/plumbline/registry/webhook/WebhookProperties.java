package io.plumbline.registry.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param allowPrivateAddresses whether a webhook may have a private or loopback address and use plain HTTP. For a
///     single machine or a closed network only: otherwise everyone who can create webhooks can reach internal hosts
@Validated
@ConfigurationProperties("plumbline.registry.webhooks")
record WebhookProperties(@DefaultValue("false") boolean allowPrivateAddresses) {}
