package io.plumbline.registry.promotion;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body that moves a version to a stage.
///
/// @param reason stored in the history; must not contain personal data
record TransitionRequest(
        @NotNull To to, @Nullable @Size(max = 1000) String reason) {

    /// The target stages. No version returns to NONE.
    enum To {
        STAGING(Stage.STAGING),
        PRODUCTION(Stage.PRODUCTION),
        ARCHIVED(Stage.ARCHIVED);

        private final Stage stage;

        To(Stage stage) {
            this.stage = stage;
        }

        Stage stage() {
            return stage;
        }
    }
}
