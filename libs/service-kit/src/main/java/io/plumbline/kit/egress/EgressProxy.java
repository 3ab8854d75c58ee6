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

/// Decides which calls that leave the organisation take its forward proxy, and leads clients through it: to
/// `https` through a tunnel (CONNECT), to `http` by asking for the whole URL (RFC 9112, 3.2.2), over
/// connections that are kept. Credentials go along at once, by Basic (RFC 7617), without waiting to be asked
/// for them. It is the proxy that looks names up then: what a name leads to, nobody here knows.
///
/// Loopback never takes it, since the proxy would look for it at itself. Nothing but [EgressProperties] is
/// looked at: neither `HTTPS_PROXY` nor the properties of the JVM. Immutable.
public final class EgressProxy {

    private final @Nullable HttpHost proxy;
    private final ProxyBypass bypass;
    private final @Nullable UsernamePasswordCredentials credentials;

    /// @throws IllegalArgumentException where a property is not as it should be, without what it is
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

    /// Whether calls to this URL go by way of the proxy.
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

    /// RFC 6761, 6.3, and what hosts files of old name it.
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("localhost.localdomain");
    }

    /// Leads all calls of a client through the proxy, which must be set. Where it lets none through, they end
    /// in an [EgressProxyException], and the log says which proxy did so and why.
    ///
    /// @param patience how long the proxy may take to make a connection, beyond which it counts as away
    public HttpClientBuilder lead(HttpClientBuilder client, Duration patience) {
        HttpHost way = proxy;
        if (way == null) {
            throw new IllegalStateException("plumbline.egress.proxy is not set");
        }
        return new ProxyObserver(way, credentials, patience).on(client.setProxy(way));
    }
}
