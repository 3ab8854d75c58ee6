package io.plumbline.kit.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses hosts that are literal addresses, without name resolution.
public final class LiteralAddress {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private LiteralAddress() {}

    /// Returns the address of a literal host, IPv6 with or without brackets; null for a name.
    ///
    /// @throws UnknownHostException for an ambiguous number such as `127.1`, `0177.0.0.1`, `0x7f000001` or
    ///     `2130706433`, or for an address that names an interface
    public static @Nullable InetAddress of(String host) throws UnknownHostException {
        if (host.indexOf(':') >= 0) {
            return v6(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
        }
        if (V4.matcher(host).matches()) {
            return InetAddress.ofLiteral(host);
        }
        if (ENDS_IN_NUMBER.matcher(host).matches()) {
            throw new UnknownHostException("a number, and no address of four parts");
        }
        return null;
    }

    private static InetAddress v6(String text) throws UnknownHostException {
        try {
            if (text.indexOf('%') < 0) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            // It is told of below.
        }
        throw new UnknownHostException("no address of version 6");
    }
}
