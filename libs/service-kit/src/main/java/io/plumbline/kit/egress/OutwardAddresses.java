package io.plumbline.kit.egress;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/// Restricts the addresses to which users let a service post, so that it cannot be used to reach internal hosts
/// (SSRF). A URL is checked when it is stored, and the actual address at every connection, since a name may resolve
/// differently by then. For calls through an egress proxy only the host can be checked, since the proxy resolves it.
public final class OutwardAddresses implements DnsResolver {

    private final String noun;
    private final AddressRules rules;
    private final String setting;

    /// @param noun what has the address, such as `webhook`
    /// @param allowPrivate whether private and loopback addresses and plain HTTP are allowed
    /// @param setting the property that allows them
    public OutwardAddresses(String noun, boolean allowPrivate, String setting) {
        this.noun = noun;
        this.rules = new AddressRules(allowPrivate);
        this.setting = setting;
    }

    /// Returns the URL as it is stored.
    ///
    /// @param pointer of the member in the request
    /// @throws ProblemException 400 if it is not a URL that is allowed
    public URI read(String text, String pointer) {
        try {
            URI url = new URI(text.strip());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw refused(pointer, "must be a URL with a host and without user or fragment");
            }
            if (!scheme.equals("https") && !(scheme.equals("http") && rules.allowsPrivate())) {
                throw refused(pointer, "must begin with https://");
            }
            requireAllowed(url.getHost());
            return url;
        } catch (URISyntaxException e) {
            throw refused(pointer, "must be a URL");
        } catch (UnknownHostException e) {
            throw refused(pointer, "may not be a private, loopback or link-local address");
        }
    }

    private ProblemException refused(String pointer, String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("A %s cannot have this address. Private and loopback addresses and plain HTTP need %s."
                        .formatted(noun, setting))
                .at(pointer, reason);
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
