package io.plumbline.gateway.guard;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the detectors.
///
/// @param encoder whether the text encoder also inspects texts. It takes about 100 MB outside the heap; without
///     it, detectors use rules alone
/// @param analysisTimeout maximum duration of one `/analyze` request, including waiting
/// @param analysisEncodedCharacters maximum number of characters per `/analyze` request that the encoder
///     inspects; names in the rest are detected by rules alone
/// @param inspectionsAtOnce maximum number of concurrent requests with long texts to `/analyze`, `/anonymize` and
///     `/api/v1/guardrails/inspect`; half the number of cores unless set
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
