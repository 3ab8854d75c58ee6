package io.plumbline.gateway.cache;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The size of each replica's answer cache, for routes with a `cache`.
///
/// @param maxSize maximum size of all cached answers; 0 disables the cache
/// @param maxAnswer maximum size of a cached answer
@Validated
@ConfigurationProperties("plumbline.gateway.cache")
record CacheProperties(
        @DefaultValue("64MB") DataSize maxSize,
        @DefaultValue("1MB") DataSize maxAnswer) {}
