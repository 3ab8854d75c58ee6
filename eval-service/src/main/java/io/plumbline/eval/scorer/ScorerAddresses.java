package io.plumbline.eval.scorer;

import io.plumbline.kit.egress.AddressRules;
import io.plumbline.kit.egress.LiteralAddress;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.stereotype.Component;

/// Restricts the addresses of registered scorers, so that this service cannot be used to reach internal hosts (SSRF).
/// A URL is checked when it is registered, and the actual address at every connection, since a name may resolve
/// differently by then. For calls through an egress proxy only the host can be checked, since the proxy resolves it.
@Component
final class ScorerAddresses implements DnsResolver {

    private final AddressRules rules;

    ScorerAddresses(HttpScorerProperties properties) {
        this.rules = new AddressRules(properties.allowPrivateAddresses());
    }

    /// Returns the URL as it is stored.
    ///
    /// @throws ProblemException 400 if a scorer cannot have it
    URI read(String text) {
        try {
            URI url = new URI(text.strip());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw refused("must be a URL with a host and without user or fragment");
            }
            if (!scheme.equals("https") && !(scheme.equals("http") && rules.allowsPrivate())) {
                throw refused("must begin with https://");
            }
            requireAllowed(url.getHost());
            return url;
        } catch (URISyntaxException e) {
            throw refused("must be a URL");
        } catch (UnknownHostException e) {
            throw refused("may not be a private, loopback or link-local address");
        }
    }

    private static ProblemException refused(String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("A scorer cannot have this address. Private and loopback addresses and plain HTTP need"
                        + " plumbline.eval.http-scorers.allow-private-addresses.")
                .at("/http/url", reason);
    }

    /// Checks a host without resolving it: names pass.
    ///
    /// @throws UnknownHostException if it is an address that is not allowed, or a number that may be read as one
    void requireAllowed(String host) throws UnknownHostException {
        InetAddress address = LiteralAddress.of(host);
        if (address != null && !rules.allows(address)) {
            throw new UnknownHostException("the address is not allowed");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!rules.allows(address)) {
                throw new UnknownHostException("the host has an address that is not allowed");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
