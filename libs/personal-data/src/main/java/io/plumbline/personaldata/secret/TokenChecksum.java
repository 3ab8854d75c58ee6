package io.plumbline.personaldata.secret;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// The checksum that an issuer builds into its credentials.
enum TokenChecksum {
    NONE {
        @Override
        boolean holds(CharSequence text, int start, int end) {
            return false;
        }
    },
    /// GitHub's and npm's: the last six characters are the CRC-32 of the thirty random ones before, in base 62
    /// with leading zeros ("Behind GitHub's new authentication token formats", github.blog, 2021).
    CRC32_BASE62 {
        @Override
        boolean holds(CharSequence text, int start, int end) {
            int digits = end - CRC_DIGITS;
            int random = digits - CRC_OF;
            if (random < start) {
                return false;
            }
            CRC32 crc = new CRC32();
            crc.update(text.subSequence(random, digits).toString().getBytes(StandardCharsets.ISO_8859_1));
            long rest = crc.getValue();
            for (int i = end - 1; i >= digits; i--) {
                if (text.charAt(i) != BASE62.charAt((int) (rest % BASE62.length()))) {
                    return false;
                }
                rest /= BASE62.length();
            }
            return true;
        }
    };

    private static final int CRC_DIGITS = 6;
    private static final int CRC_OF = 30;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// Whether the checksum is present and valid.
    abstract boolean holds(CharSequence text, int start, int end);
}
