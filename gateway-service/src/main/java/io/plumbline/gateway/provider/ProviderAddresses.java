package io.plumbline.gateway.provider;

import io.plumbline.kit.egress.AddressRules;
import io.plumbline.kit.egress.LiteralAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;

/// Restricts the addresses of providers, so that the gateway cannot be used to reach internal hosts (SSRF).
/// Checks the name when a provider is created, and the actual address at every connection, since the name may
/// resolve differently by then. Redirects are never followed. For calls through an egress proxy only the host can
/// be checked, since the proxy resolves it: it must not be a forbidden address ([AddressRules]).
@Component
public final class ProviderAddresses {

    private final AddressRules rules;

    ProviderAddresses(ProviderProperties properties) {
        this.rules = new AddressRules(properties.allowPrivateProviders());
    }

    /// Whether plain HTTP is allowed, which exposes the credential to the network.
    boolean allowsPlainHttp() {
        return rules.allowsPrivate();
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
        return rules.allows(address);
    }
}
