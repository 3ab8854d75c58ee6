package io.plumbline.gateway.provider;

import io.plumbline.gateway.provider.ProviderAddresses.RefusedAddressException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Reads and validates base URLs of providers.
@Component
final class ProviderUrls {

    private static final Pattern VERSION = Pattern.compile("api-version=[0-9A-Za-z.-]{1,40}");
    private static final String POINTER = "/baseUrl";
    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(2);

    private final ProviderAddresses addresses;
    private final Lookup names;

    @Autowired
    ProviderUrls(ProviderAddresses addresses) {
        this(addresses, addresses::resolve);
    }

    ProviderUrls(ProviderAddresses addresses, Lookup names) {
        this.addresses = addresses;
        this.names = names;
    }

    /// Resolves a host, which takes as long as the machine's resolver does.
    @FunctionalInterface
    interface Lookup {

        /// @throws RefusedAddressException if one of them is not allowed
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /// Returns the URL as it is stored: without a slash at the end, and with the default path of its kind if it
    /// has none. Azure's may set its version, `?api-version=2024-10-21`; no other has a query. A host without an
    /// address passes, since it may be behind an egress proxy. So does a host that takes longer than two seconds
    /// to resolve. Calls check the address again if the gateway itself connects to it.
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
            lookUp(url.getHost());
        } catch (RefusedAddressException e) {
            throw ProviderProblem.PROVIDER_ADDRESS_REFUSED
                    .because("Private, loopback and link-local addresses are refused unless the gateway is configured"
                            + " with plumbline.gateway.allow-private-providers (and link-local ones even then).")
                    .at(POINTER, "resolves to an address that providers may not use");
        }
        return url;
    }

    private void lookUp(String host) throws RefusedAddressException {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> names.of(host));
        Thread.ofVirtual().name("provider-lookup").start(lookup);
        try {
            lookup.get(LONGEST_LOOKUP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RefusedAddressException refused -> throw refused;
                case UnknownHostException _ -> {
                    // It may be behind an egress proxy.
                }
                case null, default -> throw new IllegalStateException("A name could not be looked up", e);
            }
        } catch (TimeoutException e) {
            lookup.cancel(true);
        } catch (InterruptedException e) {
            lookup.cancel(true);
            Thread.currentThread().interrupt();
        }
    }

    private static URI parse(ProviderKind kind, String text) {
        try {
            URI url = new URI(text.strip());
            if (url.getScheme() == null
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || !mayHaveQuery(kind, url.getRawQuery())
                    || url.getRawFragment() != null) {
                throw refused("must be a URL with a host and without user, query or fragment");
            }
            String path = url.getRawPath().replaceFirst("/+$", "");
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            return new URI(url.getScheme() + "://" + url.getRawAuthority() + (path.isEmpty() ? kind.usualPath() : path)
                    + query);
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
                .because("The request is invalid. errors lists each field.")
                .at(POINTER, message);
    }
}
