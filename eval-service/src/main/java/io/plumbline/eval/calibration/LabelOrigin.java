package io.plumbline.eval.calibration;

import org.jspecify.annotations.Nullable;

/// Where the labels and verdicts of a calibration come from.
///
/// @param author opaque id of who sent the labels; null where nobody wrote it down
/// @param labelsDigest `sha256:` of the labels and verdicts as they are stored; null where nobody wrote it down
/// @param verified how many verdicts the judge is known to have returned
public record LabelOrigin(
        @Nullable String author, Source source, @Nullable String labelsDigest, int verified) {

    /// How labels come in.
    public enum Source {
        /// A panel of this service collected them. No request can claim this.
        PANEL,
        /// A person or a program sent them.
        UPLOAD
    }
}
