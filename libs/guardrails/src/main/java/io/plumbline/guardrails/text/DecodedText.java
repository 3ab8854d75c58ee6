package io.plumbline.guardrails.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Text of which the bytes are written in base64, base32 or hexadecimal.
public final class DecodedText {

    private static final int FEWEST_HEX = 16;

    private DecodedText() {}

    /// The text that a run encodes; nothing where it encodes none, which is UTF-8 without controls but for line ends
    /// and tabs. Of a dozen bytes at random one in a hundred thousand looks like text.
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
