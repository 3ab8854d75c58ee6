package io.plumbline.gateway.pipeline;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Encoded images, sound and documents in a request, told from text that looks like them: what is no base64 from
/// its first character to its last is text, and so is base64 of anything else, which models are given as text.
final class Base64Data {

    /// RFC 2397, with base64; what follows the comma is looked at by itself.
    private static final Pattern URL = Pattern.compile("data:([a-zA-Z0-9.+/-]{1,100})(?:;[^,;]{1,100}){0,5};base64,");

    private static final Set<String> FAMILIES = Set.of("image", "audio", "video");
    private static final String PDF = "application/pdf";

    private Base64Data() {}

    /// The media type of a `data:` URL that is base64 as a whole; null when the text is none.
    static @Nullable String typeOfUrl(String text) {
        Matcher head = URL.matcher(text);
        return head.lookingAt() && isBase64(text, head.end()) ? head.group(1) : null;
    }

    /// Whether a whole text is base64, in lines or not.
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

    /// Whether models see or hear it, and do not read it.
    static boolean isMedium(String mediaType) {
        int slash = mediaType.indexOf('/');
        return mediaType.equals(PDF) || (slash > 0 && FAMILIES.contains(mediaType.substring(0, slash)));
    }
}
