package io.plumbline.personaldata.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Decodes text in base64, base32 or hexadecimal.
public final class DecodedText {

    private static final int FEWEST_HEX = 16;

    private DecodedText() {}

    /// The text that a run encodes; null if it encodes none. Text is UTF-8 without control characters except line
    /// ends and tabs. One in a hundred thousand random sequences of a dozen bytes looks like text.
    public static @Nullable String of(CharSequence text, int start, int end) {
        byte[] bytes = EncodedBytes.decode(text, start, end, FEWEST_HEX);
        if (bytes == null) {
            return null;
        }
        for (byte each : bytes) {
            boolean control = each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t';
            if (control || each == 0x7F) {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null; // bytes of something else
        }
    }
}
