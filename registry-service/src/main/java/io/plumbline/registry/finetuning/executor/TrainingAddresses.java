package io.plumbline.registry.finetuning.executor;

import io.plumbline.kit.egress.AddressRules;
import io.plumbline.kit.egress.LiteralAddress;
import io.plumbline.kit.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.stereotype.Component;

/// Restricts the addresses that jobs call, so that the registry cannot be used to reach internal hosts (SSRF). A URL is
/// checked when a job is created and before each call, and the actual address at every connection, since a name may
/// resolve differently by then. For calls through an egress proxy only the host can be checked, since the proxy
/// resolves
/// it.
@Component
final class TrainingAddresses implements DnsResolver {

    private final AddressRules rules;

    TrainingAddresses(FineTuningProperties properties) {
        this.rules = new AddressRules(properties.allowPrivateAddresses());
    }

    /// Reports an address that jobs may not call.
    void check(String text, String pointer, ProblemException problem) {
        try {
            requireAllowed(new URI(text.strip()));
        } catch (URISyntaxException e) {
            problem.at(pointer, "must be a URL");
        } catch (UnknownHostException e) {
            problem.at(pointer, String.valueOf(e.getMessage()));
        }
    }

    /// Checks a URL without resolving its host: names pass.
    ///
    /// @throws UnknownHostException with the reason
    void requireAllowed(URI url) throws UnknownHostException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean isPlain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (url.getHost() == null || !isPlain || url.getPort() > 0xFFFF) {
            throw new UnknownHostException("must be a URL with a host and without user, query and fragment");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && rules.allowsPrivate())) {
            throw new UnknownHostException(
                    "must begin with https://, unless plumbline.registry.fine-tuning.allow-private-addresses is set");
        }
        if (!isAllowed(url.getHost())) {
            throw new UnknownHostException("may not be a private, loopback or link-local address, unless"
                    + " plumbline.registry.fine-tuning.allow-private-addresses is set");
        }
    }

    private boolean isAllowed(String host) {
        try {
            InetAddress address = LiteralAddress.of(host);
            return address == null || rules.allows(address);
        } catch (UnknownHostException e) {
            return false; // A number that may be read as an address.
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
