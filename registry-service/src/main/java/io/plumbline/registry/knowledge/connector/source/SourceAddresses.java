package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.kit.egress.AddressRules;
import io.plumbline.kit.egress.LiteralAddress;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.stereotype.Component;

/// Restricts the addresses that connectors call, so that the registry cannot be used to reach internal hosts (SSRF).
/// A URL is checked when it is stored, before each call and at each redirect, and the actual address at every
/// connection, since a name may resolve differently by then. For calls through an egress proxy only the host can be
/// checked, since the proxy resolves it.
@Component
final class SourceAddresses implements DnsResolver {

    private final AddressRules rules;

    SourceAddresses(ConnectorProperties properties) {
        this.rules = new AddressRules(properties.allowPrivateAddresses());
    }

    /// Thrown if a host has an address that is not allowed.
    static final class RefusedAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedAddressException(String reason) {
            super(reason);
        }
    }

    /// Reads a URL of a request.
    ///
    /// @param pointer where it is in the request
    /// @throws ProblemException 400 if connectors may not call it
    URI read(String text, String pointer) {
        try {
            URI url = new URI(text.strip());
            requireAllowed(url);
            return url;
        } catch (URISyntaxException e) {
            throw refused(pointer, "must be a URL");
        } catch (RefusedAddressException e) {
            throw refused(pointer, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException refused(String pointer, String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("A connector cannot call this address. Private and loopback addresses and plain HTTP need"
                        + " plumbline.registry.connectors.allow-private-addresses.")
                .at(pointer, reason);
    }

    /// Checks a URL without resolving its host: names pass.
    ///
    /// @throws RefusedAddressException with the reason
    void requireAllowed(URI url) throws RefusedAddressException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getPort() > 0xFFFF) {
            throw new RefusedAddressException("must be a URL with a host and without user");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && rules.allowsPrivate())) {
            throw new RefusedAddressException("must begin with https://");
        }
        try {
            InetAddress address = LiteralAddress.of(url.getHost());
            if (address == null || rules.allows(address)) {
                return;
            }
        } catch (UnknownHostException e) {
            // A number that may be read as an address.
        }
        throw new RefusedAddressException("may not be a private, loopback or link-local address");
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!rules.allows(address)) {
                throw new RefusedAddressException("the host has an address that is not allowed");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /// Resolves a reference as RFC 3986 does, also one that is only a query, which [URI#resolve] gets wrong.
    ///
    /// @throws IllegalArgumentException if it is not a reference
    static URI resolve(URI base, String reference) {
        String path = Objects.requireNonNullElse(base.getRawPath(), "");
        return base.resolve(reference.startsWith("?") ? path + reference : reference);
    }

    /// Returns scheme, host and port, by which secrets are bound to a place.
    static String origin(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return (secure ? "https://" : "http://") + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
