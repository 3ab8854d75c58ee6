package io.plumbline.console.user;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/// Generates temporary passwords, without characters that people confuse. A password has about 92 bits.
@Component
class TemporaryPassword {

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 16;

    private final SecureRandom random = new SecureRandom();

    String next() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
