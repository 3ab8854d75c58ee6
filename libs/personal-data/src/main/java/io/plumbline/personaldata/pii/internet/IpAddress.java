package io.plumbline.personaldata.pii.internet;

import io.plumbline.personaldata.text.Chars;

/// Parses IP addresses in their text forms (RFC 4291, section 2.2; RFC 4632 for prefixes; RFC 4007 for zones),
/// forward from their beginning.
final class IpAddress {

    private static final String[] PRIVATE = {
        "10.", "127.", "192.168.", "169.254.", "0.", "255.", "::1", "fe80:", "fc00:", "fd00:"
    };
    private static final int FEWEST_COLONS = 3;
    private static final int SMALL = 32;
    private static final int GROUPS = 8;
    private static final int GROUPS_OF_FOURTH = 2;
    private static final int LONGEST_ZONE = 15;

    private IpAddress() {}

    /// Whether the address that begins here is private, loopback or unspecified.
    static boolean isPrivate(CharSequence text, int at) {
        for (String network : PRIVATE) {
            if (Chars.hasAt(text, at, network)) {
                return true;
            }
        }
        if (!Chars.hasAt(text, at, "172.")) {
            return false;
        }
        int second = 10 * Chars.digit(Chars.at(text, at + 4)) + Chars.digit(Chars.at(text, at + 5));
        return second >= 16 && second <= 31 && Chars.at(text, at + 6) == '.';
    }

    /// Whether an IPv6 address has so few colons that it may be a slice (`[::2]`) or a name (`Add::Bad`), and
    /// does not begin with four signs of which one is a digit.
    static boolean isShort(CharSequence text, int start, int end) {
        int colons = 0;
        boolean digit = false;
        for (int i = start; i < end; i++) {
            colons += text.charAt(i) == ':' ? 1 : 0;
            digit |= i < start + 4 && isDigit(text.charAt(i));
        }
        boolean full = digit && hexEnd(text, start) == start + 4;
        return colons < FEWEST_COLONS && !full;
    }

    /// Whether four numbers begin here that are all below [#SMALL].
    static boolean isOfSmallNumbers(CharSequence text, int at) {
        int dots = 0;
        int value = 0;
        for (int i = at; isDigit(Chars.at(text, i)) || Chars.at(text, i) == '.'; i++) {
            boolean dot = text.charAt(i) == '.';
            dots += dot ? 1 : 0;
            value = dot ? 0 : 10 * value + text.charAt(i) - '0';
            if (value >= SMALL) {
                return false;
            }
        }
        return dots >= 3;
    }

    /// Whether the character may be part of an address.
    static boolean isPart(char c) {
        return isHex(c) || c == ':' || c == '.' || c == '/' || c == '%';
    }

    /// Where an IPv4 address ends: four numbers up to 255; the position itself if there is none.
    static int fourthEnd(CharSequence text, int at) {
        int i = at;
        for (int number = 0; number < 4; number++) {
            if (number > 0) {
                if (Chars.at(text, i) != '.') {
                    return at;
                }
                i++;
            }
            int value = 0;
            int from = i;
            while (i - from < 3 && isDigit(Chars.at(text, i))) {
                value = 10 * value + text.charAt(i) - '0';
                i++;
            }
            if (i == from || value > 255 || isDigit(Chars.at(text, i))) {
                return at;
            }
        }
        return i;
    }

    /// Where an IPv6 address ends: eight groups, or fewer with `::` once, the last two of which may be four
    /// numbers; the position itself if there is none.
    static int sixthEnd(CharSequence text, int at) {
        int groups = 0;
        boolean compressed = false;
        int i = at;
        if (hasTwoColons(text, i)) {
            compressed = true;
            i += 2;
        }
        while (groups < GROUPS) {
            int fourth = groups > 0 || compressed ? fourthEnd(text, i) : i;
            if (fourth > i) {
                groups += GROUPS_OF_FOURTH;
                i = fourth;
                break;
            }
            int end = hexEnd(text, i);
            if (end == i) {
                break;
            }
            groups++;
            i = end;
            if (!compressed && hasTwoColons(text, i)) {
                compressed = true;
                i += 2;
            } else if (Chars.at(text, i) == ':' && isHex(Chars.at(text, i + 1)) && groups < GROUPS) {
                i++;
            } else {
                break;
            }
        }
        boolean complete = compressed ? groups < GROUPS : groups == GROUPS;
        return complete && endsHere(text, i) ? i : at;
    }

    private static boolean endsHere(CharSequence text, int end) {
        char after = Chars.at(text, end);
        char next = Chars.at(text, end + 1);
        return !Chars.joins(after) && !(after == ':' && (next == ':' || isHex(next)));
    }

    private static boolean hasTwoColons(CharSequence text, int at) {
        return Chars.at(text, at) == ':' && Chars.at(text, at + 1) == ':';
    }

    private static int hexEnd(CharSequence text, int at) {
        int i = at;
        while (i - at < 5 && isHex(Chars.at(text, i))) {
            i++;
        }
        return i - at > 4 ? at : i;
    }

    /// The end including the name of a network interface, `%eth0`.
    static int withZone(CharSequence text, int end) {
        if (Chars.at(text, end) != '%') {
            return end;
        }
        int i = end + 1;
        while (i - end <= LONGEST_ZONE && Chars.isAsciiAlphanumeric(Chars.at(text, i))) {
            i++;
        }
        return i > end + 1 && i - end <= LONGEST_ZONE ? i : end;
    }

    /// The end including the length of a network's prefix, `/24`.
    static int withPrefix(CharSequence text, int end, int most) {
        if (Chars.at(text, end) != '/') {
            return end;
        }
        int bits = 0;
        int i = end + 1;
        while (i - end <= 3 && isDigit(Chars.at(text, i))) {
            bits = 10 * bits + text.charAt(i) - '0';
            i++;
        }
        boolean whole = i > end + 1 && bits <= most && !Chars.joins(Chars.at(text, i));
        return whole ? i : end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }
}
