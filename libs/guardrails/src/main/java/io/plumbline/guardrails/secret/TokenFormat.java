package io.plumbline.guardrails.secret;

/// A credential that its issuer gave a recognizable beginning: a row of data, not code.
///
/// @param entityType the name that findings carry
/// @param prefix what every one begins with, in the issuer's case
/// @param alphabet what follows
/// @param shortest fewest characters after the prefix
/// @param longest most characters after the prefix; a longer run is not one of these
record TokenFormat(String entityType, String prefix, Alphabet alphabet, int shortest, int longest) {

    /// The characters of a token's body.
    enum Alphabet {
        UPPER_BASE32 {
            @Override
            boolean has(char c) {
                return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
            }
        },
        ALPHANUMERIC {
            @Override
            boolean has(char c) {
                return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            }
        },
        BASE64_URL {
            @Override
            boolean has(char c) {
                return ALPHANUMERIC.has(c) || c == '-' || c == '_';
            }
        };

        abstract boolean has(char c);
    }
}
