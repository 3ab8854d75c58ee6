package io.plumbline.gateway.pipeline.cost;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Distinguishes encoded images, audio and documents in a request from text that looks similar. Data that is not
/// base64 from the first character to the last is text. Base64 of other content is text too, since models receive
/// it as text.
final class Base64Data {

    /// The head of a base64 `data:` URL (RFC 2397). The data after the comma is checked separately.
    private static final Pattern URL = Pattern.compile("data:([a-zA-Z0-9.+/-]{1,100})(?:;[^,;]{1,100}){0,5};base64,");

    private static final Set<String> FAMILIES = Set.of("image", "audio", "video");
    private static final String PDF = "application/pdf";

    private Base64Data() {}

    /// Returns the media type of a `data:` URL that is entirely base64; null for any other text.
    static @Nullable String typeOfUrl(String text) {
        Matcher head = URL.matcher(text);
        return head.lookingAt() && isBase64(text, head.end()) ? head.group(1) : null;
    }

    /// Whether a whole text is base64, with or without line breaks.
    static boolean isBase64(String text) {
        return !text.isEmpty() && isBase64(text, 0);
    }

    private static boolean isBase64(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "+/-_=\r\n".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isImage(String mediaType) {
        return mediaType.startsWith("image/");
    }

    /// Whether models process the media type as image, audio or document instead of as text.
    static boolean isMedium(String mediaType) {
        int slash = mediaType.indexOf('/');
        return mediaType.equals(PDF) || (slash > 0 && FAMILIES.contains(mediaType.substring(0, slash)));
    }
}
