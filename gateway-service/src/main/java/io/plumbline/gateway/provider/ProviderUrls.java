package io.plumbline.gateway.provider;

import io.plumbline.gateway.provider.ProviderAddresses.RefusedAddressException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Reads the base URL of a provider and says whether it is one that providers may have.
@Component
final class ProviderUrls {

    private static final String POINTER = "/baseUrl";

    private final ProviderAddresses addresses;

    ProviderUrls(ProviderAddresses addresses) {
        this.addresses = addresses;
    }

    /// The URL in the form in which it is kept: without a slash at the end, with `/v1` where it has no path. A host
    /// that has no address at present is let pass: the address is checked again when it is called.
    ///
    /// @throws ProblemException 400
    URI read(String text) {
        URI url = parse(text);
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && addresses.allowsPlainHttp())) {
            throw refused("must begin with https://");
        }
        try {
            addresses.resolve(url.getHost());
        } catch (RefusedAddressException e) {
            throw ProviderProblem.PROVIDER_ADDRESS_REFUSED
                    .because("Private, loopback and link-local addresses are refused, unless the gateway is configured"
                            + " with plumbline.gateway.allow-private-providers (and link-local ones even then).")
                    .at(POINTER, "leads to an address that providers may not have");
        } catch (UnknownHostException e) {
            return url;
        }
        return url;
    }

    private static URI parse(String text) {
        try {
            URI url = new URI(text.strip());
            if (url.getScheme() == null
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null) {
                throw refused("must be a URL with a host, and without user, query and fragment");
            }
            String path = url.getRawPath().replaceFirst("/+$", "");
            return new URI(url.getScheme() + "://" + url.getRawAuthority() + (path.isEmpty() ? "/v1" : path));
        } catch (URISyntaxException e) {
            throw refused("must be a URL");
        }
    }

    private static ProblemException refused(String message) {
        return RequestProblem.INVALID_REQUEST
                .because("See errors for the places at fault.")
                .at(POINTER, message);
    }
}
