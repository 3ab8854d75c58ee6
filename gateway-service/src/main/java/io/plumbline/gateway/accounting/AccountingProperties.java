package io.plumbline.gateway.accounting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Settings for the stored content of calls.
///
/// @param keep whether the redacted content of calls is stored, encrypted
/// @param maxSize larger content is not stored; at most 8 MB
@Validated
@ConfigurationProperties("plumbline.gateway.payloads")
record AccountingProperties(
        @DefaultValue("true") boolean keep,
        @DefaultValue("1MB") DataSize maxSize) {}
