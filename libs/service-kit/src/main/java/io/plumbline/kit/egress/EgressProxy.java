package io.plumbline.kit.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/// Decides which external calls use the forward proxy, and routes clients through it: `https` through a tunnel
/// (CONNECT), `http` with an absolute URL (RFC 9112, 3.2.2), over pooled connections. It sends Basic credentials
/// (RFC 7617) pre-emptively. The proxy resolves host names; this service does not.
///
/// Loopback calls never use the proxy. Only [EgressProperties] count: the variable `HTTPS_PROXY` and JVM
/// properties are ignored. Immutable.
public final class EgressProxy {

    private final @Nullable HttpHost proxy;
    private final ProxyBypass bypass;
    private final @Nullable UsernamePasswordCredentials credentials;

    /// @throws IllegalArgumentException if a property is invalid; the message does not quote the value
    public EgressProxy(EgressProperties properties) {
        proxy = proxy(properties.proxy());
        List<String> entries = properties.bypass();
        bypass = new ProxyBypass(entries == null ? List.of() : entries);
        credentials = credentials(properties.user(), properties.password());
    }

    private static @Nullable HttpHost proxy(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            URI url = new URI(text.strip());
            boolean plain = "http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null && url.getPort() > 0;
            boolean bare = url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && ("".equals(url.getRawPath()) || "/".equals(url.getRawPath()));
            if (plain && bare && url.getPort() <= 0xFFFF) {
                return new HttpHost("http", url.getHost(), url.getPort());
            }
        } catch (URISyntaxException e) {
            // It may hold a password: what is said below quotes nothing.
        }
        throw new IllegalArgumentException("plumbline.egress.proxy is http://host:port and nothing else:"
                + " credentials belong in plumbline.egress.user and plumbline.egress.password");
    }

    private static @Nullable UsernamePasswordCredentials credentials(@Nullable String user, @Nullable String password) {
        boolean noUser = user == null || user.isEmpty();
        boolean noPassword = password == null || password.isEmpty();
        if (noUser && noPassword) {
            return null;
        }
        if (user == null || password == null || noUser || noPassword || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "plumbline.egress.user and plumbline.egress.password go together, and a user has no colon");
        }
        return new UsernamePasswordCredentials(user, password.toCharArray());
    }

    public boolean isSet() {
        return proxy != null;
    }

    /// Whether calls to this URL use the proxy.
    public boolean takes(URI target) {
        String name = target.getHost();
        if (proxy == null || name == null) {
            return false;
        }
        String host = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        InetAddress address;
        try {
            address = LiteralAddress.of(host);
        } catch (UnknownHostException e) {
            return true;
        }
        boolean loopback = address == null ? isLoopback(host) : address.isLoopbackAddress();
        return !loopback && !bypass.covers(host, address);
    }

    /// RFC 6761, 6.3, and the traditional names in hosts files.
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("localhost.localdomain");
    }

    /// Routes all calls of a client through the proxy, which must be set. If the proxy refuses a call, it fails
    /// with an [EgressProxyException], and the log names the proxy and the reason.
    ///
    /// @param patience maximum time for the proxy to establish a connection before it counts as unavailable
    public HttpClientBuilder lead(HttpClientBuilder client, Duration patience) {
        HttpHost way = proxy;
        if (way == null) {
            throw new IllegalStateException("plumbline.egress.proxy is not set");
        }
        return new ProxyObserver(way, credentials, patience).on(client.setProxy(way));
    }
}
