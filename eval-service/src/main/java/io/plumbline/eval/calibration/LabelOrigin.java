package io.plumbline.eval.calibration;

import org.jspecify.annotations.Nullable;

/// The origin of a calibration's labels and ratings.
///
/// @param author opaque id of the uploader; null if not recorded
/// @param labelsDigest `sha256:` of the labels and ratings as stored; null if not recorded
/// @param verified number of ratings known to come from the judge
public record LabelOrigin(
        @Nullable String author, Source source, @Nullable String labelsDigest, int verified) {

    /// The sources of labels.
    public enum Source {
        /// A panel of this service collected them. Requests cannot claim this source.
        PANEL,
        /// A person or program uploaded them.
        UPLOAD
    }
}
