package io.plumbline.kit.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The addresses that calls to hosts named by users may have, so that a service cannot be used to reach internal
/// hosts (SSRF). Link-local addresses, where clouds keep their metadata and credentials, are refused in every
/// configuration.
public final class AddressRules {

    private final boolean allowPrivate;

    /// @param allowPrivate whether private and loopback addresses are allowed
    public AddressRules(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    public boolean allowsPrivate() {
        return allowPrivate;
    }

    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLinkLocalAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address _ -> allowsV4(bytes);
            case Inet6Address _ -> allowsV6(address, bytes);
            default -> false;
        };
    }

    private boolean allowsV4(byte[] b) {
        int first = b[0] & 0xFF;
        int second = b[1] & 0xFF;
        boolean reserved = first == 0
                || first >= 240
                || (first == 192 && second == 0 && (b[2] & 0xFF) == 0)
                || (first == 198 && (second & 0xFE) == 18)
                // 100.64/10 is shared address space, where one cloud keeps its metadata.
                || (first == 100 && (second & 0xC0) == 64);
        boolean inside = first == 10
                || first == 127
                || (first == 172 && (second & 0xF0) == 16)
                || (first == 192 && second == 168);
        return !reserved && (allowPrivate || !inside);
    }

    private boolean allowsV6(InetAddress address, byte[] b) {
        if (address.isLoopbackAddress()) {
            return allowPrivate;
        }
        if (address.isSiteLocalAddress() || startsWith(b, 0x01, 0x00)) {
            return false;
        }
        if ((b[0] & 0xFE) == 0xFC) {
            // fd00:ec2::/32 is the metadata service of one cloud.
            return allowPrivate && !startsWith(b, 0xFD, 0x00, 0x0E, 0xC2);
        }
        if (startsWith(b, 0x00, 0x64, 0xFF, 0x9B)) {
            return startsWith(b, 0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0) && allowsEmbedded(b, 12);
        }
        if (startsWith(b, 0x20, 0x02)) {
            return allowsEmbedded(b, 2);
        }
        boolean teredo = startsWith(b, 0x20, 0x01, 0x00, 0x00);
        boolean compatible = startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return !teredo && !compatible;
    }

    /// Whether an IPv4 address inside an IPv6 address is allowed, as translators and tunnels embed it.
    private boolean allowsEmbedded(byte[] b, int at) {
        try {
            return allows(InetAddress.getByAddress(Arrays.copyOfRange(b, at, at + 4)));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean startsWith(byte[] b, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((b[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
