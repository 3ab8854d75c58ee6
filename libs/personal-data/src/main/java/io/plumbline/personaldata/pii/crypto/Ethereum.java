package io.plumbline.personaldata.pii.crypto;

import io.plumbline.personaldata.scan.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Addresses of Ethereum: their letters are upper-case where the hash of the address has a high nibble (EIP-55);
/// an address in a single case has no checksum.
final class Ethereum {

    private static final int PREFIX = 2;

    private Ethereum() {}

    /// @param address `0x` and forty hexadecimal digits
    static Validity judge(String address) {
        String digits = address.substring(PREFIX);
        String lower = digits.toLowerCase(Locale.ROOT);
        if (digits.equals(lower) || digits.equals(digits.toUpperCase(Locale.ROOT))) {
            return Validity.UNKNOWN;
        }
        byte[] hash = Keccak256.of(lower.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < digits.length(); i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15;
            char c = lower.charAt(i);
            char expected = nibble >= 8 ? Character.toUpperCase(c) : c;
            if (digits.charAt(i) != expected) {
                return Validity.INVALID;
            }
        }
        return Validity.VALID;
    }
}
