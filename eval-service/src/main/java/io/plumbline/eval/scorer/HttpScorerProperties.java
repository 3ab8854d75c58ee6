package io.plumbline.eval.scorer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param enabled whether registered scorers over HTTP are called at all
/// @param allowPrivateAddresses whether a registered scorer may have a private or loopback address and use plain HTTP.
///     For a single machine or a closed network only: otherwise everyone who can write suites can reach internal hosts
@Validated
@ConfigurationProperties("plumbline.eval.http-scorers")
record HttpScorerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean allowPrivateAddresses) {}
