package io.plumbline.gateway.inspection;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A sample of a team's own traffic and the acceptable rate of false alarms.
///
/// @param policy whose detectors are used; `standard` unless set
/// @param categories to detect, all together; prompt injections and jailbreaks unless set
/// @param rate acceptable share of false alarms
/// @param harmless texts that must pass, at most 500,000 characters together with the attacks
/// @param attacks texts that must be detected
record CalibrationRequest(
        @NotNull InspectionStage stage,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @Size(min = 1, max = 13) @Nullable List<@NotNull @Pattern(regexp = "[a-z_]{1,40}") String> categories,

        @NotNull @DecimalMin("0.0001") @DecimalMax("0.5") Double rate,

        @NotNull @Size(min = 1, max = 2_000) List<@NotNull @Size(max = 20_000) String> harmless,

        @Size(max = 2_000) @Nullable List<@NotNull @Size(max = 20_000) String> attacks) {

    static final int MOST_CHARACTERS = 500_000;

    long characters() {
        return Stream.concat(harmless.stream(), attacksOrNone().stream())
                .mapToLong(String::length)
                .sum();
    }

    List<String> attacksOrNone() {
        return attacks == null ? List.of() : attacks;
    }

    /// Leaves out the texts.
    @Override
    public String toString() {
        return "CalibrationRequest[stage=" + stage + "]";
    }
}
