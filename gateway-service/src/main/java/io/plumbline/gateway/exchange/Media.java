package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// An image or a document: its bytes or their location. Exactly one of `base64`, `text` and `url` is not null.
///
/// @param mediaType such as `image/png`; null of a URL
/// @param base64 the bytes
/// @param text of a plain-text document
/// @param url an address that the provider reads
public record Media(
        @Nullable String mediaType,
        @Nullable String base64,
        @Nullable String text,
        @Nullable String url) {

    public static Media ofBase64(String mediaType, String base64) {
        return new Media(mediaType, base64, null, null);
    }

    public static Media ofText(String text) {
        return new Media("text/plain", null, text, null);
    }

    public static Media ofUrl(String url) {
        return new Media(null, null, null, url);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "Media[" + mediaType + "]";
    }
}
