package io.plumbline.gateway.provider;

import io.plumbline.kit.egress.LiteralAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/// Restricts the addresses of providers, so that the gateway cannot be used to reach internal hosts (SSRF).
/// Checks the name when a provider is created, and the actual address at every connection, since the name may
/// resolve differently by then. Redirects are never followed. For calls through an egress proxy only the host can
/// be checked, since the proxy resolves it: it must not be a forbidden address.
///
/// Link-local addresses, where clouds keep their metadata and credentials, are refused in every configuration.
@Component
public final class ProviderAddresses {

    private final boolean allowPrivate;

    ProviderAddresses(ProviderProperties properties) {
        this.allowPrivate = properties.allowPrivateProviders();
    }

    /// Whether plain HTTP is allowed, which exposes the credential to the network.
    boolean allowsPlainHttp() {
        return allowPrivate;
    }

    /// Returns the addresses of a host.
    ///
    /// @throws UnknownHostException if it has none
    /// @throws RefusedAddressException if one of them is not allowed
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allows(address)) {
                throw new RefusedAddressException();
            }
        }
        return addresses;
    }

    /// Checks a host without resolving it: names pass.
    ///
    /// @throws RefusedAddressException if it is an address that is not allowed, or a number that may be read as
    ///     one
    public void requireAllowed(String host) throws RefusedAddressException {
        try {
            InetAddress address = LiteralAddress.of(host);
            if (address == null || allows(address)) {
                return;
            }
        } catch (UnknownHostException e) {
            // Who connects may read it as any address.
        }
        throw new RefusedAddressException();
    }

    /// Thrown if a host resolves to an address that providers may not have.
    public static final class RefusedAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedAddressException() {
            super("an address of the provider's host is not allowed");
        }
    }

    boolean allows(InetAddress address) {
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
