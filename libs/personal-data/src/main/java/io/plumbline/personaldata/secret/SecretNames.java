package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.text.Chars;
import java.util.List;

/// Decides which names of values indicate a secret: those that contain a word such as `password` or `api_key`,
/// unless they end in a word that makes them harmless.
final class SecretNames {

    private static final List<String> NAMES = List.of(
            "secret",
            "token",
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "credential",
            "creds",
            "apikey",
            "api_key",
            "api-key",
            "api key",
            "accesskey",
            "access_key",
            "access-key",
            "access key",
            "privatekey",
            "private_key",
            "private-key",
            "encryption_key",
            "encryptionkey",
            "signing_key",
            "signingkey",
            "authkey",
            "auth_key",
            "auth-key",
            "x-api-key",
            "authorization",
            "bearer",
            "clientkey",
            "client_key");
    /// Endings of names of values that are not secret: `token_type`.
    private static final List<String> HARMLESS_ENDS = List.of(
            "id",
            "ids",
            "name",
            "url",
            "uri",
            "endpoint",
            "file",
            "path",
            "type",
            "length",
            "size",
            "count",
            "limit",
            "version",
            "field",
            "header",
            "prefix",
            "suffix",
            "format",
            "hash",
            "algorithm",
            "alias",
            "arn",
            "ref");

    private SecretNames() {}

    /// @param nameStart first character of the name
    /// @param nameEnd   one past its last
    static boolean speak(CharSequence text, int nameStart, int nameEnd) {
        for (int i = nameStart; i < nameEnd; i++) {
            for (String name : NAMES) {
                if (i + name.length() <= nameEnd && Chars.hasAt(text, i, name)) {
                    return !endsHarmless(text, i + name.length(), nameEnd);
                }
            }
        }
        return false;
    }

    private static boolean endsHarmless(CharSequence text, int from, int nameEnd) {
        int start = nameEnd;
        while (start > from && Chars.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        for (String harmless : HARMLESS_ENDS) {
            if (nameEnd - harmless.length() >= from
                    && Chars.hasAt(text, nameEnd - harmless.length(), harmless)
                    && (start >= nameEnd - harmless.length()
                            || Character.isUpperCase(text.charAt(nameEnd - harmless.length())))) {
                return true;
            }
        }
        return false;
    }
}
