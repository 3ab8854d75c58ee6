package io.plumbline.gateway.guard;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What the detectors may use.
///
/// @param encoder whether texts are also seen by the text encoder, which takes some 100 MB outside the heap;
///     without it detectors go by rules alone
/// @param analysisTimeout how long one request of `/analyze` may take, waiting included
/// @param analysisEncodedCharacters how many characters of one request of `/analyze` the encoder may see;
///     names in the rest are looked for by rules alone
/// @param inspectionsAtOnce how many requests with long texts `/analyze`, `/anonymize` and
///     `/api/v1/guardrails/inspect` may work on at a time; unless given, half as many as there are cores
@Validated
@ConfigurationProperties("plumbline.gateway.guards")
public record GuardProperties(
        @DefaultValue("true") boolean encoder,
        @DefaultValue("5s") Duration analysisTimeout,
        @DefaultValue("65536") @Min(0) @Max(2_000_000) int analysisEncodedCharacters,
        @Min(1) @Max(1_000) @Nullable Integer inspectionsAtOnce) {

    int placesForInspections() {
        return inspectionsAtOnce == null
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2)
                : inspectionsAtOnce;
    }
}
