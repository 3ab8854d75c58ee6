package io.plumbline.gateway.guard;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the detectors may use.
///
/// @param encoder whether texts are also seen by the text encoder, which takes some 100 MB outside the heap;
///     without it detectors go by rules alone
@ConfigurationProperties("plumbline.gateway.guards")
public record GuardProperties(@DefaultValue("true") boolean encoder) {}
