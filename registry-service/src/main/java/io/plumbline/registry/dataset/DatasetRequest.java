package io.plumbline.registry.dataset;

import io.plumbline.registry.asset.Names;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body that creates or replaces a dataset.
///
/// @param golden whether people wrote and checked its references
record DatasetRequest(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @Nullable @Size(max = 2000) String description,

        @Nullable Boolean golden) {

    /// The default request for a dataset created by an upload.
    static DatasetRequest ofTeam(@Nullable String team) {
        return new DatasetRequest(team, null, null);
    }

    String descriptionOrNone() {
        return Objects.requireNonNullElse(description, "");
    }

    boolean isGolden() {
        return Boolean.TRUE.equals(golden);
    }
}
