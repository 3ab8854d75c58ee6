package io.plumbline.gateway.provider;

import io.plumbline.gateway.provider.ProviderAddresses.RefusedAddressException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the base URL of a provider and says whether it is one that providers may have.
@Component
final class ProviderUrls {

    private static final Pattern VERSION = Pattern.compile("api-version=[0-9A-Za-z.-]{1,40}");
    private static final String POINTER = "/baseUrl";

    private final ProviderAddresses addresses;

    ProviderUrls(ProviderAddresses addresses) {
        this.addresses = addresses;
    }

    /// The URL in the form in which it is kept: without a slash at the end, with `/v1` where it has no path (for Azure
    /// `/openai`). Azure's may name its version, `?api-version=2024-10-21`; no other has a query. A host
    /// that has no address at present is let pass, as it may be behind an egress proxy: the address is
    /// checked again when it is called, as far as it is this gateway that connects to it.
    ///
    /// @throws ProblemException 400
    URI read(ProviderKind kind, String text) {
        URI url = parse(kind, text);
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && addresses.allowsPlainHttp())) {
            throw refused("must begin with https://");
        }
        try {
            addresses.requireAllowed(url.getHost());
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

    private static URI parse(ProviderKind kind, String text) {
        try {
            URI url = new URI(text.strip());
            if (url.getScheme() == null
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || !mayHaveQuery(kind, url.getRawQuery())
                    || url.getRawFragment() != null) {
                throw refused("must be a URL with a host, and without user, query and fragment");
            }
            String path = url.getRawPath().replaceFirst("/+$", "");
            String usual = kind == ProviderKind.AZURE_OPENAI ? "/openai" : "/v1";
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            return new URI(url.getScheme() + "://" + url.getRawAuthority() + (path.isEmpty() ? usual : path) + query);
        } catch (URISyntaxException e) {
            throw refused("must be a URL");
        }
    }

    private static boolean mayHaveQuery(ProviderKind kind, @Nullable String query) {
        return query == null
                || (kind == ProviderKind.AZURE_OPENAI && VERSION.matcher(query).matches());
    }

    private static ProblemException refused(String message) {
        return RequestProblem.INVALID_REQUEST
                .because("See errors for the places at fault.")
                .at(POINTER, message);
    }
}
